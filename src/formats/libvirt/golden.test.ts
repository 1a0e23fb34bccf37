// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import libvirt from './index';

describe('libvirt fixtures', () => {
  testFixtures(
    libvirt,
    bareFacts(libvirt, "<domain type='kvm'><name>bare</name><devices></devices></domain>"),
  );
});
