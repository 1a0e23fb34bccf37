// Names of boxes, images, ISO files and libosinfo ids, each with what it decides.

import assert from 'node:assert/strict';
import type { OperatingSystem } from '../core/workload';
import { parseImageReference } from './images';
import { operatingSystemOf, operatingSystemOfImage } from './operating-systems';

function short(os: OperatingSystem | undefined): string {
  if (os === undefined) return '-';
  return [os.family, os.distribution, os.release].filter((part) => part !== undefined).join(' ');
}

describe('operatingSystemOf', () => {
  const names: Readonly<Record<string, string>> = {
    'ubuntu/focal64': 'linux ubuntu 20.04',
    'ubuntu/trusty32': 'linux ubuntu 14.04',
    precise64: 'linux ubuntu 12.04',
    'hashicorp/bionic64': 'linux ubuntu 18.04',
    'bento/ubuntu-22.04': 'linux ubuntu 22.04',
    'generic/ubuntu2204': 'linux ubuntu 22.04',
    'peru/ubuntu-14.04-server-amd64': 'linux ubuntu 14.04',
    'halvards/lubuntu1604': 'linux ubuntu 16.04',
    ubuntu_64: 'linux ubuntu',
    'ubuntu-64': 'linux ubuntu',
    'ubuntu-os-cloud/ubuntu-2204-lts': 'linux ubuntu 22.04',
    'ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-*': 'linux ubuntu 20.04',
    'https://cloud-images.ubuntu.com/jammy/current/jammy-server-cloudimg-amd64.img': 'linux ubuntu 22.04',
    'https://releases.ubuntu.com/22.04/ubuntu-22.04.3-live-server-amd64.iso': 'linux ubuntu 22.04',
    'bento/centos-7': 'linux centos 7',
    'centos/7': 'linux centos 7',
    'puppetlabs/centos-7.2-64-nocm': 'linux centos 7',
    'geerlingguy/centos6': 'linux centos 6',
    'centos-64': 'linux centos',
    'contiv/centos71-netplugin': 'linux centos 7',
    centos64: 'linux centos',
    'centos/stream8': 'linux centos-stream 8',
    'bento/centos-stream-9': 'linux centos-stream 9',
    'generic/centos8s': 'linux centos-stream 8',
    'https://cloud.centos.org/centos/7/images/CentOS-7-x86_64-GenericCloud.qcow2': 'linux centos 7',
    'generic/debian12': 'linux debian 12',
    'debian/bullseye64': 'linux debian 11',
    'debian/contrib-stretch64': 'linux debian 9',
    'ARTACK/debian-jessie': 'linux debian 8',
    'debian-cloud/debian-11': 'linux debian 11',
    debian64: 'linux debian',
    'debian-amd64': 'linux debian',
    'debian11-64': 'linux debian 11',
    'https://cdimage.debian.org/debian-cd/current/amd64/iso-cd/debian-12.5.0-amd64-netinst.iso':
      'linux debian 12',
    'file://builds/virtualbox-rockylinux8.box': 'linux rocky 8',
    'almalinux/9': 'linux almalinux 9',
    'oraclelinux/8': 'linux oracle-linux 8',
    rhel7: 'linux rhel 7',
    'generic/fedora38': 'linux fedora 38',
    'fedora/38-cloud-base': 'linux fedora 38',
    'https://example.org/releases/35/iso/Fedora-Server-netinst-x86_64-35-1.2.iso': 'linux fedora 35',
    'http://download.rockylinux.org/pub/rocky/9/isos/x86_64/Rocky-x86_64-boot.iso': 'linux rocky 9',
    'https://cdn.openbsd.org/pub/OpenBSD/7.4/arm64/miniroot74.img': 'bsd openbsd 7.4',
    'generic/alpine318': 'linux alpine 3.18',
    'alpine-virt-3.19.1-x86_64.iso': 'linux alpine 3.19',
    'bento/opensuse-leap-15.6': 'linux opensuse-leap 15.6',
    'archlinux/archlinux': 'linux arch',
    'freebsd/FreeBSD-13.1-RELEASE': 'bsd freebsd 13.1',
    'jhcook/macos-sierra': 'macos macos',
    'gusztavvargadr/windows-11': 'windows windows 11',
    'gusztavvargadr/windows-10': 'windows windows 10',
    'peru/windows-server-2016-standard-x64-eval': 'windows windows-server 2016',
    'peru/windows-10-enterprise-x64-eval': 'windows windows 10',
    'jborean93/WindowsServer2012R2': 'windows windows-server 2012-r2',
    'opentable/win-2008r2-standard-amd64-nocm': 'windows windows-server 2008-r2',
    'rapid7/metasploitable3-win2k8': 'windows windows-server 2008',
    'StefanScherer/windows_2019': 'windows windows-server 2019',
    '../Boxes/windows_2016_libvirt.box': 'windows windows-server 2016',
    'windows2019srv-64': 'windows windows-server 2019',
    'windows8srv-64': 'windows',
    'Microsoft/EdgeOnWindows10': 'windows windows 10',
    ie11win7: 'windows windows 7',
    windows_81: 'windows windows 8.1',
    win10: 'windows windows 10',
    'windows-2025-uefi-amd64': 'windows windows-server 2025',
    'http://ubuntu.com/ubuntu/22.04': 'linux ubuntu 22.04',
    'http://microsoft.com/win/10': 'windows windows 10',
    'http://microsoft.com/win/2k12r2': 'windows windows-server 2012-r2',
    'http://microsoft.com/win/2k3': 'windows windows-server 2003',
    'http://redhat.com/rhel/6.4': 'linux rhel 6',
    'http://centos.org/centos/7.0': 'linux centos 7',
    'http://fedoraproject.org/fedora/unknown': 'linux fedora',
    'http://fedoraproject.org/silverblue/29': 'linux silverblue 29',
    'http://libosinfo.org/linux/2020': 'linux',
    'http://constructor/x/1': '-',
    'laravel/homestead': '-',
    'scotch/box': '-',
    'darwinia/node': '-',
    'winner/stretched-image': '-',
    base: '-',
    '': '-',
  };
  for (const [name, expected] of Object.entries(names)) {
    it(`reads ${JSON.stringify(name)} as ${expected}`, () => {
      assert.equal(short(operatingSystemOf(name)), expected);
    });
  }
});

