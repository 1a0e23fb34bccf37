// Scripts and pipelines that bring software to a machine by hand, over SSH.
import { defineRule } from '../../core/rule';
import { claim, documents } from '../../knowledge/sources';
import { isExampleFile } from '../support/purpose';

export default defineRule({
  id: 'ops-manual-provisioning',
  concern: 'operations',
  severity: 'info',
  title: { en: 'Deployment by hand over SSH', de: 'Deployment von Hand über SSH' },
  why: {
    en: `Commands over SSH change a machine step by step: what is on it afterwards is written nowhere, a second machine turns
out differently, and a step that fails in the middle leaves something in between. Going back means undoing it by hand.

Describe the state instead and let a pipeline bring it about: an image that is replaced as a whole, a compose file, a
playbook (Ansible works over SSH too, but from a description). Commands that set a new machine up once, before such a tool
takes over, are fine.`,
    de: `Befehle über SSH verändern eine Maschine Schritt für Schritt: Was danach auf ihr ist, steht nirgends, eine zweite gerät
anders, und ein Schritt, der mittendrin scheitert, hinterlässt etwas dazwischen. Zurück geht es nur von Hand.

Beschreibe stattdessen den Zustand und lass ihn eine Pipeline herstellen: ein Image, das als Ganzes ersetzt wird, eine
Compose-Datei, ein Playbook (Ansible arbeitet auch über SSH, aber nach einer Beschreibung). Befehle, die eine neue Maschine
einmal vorbereiten, ehe ein solches Werkzeug übernimmt, sind in Ordnung.`,
  },
  sources: [claim('A1-41'), claim('A1-75'), documents.konveyor],
  messages: {
    manual: {
      en: 'This file changes another machine step by step over SSH ({steps}): what is on it afterwards is written nowhere. Describe the state and let a tool bring it about.',
      de: 'Diese Datei verändert eine andere Maschine Schritt für Schritt über SSH ({steps}): Was danach auf ihr ist, steht nirgends. Beschreibe den Zustand und lass ihn ein Werkzeug herstellen.',
    },
  },
  examples: {
    bad: [
      {
        format: 'script',
        path: 'deploy.sh',
        text: '#!/bin/sh\nset -e\nrsync -az build/ shop@web1.example.org:/srv/shop/\n⟦ssh -p 22 shop@web1.example.org "cd /srv/shop && npm ci && sudo systemctl restart shop"⟧\n',
      },
      {
        format: 'script',
        path: '.gitlab-ci.yml',
        text: 'deploy:\n  script:\n    - scp compose.yaml "$USER@$HOST:/srv/shop/"\n    - ⟦ssh "$USER@$HOST" "docker compose pull && docker compose up -d"⟧\n',
      },
    ],
    good: [
      {
        format: 'script',
        path: 'status.sh',
        text: '#!/bin/sh\nscp shop@web1.example.org:/var/log/shop.log .\nssh shop@web1.example.org systemctl status shop\n',
      },
      {
        format: 'script',
        path: 'tests/vm.sh',
        text: '#!/bin/sh\nscp build/shop.deb root@guest:/tmp/\nssh root@guest "apt-get install -y /tmp/shop.deb && systemctl restart shop"\n',
      },
      {
        format: 'script',
        path: 'bootstrap.sh',
        text: '#!/bin/sh\nscp keys root@"$1":/tmp/\nssh root@"$1" "apt-get install -y python3 && systemctl enable ssh"\n',
      },
      {
        format: 'script',
        path: 'start.sh',
        text: '#!/bin/sh\nscp -P 2222 build/shop.deb localhost:/tmp/\nssh -p 2222 root@localhost "systemctl restart shop && apt-get install -y shop"\n',
      },
    ],
  },
  checkDeclaration(declaration, report) {
    if (declaration.kind !== 'remote-deployment') return;
    const { steps, copies, path, place } = declaration;
    // A single restart is maintenance; a deployment brings something.
    if (steps.items.length < 2 && copies.items.length === 0) return;
    if (isForTests.test(path) || isExampleFile(path) || isFirstStep.test(path.toLowerCase())) return;
    report({
      message: 'manual',
      args: { steps: [...new Set(steps.items.map(({ value }) => value))] },
      confidence: 'medium',
      evidence: [{ place }],
    });
  },
});

/** Scripts for tests; the files of pipelines, which lie in folders such as `.github`, are none. */
const isForTests = /(?:^|[^a-z])(?:tests?|testing|e2e|molecule)(?:[^a-z]|$)/i;

/** Scripts that prepare a machine for a tool that looks after it from then on. */
const isFirstStep = /(?:^|[^a-z])(?:bootstrap|init|prepare|provision|first-?boot)[^/]*$/;
