// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { testFixtures } from '../xml/testing';
import ovf from './index';

describe('ovf fixtures', () => {
  testFixtures(
    ovf,
    '<Envelope><VirtualSystem id="bare"><VirtualHardwareSection></VirtualHardwareSection></VirtualSystem></Envelope>',
  );
});
