// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { testFixtures } from '../xml/testing';
import autounattend from './index';

describe('autounattend fixtures', () =>
  testFixtures(autounattend, '<unattend xmlns="urn:schemas-microsoft-com:unattend"></unattend>'));
