// Images that may be another one tomorrow.
import { is, isKnown, type Known } from '../../core/fact';
import type { Fix, Severity } from '../../core/finding';
import { defineRule, type Report } from '../../core/rule';
import type { Place } from '../../core/span';
import type { ContainerWorkload, ImageReference, Workload } from '../../core/workload';
import {
  findImage,
  imageName,
  isKnownOfficial,
  isOfficialImage,
  unversionedImages,
} from '../../knowledge/images';
import { bsi, claim, documents, nist } from '../../knowledge/sources';
import { endsByItself, isInOperation } from '../support/lifetime';
import { placeOf } from '../support/place';
import { isDevelopmentFile, isExampleFile, isForDevelopment, isTestFile } from '../support/purpose';
import { oneLower } from '../support/severity';
import { isMovingTag, isNoPublishedImage } from '../support/tag';

export default defineRule({
  id: 'ops-latest-tag',
  concern: 'operations',
  severity: 'warning',
  title: { en: 'Image without a fixed version', de: 'Image ohne feste Version' },
  why: {
    en: `Without a tag an image is taken as \`latest\`, and that name moves. The same file then gives another system
tomorrow or on the next machine: a new major version meets old data, a fault cannot be repeated, and nobody can say which
version runs. What makes an image worth more than a hand-built VM, that it is the same everywhere, is gone.

Name the version you have tested (\`postgres:17.2\`), and let a bot such as Renovate or Dependabot propose newer ones. Where
the publisher gives no versions, take a digest.

The base of what is shipped, and services that run unattended, count as warnings; other stages and containers that are
started by hand as information. An image that this project builds itself does not count.`,
    de: `Ohne Tag gilt ein Image als \`latest\`, und dieser Name wandert. Dieselbe Datei ergibt dann morgen oder auf der
nächsten Maschine ein anderes System: Eine neue Hauptversion trifft auf alte Daten, ein Fehler lässt sich nicht wiederholen,
und niemand weiß, welche Version läuft. Was ein Image einer von Hand gebauten VM voraushat, dass es überall dasselbe ist,
geht verloren.

Nenne die Version, die du getestet hast (\`postgres:17.2\`), und lass einen Bot wie Renovate oder Dependabot neuere
vorschlagen. Wo der Herausgeber keine Versionen vergibt, nimm einen Digest.

Die Basis des Ausgelieferten und Dienste, die unbeaufsichtigt laufen, zählen als Warnung; andere Stages und von Hand
gestartete Container als Information. Ein Image, das dieses Projekt selbst baut, zählt nicht.`,
  },
  sources: [claim('A1-37'), claim('A1-38'), nist('4.2.2'), bsi('SYS.1.6.A6'), documents.dockerBestPractices],
  peers: {
    hadolint: ['DL3006', 'DL3007'],
    trivy: ['DS-0001', 'KSV-0013'],
    checkov: ['CKV_DOCKER_7', 'CKV_K8S_14'],
    kics: ['Image Version Not Explicit', "Image Version Using 'latest'"],
    'kube-linter': ['latest-tag'],
  },
  messages: {
    untagged: {
      en: '{image} names no version, so every build or start may get another one (latest). Name the version you tested.',
      de: '{image} nennt keine Version, also kann jeder Build oder Start eine andere bekommen (latest). Nenne die getestete Version.',
    },
    latest: {
      en: '{image} follows a tag that moves: every build or start may get another version. Name the version you tested.',
      de: '{image} folgt einem Tag, der wandert: Jeder Build oder Start kann eine andere Version bekommen. Nenne die getestete Version.',
    },
    unversioned: {
      en: '{image} has no versions that stay, so every build or start may get another one. Add the digest you tested (@sha256:…).',
      de: '{image} hat keine bleibenden Versionen, also kann jeder Build oder Start ein anderes Image bekommen. Ergänze den getesteten Digest (@sha256:…).',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: 'FROM ⟦golang:latest⟧ AS build\nRUN go build -o /app .\nFROM ⟦debian⟧\nCOPY --from=build /app /app\nCOPY ⟦--from=composer⟧ /usr/bin/composer /usr/bin/\nFROM build\n',
        fixed:
          'FROM golang:VERSION AS build\nRUN go build -o /app .\nFROM debian:VERSION\nCOPY --from=build /app /app\nCOPY --from=composer /usr/bin/composer /usr/bin/\nFROM build\n',
      },
      { format: 'dockerfile', text: 'ARG BASE=ubuntu\nFROM ⟦$BASE⟧\nCMD ["serve"]\n' },
      { format: 'dockerfile', text: 'FROM ⟦gcr.io/distroless/static⟧\nCOPY app /app\n' },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    ⟦image: acme/shop⟧\n    restart: always\n  db:\n    ⟦image: postgres:latest⟧\n',
        fixed:
          'services:\n  shop:\n    image: acme/shop:VERSION\n    restart: always\n  db:\n    image: postgres:VERSION\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          ⟦image: acme/shop:latest⟧\n        - name: metrics\n          image: acme/metrics:1.0\n',
      },
      { format: 'quadlet', text: '[Container]\n⟦Image=docker.io/library/postgres⟧\n' },
      { format: 'script', text: '#!/bin/sh\ndocker run -d --restart=always ⟦acme/shop⟧ serve\n' },
      {
        format: 'devcontainer',
        text: '{ ⟦"image": "mcr.microsoft.com/devcontainers/base"⟧ }\n',
      },
    ],
    good: [
      { format: 'quadlet', text: '[Container]\nImage=localhost/shop\n' },
      {
        format: 'dockerfile',
        text: 'ARG TAG\nFROM golang:1.24 AS build\nFROM scratch AS out\nFROM --platform=linux/amd64 build AS test\nFROM debian:$TAG AS other\nFROM alpine@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5\nCOPY --from=0 /a /a\nCOPY --from=build /a /b\n',
      },
      { format: 'dockerfile', text: 'FROM localhost/base\nFROM @BASE_IMAGE@\n' },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nCOPY --from=assets /out /srv\n' },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    build: .\n    image: acme/shop:latest\n  worker:\n    image: acme/shop:latest\n    command: work\n  db:\n    image: postgres:17\n  cache:\n    image: redis:$REDIS\n',
      },
    ],
  },
  checkContainer(workload, report, context) {
    if (workload.role === 'image') checkStages(workload, report);
    else checkService(workload, report, () => context.group);
  },
});

