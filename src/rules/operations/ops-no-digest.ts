// Production manifests whose images are named by a tag only.
import { is, isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, cis, claim, nist } from '../../knowledge/sources';
import { endsByItself } from '../support/lifetime';
import { evidenceOf } from '../support/place';
import { isProductionFile } from '../support/purpose';
import { isMovingTag, isNoPublishedImage } from '../support/tag';

export default defineRule({
  id: 'ops-no-digest',
  concern: 'operations',
  severity: 'hint',
  title: { en: 'Production image without a digest', de: 'Image im Betrieb ohne Digest' },
  why: {
    en: `A tag is a label that its publisher, or whoever takes over the account, can move to another image. For what runs in
production only the digest guarantees that the same content starts that was tested, on every node and after every restart.

Add it behind the tag (\`postgres:17.2@sha256:…\`), so that people still read the version, and let a bot such as Renovate
keep both up to date; without a bot, a digest means that updates stop.`,
    de: `Ein Tag ist ein Etikett, das der Herausgeber, oder wer dessen Konto übernimmt, auf ein anderes Image setzen kann. Im
Betrieb garantiert nur der Digest, dass auf jedem Knoten und nach jedem Neustart derselbe Inhalt startet, der getestet wurde.

Ergänze ihn hinter dem Tag (\`postgres:17.2@sha256:…\`), damit Menschen die Version noch lesen, und lass einen Bot wie
Renovate beides aktuell halten; ohne Bot bleiben mit einem Digest die Aktualisierungen aus.`,
  },
  sources: [claim('A1-37'), nist('4.2.2'), nist('4.1.5'), cis('4.5'), bsi('SYS.1.6.A6')],
  peers: { checkov: ['CKV_K8S_43'] },
  messages: {
    tagged: {
      en: 'This file for production names {image} by a tag only, which can be moved to another image. Add the digest you tested (@sha256:…), and a bot that keeps it up to date.',
      de: 'Diese Datei für den Betrieb nennt {image} nur mit einem Tag, der auf ein anderes Image wandern kann. Ergänze den getesteten Digest (@sha256:…) und einen Bot, der ihn aktuell hält.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        path: 'compose.prod.yaml',
        text: 'services:\n  db:\n    ⟦image: postgres:17.2⟧\n    restart: always\n',
      },
      {
        format: 'dockerfile',
        path: 'production/Dockerfile',
        text: 'FROM ⟦nginx:1.27⟧\nCOPY site /usr/share/nginx/html\n',
      },
    ],
    good: [
      {
        format: 'compose',
        path: 'compose.prod.yaml',
        text: 'services:\n  db:\n    image: postgres:17.2@sha256:0a4eaa0eecf5f8c050e5bba433f58c052be7587ee8af3e8b3910ef9ab5fbe9f5\n  shop:\n    build: .\n    image: acme/shop:5.2\n  cache:\n    image: redis:$REDIS\n',
      },
      { format: 'compose', text: 'services:\n  db:\n    image: postgres:17.2\n    restart: always\n' },
    ],
  },
  checkContainer(workload, report) {
    const { image, role, builtHere, path } = workload;
    if (!isProductionFile(path) || !isKnown(image) || endsByItself(workload)) return;
    if (role === 'service' && is(builtHere, true)) return;
    // A tag that moves by itself is another rule's finding.
    if (image.value.digest !== undefined || isMovingTag(image.value) || isNoPublishedImage(image.value))
      return;
    report({
      message: 'tagged',
      args: { image: image.value.text },
      evidence: evidenceOf(image, workload),
    });
  },
});
