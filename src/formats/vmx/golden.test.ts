// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import vmx from './index';

describe('vmx fixtures', () => {
  testFixtures(vmx, bareFacts(vmx, 'config.version = "8"\n', 'machine.vmx'));
});
