// Shipped stages on a base that has a smaller variant.
import { isKnown } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { Place } from '../../core/span';
import type { ContainerWorkload, ImageReference } from '../../core/workload';
import { fatBases, imageName, sdkImages } from '../../knowledge/images';
import { softwareOfPackage } from '../../knowledge/software';
import { cis, claim, documents, figure, nist } from '../../knowledge/sources';
import { isWorkplace } from '../support/lifetime';
import { evidenceOf } from '../support/place';
import { imageRow, isDevelopmentFile, isTestFile } from '../support/purpose';

/** Packages that small variants lack the libraries for. */
const heavy = /chromium|chrome|firefox|playwright|puppeteer|libreoffice|cuda|nvidia|tensorflow|texlive/;

/** Whole distributions, as opposed to images of a language. */
const distributions = /^(ubuntu|debian|fedora|rockylinux|almalinux|oraclelinux)$/;

export default defineRule({
  id: 'container-fat-base',
  concern: 'overhead',
  severity: 'info',
  title: { en: 'Base image has a smaller variant', de: 'Basis-Image hat eine kleinere Variante' },
  why: {
    en: `The full tags of language images carry compilers, version control and headers that a running program never opens:
\`node:lts\` is 408.9 MB compressed, \`python:3.13-slim\` 43.0 MB. All of it is pulled, stored and scanned, and each program
in it is one more that an intruder finds or that needs an update.

Switch the shipped stage to the slim variant, or to a distroless image for a finished program, and build in another stage.
Alpine is smaller still, but uses another C library: Python wheels and some binaries do not run on it.`,
    de: `Die vollen Tags der Sprach-Images enthalten Compiler, Versionsverwaltung und Header, die ein laufendes Programm nie
öffnet: \`node:lts\` misst komprimiert 408,9 MB, \`python:3.13-slim\` 43,0 MB. Das alles wird geladen, gespeichert und geprüft,
und jedes Programm darin ist eines mehr, das ein Eindringling vorfindet oder das ein Update braucht.

Stelle die ausgelieferte Stage auf die schlanke Variante um, oder für ein fertiges Programm auf ein distroless-Image, und
baue in einer anderen Stage. Alpine ist noch kleiner, nutzt aber eine andere C-Bibliothek: Python-Wheels und manche Binärdateien
laufen darauf nicht.`,
  },
  sources: [
    claim('A1-27'),
    claim('A1-23'),
    documents.imageSizes,
    figure('img-node-lts'),
    figure('img-python-3.13-slim'),
    figure('img-ubuntu-24.04'),
    figure('img-debian-trixie-slim'),
    nist('4.1.2'),
    cis('4.3'),
  ],
  messages: {
    smaller: {
      en: '{workload} ships on {image}, the full variant with build tools that it may not need at run time: they are pulled, stored and patched all the same. Use {smaller} for what is shipped.',
      de: '{workload} wird auf {image} ausgeliefert, der vollen Variante mit Bauwerkzeugen, die zur Laufzeit wohl nicht gebraucht werden: Geladen, gespeichert und gepatcht werden sie trotzdem. Nimm {smaller} für das, was ausgeliefert wird.',
    },
    distribution: {
      en: '{workload} ships on {image}, a whole distribution: a finished program needs little of it. {smaller} may be enough.',
      de: '{workload} wird auf {image} ausgeliefert, einer ganzen Distribution: Ein fertiges Programm braucht wenig davon. {smaller} kann genügen.',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: 'FROM ⟦python:3.13⟧\nCOPY . /app\nCMD ["python", "/app/main.py"]\n',
        fixed: 'FROM python:3.13-slim\nCOPY . /app\nCMD ["python", "/app/main.py"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM golang:1.24 AS build\nRUN go build -o /app .\nFROM ⟦debian:bookworm⟧\nCOPY --from=build /app /app\nCMD ["/app"]\n',
        fixed:
          'FROM golang:1.24 AS build\nRUN go build -o /app .\nFROM debian:bookworm-slim\nCOPY --from=build /app /app\nCMD ["/app"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM ⟦debian⟧\nCMD ["/app"]\n',
        fixed: 'FROM debian:stable-slim\nCMD ["/app"]\n',
      },
      { format: 'dockerfile', text: 'FROM ⟦ubuntu:24.04⟧\nCOPY app /app\nCMD ["/app"]\n' },
    ],
    good: [
      { format: 'dockerfile', text: 'FROM python:3.13-slim\nCMD ["python"]\n' },
      { format: 'dockerfile', text: 'FROM ubuntu:24.04\nCMD ["/bin/bash"]\n' },
      { format: 'dockerfile', text: 'FROM centos:7\nCMD ["/app"]\n' },
      {
        format: 'dockerfile',
        text: `FROM debian@sha256:${'0'.repeat(64)}\nCMD ["/app"]\n`,
      },
      {
        format: 'dockerfile',
        text: 'FROM node:22 AS build\nRUN npm ci\nFROM node:22-alpine\nCOPY --from=build /app /app\nCMD ["node", "/app"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM python:3.13\nRUN apt-get update && apt-get install -y gcc libpq-dev && pip install psycopg2\nCMD ["python"]\n',
      },
      { format: 'compose', text: 'services:\n  db:\n    image: debian:13\n    command: sleep 1d\n' },
    ],
  },
  checkContainer(workload, report) {
    const { role, image, path } = workload;
    const row = imageRow(workload, fatBases);
    if (role !== 'image' || row === undefined || !isKnown(image)) return;
    if (isDevelopmentFile(path) || isTestFile(path)) return;
    if (imageName(image.value).includes('windows')) return;
    // A JRE tag is already the smaller one, and Apache's modules exist for the Debian variant only.
    if (/jre|apache/.test(image.value.tag ?? '')) return;
    // A digest without a tag may well be the small variant.
    if (image.value.digest !== undefined && image.value.tag === undefined) return;
    // Compilers in the shipped stage are the concern of container-no-multistage.
    if (imageRow(workload, sdkImages) !== undefined || needsFullBase(workload)) return;
    const slim = row.smaller.includes('slim') ? slimTag(image.value) : undefined;
    const smaller = slim ?? smallerThan(image.value, row.smaller);
    const isDistribution = distributions.test(imageName(image.value));
    if (smaller.length === 0 || (isDistribution && isWorkplace(workload))) return;
    report({
      message: isDistribution ? 'distribution' : 'smaller',
      // A compressed ubuntu:24.04 is no larger than debian:trixie-slim (29.8 MB each), and the minimal images of the
      // others have another package manager.
      severity: isDistribution && slim === undefined ? 'hint' : 'info',
      confidence: 'medium',
      args: { image: image.value.text, smaller },
      evidence: evidenceOf(image, workload),
      ...(slim === undefined || image.state !== 'stated' ? {} : { fix: switchTo(slim, image.place) }),
    });
  },
});

