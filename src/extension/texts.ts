// Every sentence the extension itself shows.
import type { Text } from '../core/message';

export const texts = {
  comparison: { en: 'Container or VM', de: 'Container oder VM' },
  nothingTitle: { en: 'Nothing to compare here', de: 'Hier gibt es nichts zu vergleichen' },
  nothingText: {
    en: 'Open a file that defines a container or a VM, such as a Dockerfile or a Vagrantfile, and place the cursor in a workload.',
    de: 'Öffne eine Datei, die einen Container oder eine VM definiert, etwa ein Dockerfile oder ein Vagrantfile, und setze den Cursor in einen Workload.',
  },
  chooseRule: { en: 'Which rule?', de: 'Welche Regel?' },
  noSuchRule: { en: 'There is no rule called {rule}.', de: 'Es gibt keine Regel namens {rule}.' },
  reasonPrompt: {
    en: 'Why is {rule} accepted here? The reason is written into the file.',
    de: 'Warum wird {rule} hier akzeptiert? Die Begründung wird in die Datei geschrieben.',
  },
  hostMemoryPrompt: {
    en: 'How much memory does the host of these machines have? Berth keeps it in the settings of this folder; `host.memory` in berth.yaml says it for everybody.',
    de: 'Wie viel Arbeitsspeicher hat der Host dieser Maschinen? Berth merkt es sich in den Einstellungen dieses Ordners; `host.memory` in der berth.yaml sagt es für alle.',
  },
  noSize: { en: 'Write a size such as 64 GiB.', de: 'Schreib eine Größe wie 64 GiB.' },
  reasonMissing: { en: 'A reason is needed.', de: 'Eine Begründung ist nötig.' },
  changedMeanwhile: {
    en: 'The document has changed; run the action again.',
    de: 'Das Dokument hat sich geändert; rufe die Aktion noch einmal auf.',
  },
  untrusted: {
    en: 'Berth contacts no engine from an untrusted workspace. Trust the workspace first.',
    de: 'Aus einem nicht vertrauenswürdigen Arbeitsbereich spricht Berth keine Engine an. Vertraue ihm zuerst.',
  },
  engineRead: {
    en: 'The engine’s posture was read; it is shown in the comparison.',
    de: 'Die Sicherheitslage der Engine wurde gelesen; sie steht im Vergleich.',
  },
  serverFailed: {
    en: 'Berth’s language server did not start: {reason}',
    de: 'Der Language Server von Berth ist nicht gestartet: {reason}',
  },
} as const satisfies Record<string, Text>;
