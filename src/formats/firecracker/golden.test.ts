// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import firecracker from './index';

describe('firecracker fixtures', () => {
  testFixtures(firecracker, bareFacts(firecracker, '{}', 'vm.json'));
});
