// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { bareFacts, testFixtures } from '../golden/testing';
import cloudInit from './index';

describe('cloud-init fixtures', () =>
  testFixtures(cloudInit, bareFacts(cloudInit, '#cloud-config\nhostname: bare\n')));
