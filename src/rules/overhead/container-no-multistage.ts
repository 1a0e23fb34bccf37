// Images that ship the compiler together with the program.
import { isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { imageName, sdkImages } from '../../knowledge/images';
import { cis, claim, documents, nist } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';
import { isWork, programOf, starts } from '../support/process';
import { hasImage, imageRow, isDevelopmentFile, isForBuilding, isTestFile } from '../support/purpose';

/** Bases for programs that were built elsewhere (Java's development kits), and for images of languages. */
const otherBases = /^(openjdk|eclipse-temurin|amazoncorretto|buildpack-deps)$/;
/** Programs that only hand out finished files. */
const staticServers = /^(serve|http-server|local-web-server|ws|live-server|sirv|nginx)$/;

export default defineRule({
  id: 'container-no-multistage',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Build tools are shipped', de: 'Bauwerkzeuge werden ausgeliefert' },
  why: {
    en: `The file has one stage, and it starts from a compiler or SDK image: sources, package caches and the compiler end up
in what runs. That is several hundred megabytes to pull and store, and for an intruder a complete workshop.

Build in a first stage (\`FROM … AS build\`), then start a second one from a small runtime and copy only the result:
\`COPY --from=build /app /app\`. Compiled programs need little more than a distroless image or a slim Debian.`,
    de: `Die Datei hat nur eine Stage, und sie beginnt mit einem Compiler- oder SDK-Image: Quelltexte, Paket-Caches und der
Compiler landen in dem, was läuft. Das sind einige hundert Megabyte zu laden und zu speichern, und für einen Eindringling
eine vollständige Werkstatt.

Baue in einer ersten Stage (\`FROM … AS build\`), beginne dann eine zweite mit einer kleinen Laufzeit und kopiere nur das
Ergebnis: \`COPY --from=build /app /app\`. Kompilierte Programme brauchen kaum mehr als ein distroless-Image oder ein
schlankes Debian.`,
  },
  sources: [claim('A1-27'), documents.dockerMultiStage, cis('4.3'), nist('4.1.2')],
  messages: {
    sdk: {
      en: '{workload} ships {image} with its compiler and sources: a larger download, and a workshop for intruders. Build in a first stage and copy the result into {runtime}.',
      de: '{workload} liefert {image} samt Compiler und Quelltexten aus: mehr zu laden, und eine Werkstatt für Eindringlinge. Baue in einer ersten Stage und kopiere das Ergebnis nach {runtime}.',
    },
    files: {
      en: '{workload} ships {image} with all build dependencies only to hand out finished files. Build in a first stage and copy the result into a web server image such as nginx-unprivileged.',
      de: '{workload} liefert {image} mit allen Bauabhängigkeiten aus, nur um fertige Dateien auszugeben. Baue in einer ersten Stage und kopiere das Ergebnis in ein Webserver-Image wie nginx-unprivileged.',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: 'FROM ⟦golang:1.24⟧\nCOPY . /src\nRUN go build -o /app ./cmd/app\nCMD ["/app"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM ⟦node:22⟧\nCOPY . /site\nRUN npm ci && npm run build\nCMD ["npx", "serve", "dist"]\n',
      },
    ],
    good: [
      {
        format: 'dockerfile',
        text: 'FROM golang:1.24 AS build\nRUN go build -o /app .\nFROM gcr.io/distroless/static:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      },
      { format: 'dockerfile', path: 'Dockerfile.dev', text: 'FROM golang:1.24\nCMD ["air"]\n' },
      { format: 'dockerfile', text: 'FROM rust:1.82\nRUN rustup component add clippy\n' },
      { format: 'dockerfile', text: 'FROM node:22-slim\nCOPY . /app\nCMD ["node", "/app/server.js"]\n' },
      {
        format: 'compose',
        text: 'services:\n  build:\n    image: golang:1.24\n    command: go test ./...\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { role, stages, image } = workload;
    if (role !== 'image' || !isKnown(stages) || stages.value !== 1 || !isKnown(image)) return;
    if (isDevelopmentFile(workload.path) || isTestFile(workload.path)) return;
    if (isForBuilding(workload)) return;
    const programs = starts(workload).map(({ words, ...rest }) => ({ ...rest, words: withoutRunner(words) }));
    if (programs.length === 0 || programs.every(isWork)) return;
    const sdk = imageRow(workload, sdkImages);
    if (sdk !== undefined && !hasImage(workload, otherBases))
      report({
        message: 'sdk',
        args: { image: image.value.text, runtime: sdk.runtime },
        evidence: evidenceOf(image, workload),
      });
    else if (
      imageName(image.value) === 'node' &&
      programs.some((start) => staticServers.test(programOf(start)))
    )
      report({
        message: 'files',
        confidence: 'medium',
        args: { image: image.value.text },
        evidence: evidenceOf(image, workload),
      });
  },
});

/** `npx serve` starts `serve`. */
function withoutRunner(words: readonly string[]): readonly string[] {
  return words[0] === 'npx' || words[0] === 'yarn' ? words.slice(1) : words;
}
