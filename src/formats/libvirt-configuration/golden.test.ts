// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { testFixtures } from '../xml/testing';
import configuration from './index';

describe('libvirt-configuration fixtures', () => {
  testFixtures(configuration, '# nothing is set\n');
});
