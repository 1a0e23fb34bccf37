// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import ovf from './index';

describe('ovf fixtures', () => {
  testFixtures(
    ovf,
    bareFacts(
      ovf,
      '<Envelope><VirtualSystem id="bare"><VirtualHardwareSection></VirtualHardwareSection></VirtualSystem></Envelope>',
    ),
  );
});
