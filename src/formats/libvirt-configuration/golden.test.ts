// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import configuration from './index';

describe('libvirt-configuration fixtures', () => {
  testFixtures(configuration, bareFacts(configuration, '# nothing is set\n'));
});
