// Which user an image brings, and where nothing is known.
import assert from 'node:assert/strict';
import { parseImageReference } from './images';
import { userOfImage } from './users';

function user(image: string): string | undefined {
  return userOfImage(parseImageReference(image))?.name;
}

describe('userOfImage', () => {
  it('knows the images of distributions, languages and servers that start as root', () => {
    for (const image of [
      'alpine:3.22',
      'docker.io/library/debian',
      'arm64v8/ubuntu:24.04',
      'golang:1.24',
      'postgres',
      'php:8.3-fpm',
      'gcr.io/distroless/static',
      'mcr.microsoft.com/dotnet/aspnet:8.0',
    ])
      assert.equal(user(image), 'root', image);
  });

  it('knows images with a user of their own', () => {
    assert.equal(user('gcr.io/distroless/static:nonroot'), 'nonroot');
    assert.equal(user('bitnami/redis:7'), '1001');
    assert.equal(user('mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled'), '1654');
  });

  it('says nothing about other images, and nothing about Windows', () => {
    for (const image of [
      'acme/shop:1.0',
      'acme/alpine',
      'mcr.microsoft.com/windows/servercore:ltsc2022',
      'golang:1.24-nanoserver',
    ])
      assert.equal(user(image), undefined, image);
  });
});
