// Diagnostics of several analyses that may speak about the same file: what each says is kept apart and sent together.
import type { Diagnostic } from 'vscode-languageserver';
import { sameSpelling } from '../core/path';

/** Sends all diagnostics of one file. */
export type Send = (uri: string, diagnostics: Diagnostic[]) => Promise<void>;

/** What every analysed document says about files, itself included. */
export interface Publisher {
  /** Replaces what the document's analysis says; files it no longer speaks about are sent anew too. */
  publish(source: string, byFile: ReadonlyMap<string, readonly Diagnostic[]>): Promise<void>;
  /** The document was closed: it says nothing any more. */
  withdraw(source: string): Promise<void>;
}

/** A publisher that spells a file's URI as `spelling` does, for files that are open under another spelling. */
export function createPublisher(send: Send, spelling: (uri: string) => string): Publisher {
  const said = new Map<string, ReadonlyMap<string, readonly Diagnostic[]>>();

  /** A file's own analysis has the first word; the same claim about the same place is sent once. */
  function about(uri: string): Diagnostic[] {
    const sources = [...said].sort(
      ([a], [b]) =>
        Number(sameSpelling(b) === sameSpelling(uri)) - Number(sameSpelling(a) === sameSpelling(uri)),
    );
    const all = new Map<string, Diagnostic>();
    for (const [, byFile] of sources) {
      for (const diagnostic of byFile.get(uri) ?? []) {
        const key = JSON.stringify([diagnostic.code ?? diagnostic.message, diagnostic.range]);
        const known = all.get(key);
        all.set(key, known === undefined ? diagnostic : withRelated(known, diagnostic));
      }
    }
    return [...all.values()];
  }

  /** What another analysis of the same claim points to, such as the service that uses the image. */
  function withRelated(known: Diagnostic, other: Diagnostic): Diagnostic {
    const related = known.relatedInformation ?? [];
    const seen = new Set(related.map((item) => JSON.stringify(item)));
    const more = (other.relatedInformation ?? []).filter((item) => !seen.has(JSON.stringify(item)));
    return more.length === 0 ? known : { ...known, relatedInformation: [...related, ...more] };
  }

  async function sendAll(uris: Iterable<string>): Promise<void> {
    await Promise.all([...new Set(uris)].map((uri) => send(uri, about(uri))));
  }

  return {
    async publish(source, byFile) {
      const before = said.get(source)?.keys() ?? [];
      const spelled = new Map([...byFile].map(([uri, diagnostics]) => [spelling(uri), diagnostics]));
      said.set(source, spelled);
      await sendAll([...before, ...spelled.keys()]);
    },
    async withdraw(source) {
      const before = said.get(source)?.keys() ?? [];
      said.delete(source);
      await sendAll([source, ...before]);
    },
  };
}
