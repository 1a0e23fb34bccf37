// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import proxmox from './index';

describe('proxmox fixtures', () => {
  testFixtures(proxmox, bareFacts(proxmox, 'scsihw: virtio-scsi-single\n', '100.conf'));
});
