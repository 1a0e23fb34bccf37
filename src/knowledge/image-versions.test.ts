// What addresses of disk images tell about their version.
import assert from 'node:assert/strict';
import { imageVersionOf } from './image-versions';

describe('the version of an image', () => {
  const cases: readonly (readonly [address: string, version: string | undefined])[] = [
    ['https://cloud-images.ubuntu.com/releases/noble/release-20250805/ubuntu-24.04-server.img', '20250805'],
    [
      'https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-generic-amd64.qcow2',
      '20251006-2257',
    ],
    ['https://cloud.debian.org/images/cloud/bookworm/latest/debian-12-genericcloud-amd64.qcow2', 'latest'],
    ['https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img', 'current'],
    ['https://example.org/Rocky-9-GenericCloud.latest.x86_64.qcow2', 'latest'],
    ['https://example.org/alpine/nocloud_alpine-3.22.1-x86_64.qcow2?download=1', '3.22.1'],
    ['https://192.168.10.20/ubuntu.img', undefined],
    [
      'https://cloud-images.ubuntu.com/releases/24.04/release/ubuntu-24.04-server-cloudimg-amd64.img',
      undefined,
    ],
    ['debian-currently.img', undefined],
    ['', undefined],
  ];
  for (const [address, version] of cases) {
    it(`of ${address || 'nothing'} is ${version ?? 'not known'}`, () => {
      assert.equal(imageVersionOf(address), version);
    });
  }
});
