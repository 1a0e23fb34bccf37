// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import virtualbox from './index';

describe('virtualbox fixtures', () => {
  testFixtures(
    virtualbox,
    bareFacts(
      virtualbox,
      '<VirtualBox version="1.19-linux"><Machine name="bare" OSType="Other"><Hardware/></Machine></VirtualBox>',
    ),
  );
});