/** The smaller images as a reader would write them; a word of the table is a part of the tag. */
function smallerThan(image: ImageReference, words: readonly string[]): readonly string[] {
  const name = imageName(image);
  // Runtimes of Java stand in the middle of a tag: 21, 21-jre, 21-jre-noble.
  const [, version, release = ''] = /^(\d[\w.+]*)(-[a-z]+)?$/.exec(image.tag ?? '') ?? [];
  return words.map((word) => {
    if (word === 'jre' && version !== undefined) return `${name}:${version}-jre${release}`;
    return /^[a-z]+$/.test(word) ? `${name}:*-${word}` : word;
  });
}

function needsFullBase({ software, name }: ContainerWorkload): boolean {
  const builds = software.packages.items.some(
    ({ value }) =>
      softwareOfPackage(value)?.role === 'compiler' || /-(dev|devel)$/.test(value) || heavy.test(value),
  );
  return builds || heavy.test(name.toLowerCase());
}

/** The slim variant of the same image as its publishers write it, or `undefined` for a digest or an unusual tag. */
function slimTag(image: ImageReference): string | undefined {
  const { digest, text, tag } = image;
  if (digest !== undefined) return undefined;
  // Oracle's slim images have another package manager.
  if (imageName(image) === 'oraclelinux') return undefined;
  const newest = imageName(image) === 'debian' ? 'stable-slim' : 'slim';
  if (tag === undefined) return `${text}:${newest}`;
  const name = text.slice(0, text.length - tag.length);
  if (tag === 'latest') return `${name}${newest}`;
  // Variants beside the plain one, of which not all have a slim sibling, or under another name.
  if (/onbuild|threaded|chakracore/.test(tag)) return undefined;
  const [, version, release] =
    /^(\d[\w.]*)-(trixie|bookworm|bullseye|buster|stretch|jessie|jammy|noble)$/.exec(tag) ?? [];
  // Node.js and Debian write the release first, Python and Ruby last.
  if (version !== undefined && release !== undefined && !/^(node|debian)$/.test(imageName(image)))
    return `${name}${version}-slim-${release}`;
  return /^[\w.]+(-[a-z]+)?$/.test(tag) ? `${name}${tag}-slim` : undefined;
}

function switchTo(image: string, place: Place): Fix {
  return {
    title: { text: { en: 'Use {image}', de: '{image} verwenden' }, args: { image } },
    safety: 'changes-behaviour',
    changes: [{ kind: 'replace', place, value: image }],
  };
}
