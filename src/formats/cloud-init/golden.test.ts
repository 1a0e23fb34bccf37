// What the fixtures lower to, fact by fact; UPDATE=1 writes the golden files anew.
import { testFixtures } from '../xml/testing';
import cloudInit from './index';

describe('cloud-init fixtures', () => testFixtures(cloudInit, '#cloud-config\nhostname: bare\n'));
