// Secrets that stand in the definition and so in the image's history or in version control.

import type { Known } from '../../core/fact';
import type { Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload, Secret } from '../../core/workload';
import { bsi, cis, claim, cwe, nist, owasp } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';
import { isDevelopmentFile, isExampleFile, isForDevelopment } from '../support/purpose';
import { oneLower } from '../support/severity';

export default defineRule({
  id: 'container-secret-in-image',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Secret stands in the definition', de: 'Geheimnis steht in der Definition' },
  why: {
    en: `What a Dockerfile sets with \`ENV\` or \`ARG\`, or copies as a file, stays in the image: a later \`RUN rm\` only
hides it, and whoever can pull the image can read it in its history. What a compose file, a pod or a script states literally
is in version control and in the output of \`docker inspect\`.

Give builds their secrets with \`RUN --mount=type=secret\`, and running containers with \`secrets:\` and a \`*_FILE\` variable (in
Kubernetes a Secret), or from a variable of the environment that is not committed. Then change the secret: it has been published.`,
    de: `Was ein Dockerfile mit \`ENV\` oder \`ARG\` setzt oder als Datei kopiert, bleibt im Image: Ein späteres \`RUN rm\`
verbirgt es nur, und wer das Image laden kann, liest es in seiner Historie. Was eine Compose-Datei, ein Pod oder ein Skript
wörtlich nennt, steht in der Versionsverwaltung und in der Ausgabe von \`docker inspect\`.

Gib Builds ihre Geheimnisse mit \`RUN --mount=type=secret\` und laufenden Containern mit \`secrets:\` und einer
\`*_FILE\`-Variablen (in Kubernetes mit einem Secret) oder aus einer nicht eingecheckten Umgebungsvariablen. Danach ändere
das Geheimnis: Es ist veröffentlicht.`,
  },
  sources: [claim('A1-52'), cis('4.10'), nist('4.1.4'), owasp('R12'), bsi('SYS.1.6.A8'), cwe('798')],
  peers: {
    trivy: ['DS-0031'],
    kics: ['Secrets Stored In Dockerfile'],
    'compose-lint': ['CL-0020'],
    'kube-linter': ['env-var-secret'],
    buildkit: ['SecretsUsedInArgOrEnv'],
  },
  messages: {
    variable: {
      en: '{workload} keeps {name} in its image: everybody who can pull it reads the value in its history. Pass it to the build with --mount=type=secret or at start, and change it.',
      de: '{workload} behält {name} im Image: Jeder, der es laden kann, liest den Wert in der Historie. Gib ihn dem Build mit --mount=type=secret oder erst beim Start, und ändere ihn.',
    },
    file: {
      en: '{workload} copies {name} into its image: it stays in a layer even if it is deleted later. Mount it for the build with --mount=type=secret, list it in .dockerignore, and replace the secret.',
      de: '{workload} kopiert {name} ins Image: Die Datei bleibt in einer Schicht, auch wenn sie später gelöscht wird. Gib sie dem Build mit --mount=type=secret, nimm sie in .dockerignore auf und ersetze das Geheimnis.',
    },
    stated: {
      en: '{workload} states {name} in clear text: everybody who reads this file or inspects the container knows it. Take it from a secret, or from a variable outside version control.',
      de: '{workload} nennt {name} im Klartext: Jeder, der diese Datei liest oder den Container inspiziert, kennt es. Nimm es aus einem Secret oder einer Variablen außerhalb der Versionsverwaltung.',
    },
    login: {
      en: '{workload} gives the account {name} a password that stands in the file: everybody who reads it or the image’s history can log in where a login is offered. Leave the account without one.',
      de: '{workload} gibt dem Konto {name} ein Passwort, das in der Datei steht: Jeder, der sie oder die Historie des Images liest, kann sich anmelden, wo es eine Anmeldung gibt. Lass das Konto ohne Passwort.',
    },
    fallback: {
      en: '{workload} falls back to a value of {name} written here when the variable is not set: a forgotten variable goes unnoticed and everybody knows the value. Let it fail instead with a question mark: NAME:?',
      de: '{workload} fällt auf ein hier notiertes {name} zurück, wenn die Variable fehlt: Eine vergessene Variable bleibt unbemerkt, und jeder kennt den Wert. Lass es stattdessen mit einem Fragezeichen scheitern: NAME:?',
    },
    placeholder: {
      en: '{workload} has a placeholder as {name}: if nobody replaces it, everybody who knows this file knows the value. Take it from a secret or a variable, so that the start fails without it.',
      de: '{workload} hat einen Platzhalter als {name}: Ersetzt ihn niemand, kennt jeder den Wert, der diese Datei kennt. Nimm den Wert aus einem Secret oder einer Variablen, damit der Start ohne ihn scheitert.',
    },
    wellKnown: {
      en: '{workload} sets {name} to a value that anybody would try first: it protects nothing once the service is reachable. Take a generated one from a secret, or from a variable outside this file.',
      de: '{workload} setzt {name} auf einen Wert, den jeder zuerst versucht: Er schützt nichts, sobald der Dienst erreichbar ist. Nimm einen erzeugten aus einem Secret oder einer Variablen außerhalb dieser Datei.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    environment:\n      ⟦DATABASE_URL: postgres://shop:tR4nsit-9@db/shop⟧\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM node:22-slim\nARG ⟦NPM_TOKEN=npm_9fK2pQ7sLx41vBd0⟧\nENV ⟦DB_PASSWORD=Tr4b-9wq-Zu77⟧\nCOPY ⟦id_rsa⟧ /root/.ssh/id_rsa\nRUN echo ⟦"app:Tr4b-9wq-Zu77"⟧ | chpasswd\n',
      },
      {
        format: 'compose',
        text: `services:\n  db:\n    image: postgres:17\n    environment:\n      ⟦POSTGRES_PASSWORD: Tr4b-9wq-Zu77⟧\n      ⟦ADMIN_PASSWORD: "\${ADMIN_PASSWORD:-Vx81-kk-Pz2}"⟧\n`,
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      env:\n        - name: DB_PASSWORD\n          ⟦value: Tr4b-9wq-Zu77⟧\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦Environment=DB_PASSWORD=Tr4b-9wq-Zu77⟧\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦-e DB_PASSWORD=Tr4b-9wq-Zu77⟧ acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "containerEnv": { ⟦"DB_PASSWORD": "Tr4b-9wq-Zu77"⟧ }\n}\n',
      },
    ],
    good: [
      {
        format: 'dockerfile',
        text: 'FROM node:22-slim\nARG NPM_TOKEN\nENV DB_PASSWORD_FILE=/run/secrets/db DB_PASSWORD=\nCOPY id_rsa.pub package.json /app/\nRUN --mount=type=secret,id=npm npm ci\n',
      },
      {
        format: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: $DB_PASSWORD\n      POSTGRES_PASSWORD_FILE: /run/secrets/db\n',
      },
      {
        format: 'compose',
        path: 'docker-compose.example.yml',
        text: 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: changeme\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      env:\n        - name: DB_PASSWORD\n          valueFrom:\n            secretKeyRef:\n              name: shop\n              key: password\n        - name: DB_PASSWORD_FILE\n          value: /run/secrets/db\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nSecret=db-password,type=env,target=DB_PASSWORD\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop -e DB_PASSWORD -e API_KEY="$API_KEY" acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: `{\n  // where we work\n  "image": "acme/dev:1.0",\n  "containerEnv": { "DB_PASSWORD": "\${localEnv:DB_PASSWORD}" }\n}\n`,
      },
    ],
  },
  checkContainer(workload, report) {
    for (const secret of workload.secrets.items) {
      const { quality, name } = secret.value;
      const { path } = workload;
      if (quality !== 'literal' && (isExampleFile(path) || isDevelopmentFile(path))) continue;
      const { message, severity } = judge(secret, workload);
      const harmless = isForDevelopment(workload) || (quality === 'literal' && forTests.test(name));
      report({
        message,
        severity: harmless ? oneLower(severity) : severity,
        args: { name },
        evidence: evidenceOf(secret, workload),
      });
    }
  },
});

/** Folders whose keys are made for tests. */
const forTests =
  /(^|[-_./])(tests?|testdata|fixtures?|examples?|samples?|dummy|snakeoil)[-_./]|(^|[-_])tests\//i;

type Judgement = {
  readonly message: 'variable' | 'file' | 'login' | 'stated' | 'placeholder' | 'wellKnown' | 'fallback';
  readonly severity: Severity;
};

/** In an image the secret travels with every copy; in a compose file it stays with those who have the project. */
function judge(secret: Known<Secret>, { role }: ContainerWorkload): Judgement {
  const { kind, quality } = secret.value;
  if (kind === 'password') return { message: 'login', severity: quality === 'literal' ? 'error' : 'info' };
  if (quality !== 'literal') {
    const message = quality === 'placeholder' ? 'placeholder' : 'wellKnown';
    return { message, severity: 'info' };
  }
  if (role === 'service' && secret.state === 'implied') return { message: 'fallback', severity: 'info' };
  if (role === 'service') return { message: 'stated', severity: 'warning' };
  return { message: kind === 'file' || kind === 'private-key' ? 'file' : 'variable', severity: 'error' };
}