type Message = 'untagged' | 'latest' | 'unversioned';

/** Every image from outside once, where it is named first. */
function checkStages(workload: ContainerWorkload, report: (claim: Report<Message>) => void): void {
  const { stageImages, image: shipped, path } = workload;
  const isLess = isDevelopmentFile(path) || isTestFile(path) || isExampleFile(path);
  const places = new Map<string, Known<ImageReference>[]>();
  for (const image of stageImages.items) {
    const same = places.get(image.value.text);
    if (same === undefined) places.set(image.value.text, [image]);
    else same.push(image);
  }
  for (const [first, ...others] of places.values()) {
    if (first === undefined || !isMovingTag(first.value) || isNoPublishedImage(first.value)) continue;
    const isShipped = isKnown(shipped) && shipped.value.text === first.value.text;
    // What nobody publishes under that name is a build context of that name, or an image built before this one.
    if (isUnpublishedName(first.value) && !isShipped) continue;
    const severity = isShipped && !isUnpublishedName(first.value) ? 'warning' : 'info';
    report(claimAbout(first, others, workload, isLess ? oneLower(severity) : severity));
  }
}

function checkService(
  workload: ContainerWorkload,
  report: (claim: Report<Message>) => void,
  group: () => readonly Workload[],
): void {
  const { image, builtHere, path } = workload;
  if (!isKnown(image) || is(builtHere, true) || !isMovingTag(image.value) || isNoPublishedImage(image.value))
    return;
  const name = imageName(image.value);
  const isOwn = group().some(
    (other) =>
      other.kind === 'container' &&
      is(other.builtHere, true) &&
      isKnown(other.image) &&
      imageName(other.image.value) === name,
  );
  if (isOwn) return;
  const isLess = isForDevelopment(workload) || isExampleFile(path) || endsByItself(workload);
  const severity = isInOperation(workload) && !isUnpublishedName(image.value) ? 'warning' : 'info';
  report(claimAbout(image, [], workload, isLess ? oneLower(severity) : severity));
}

/** A name without an owner that Docker Hub does not know: this project builds it somewhere else. */
function isUnpublishedName(image: ImageReference): boolean {
  return isOfficialImage(image) && !isKnownOfficial(image);
}

function claimAbout(
  image: Known<ImageReference>,
  others: readonly Known<ImageReference>[],
  workload: ContainerWorkload,
  severity: Severity,
): Report<Message> {
  const { value } = image;
  const unversioned = findImage(unversionedImages, value) !== undefined;
  return {
    message: unversioned ? 'unversioned' : value.tag === undefined ? 'untagged' : 'latest',
    severity: unversioned ? 'hint' : severity,
    args: { image: value.text },
    evidence: [
      { place: placeOf(image, workload) },
      ...others.map((other) => ({ place: placeOf(other, workload) })),
    ],
    // What a variable gives cannot be replaced where it is used.
    ...(unversioned || image.state !== 'stated' ? {} : { fix: insertion(value, image.place) }),
  };
}

/** A tag to fill in: which versions there are only the registry knows. */
function insertion({ text, tag }: ImageReference, place: Place): Fix {
  const name = tag === undefined ? text : text.slice(0, text.length - tag.length - 1);
  return {
    title: {
      text: { en: 'Insert a tag to fill in (VERSION)', de: 'Tag zum Ausfüllen einsetzen (VERSION)' },
    },
    safety: 'changes-behaviour',
    changes: [{ kind: 'replace', place, value: `${name}:VERSION` }],
  };
}