describe('operatingSystemOfImage', () => {
  const images: Readonly<Record<string, string>> = {
    'ubuntu:22.04': 'linux ubuntu 22.04',
    'ubuntu:focal-20240216': 'linux ubuntu 20.04',
    ubuntu: 'linux ubuntu',
    'debian:bookworm-slim': 'linux debian 12',
    'debian:10.13': 'linux debian 10',
    'debian:stable': 'linux debian',
    'centos:centos7': 'linux centos 7',
    'quay.io/centos/centos:stream9': 'linux centos-stream 9',
    'alpine:3.18.4': 'linux alpine 3.18',
    'alpine:3': 'linux alpine',
    'alpine:edge': 'linux alpine',
    'alpine/helm:3.14.0': '-',
    'python:3.13-alpine3.20': 'linux alpine 3.20',
    'node:20-bookworm-slim': 'linux debian 12',
    'golang:1.22-alpine': 'linux alpine',
    'nvidia/cuda:12.2.0-base-ubuntu22.04': 'linux ubuntu 22.04',
    'registry.access.redhat.com/ubi8/ubi-minimal:8.9': 'linux rhel 8',
    'redhat/ubi9:9.3': 'linux rhel 9',
    'geerlingguy/docker-centos7-ansible:latest': 'linux centos 7',
    'oraclelinux:7-slim': 'linux oracle-linux 7',
    'amazonlinux:2': 'linux amazon-linux 2',
    'fedora:27': 'linux fedora 27',
    'postgres:16': '-',
    'mysql:8.0': '-',
    'gcr.io/oss-fuzz-base/base-builder:ubuntu-20-04': 'linux ubuntu 20.04',
    'launcher.gcr.io/google/ubuntu16_04': 'linux ubuntu 16.04',
    'mcr.microsoft.com/windows/servercore:ltsc2019': 'windows windows-server 2019',
    'mcr.microsoft.com/windows/nanoserver:1809': 'windows windows-server 2019',
    'mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022': 'windows windows-server 2022',
    'mcr.microsoft.com/dotnet/sdk:8.0-jammy': 'linux ubuntu 22.04',
    'ghcr.io/prometheus-community/windows-exporter:0.25': '-',
    'sickcodes/docker-osx:latest': '-',
    scratch: '-',
    constructor: '-',
  };
  for (const [text, expected] of Object.entries(images)) {
    it(`reads ${text} as ${expected}`, () => {
      assert.equal(short(operatingSystemOfImage(parseImageReference(text))), expected);
    });
  }
});
