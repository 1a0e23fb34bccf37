// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { testFixtures } from '../xml/testing';
import capabilities from './index';

describe('host-capabilities fixtures', () => {
  testFixtures(capabilities, '<capabilities><host><cpu></cpu></host></capabilities>');
});
