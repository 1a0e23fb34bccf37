// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import capabilities from './index';

describe('host-capabilities fixtures', () => {
  testFixtures(
    capabilities,
    bareFacts(capabilities, '<capabilities><host><cpu></cpu></host></capabilities>'),
  );
});
