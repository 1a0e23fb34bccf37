// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import autounattend from './index';

describe('autounattend fixtures', () =>
  testFixtures(
    autounattend,
    bareFacts(autounattend, '<unattend xmlns="urn:schemas-microsoft-com:unattend"></unattend>'),
  ));
