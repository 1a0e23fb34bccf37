// The server's state: open documents, their analyses and the settings they were made with.

import { type Language, languageOf } from '../core/message';
import { sameSpelling } from '../core/path';
import type { PostureFacts } from '../core/posture';
import type { HostProfile } from '../core/rule';
import { parseSize } from '../core/size';
import { headLength } from '../formats/recognise';
import { type Analysis, type Analyst, recognise } from '../service/analysis';
import { sizeProblem } from '../service/decode';
import type { FileSource } from '../service/project';

/** The user's settings as the client gives them; every part may be missing. */
export interface Settings {
  readonly language?: string;
  readonly codeLens?: boolean;
  readonly honourOtherTools?: boolean;
  readonly host?: { readonly memory?: string; readonly cpus?: number };
}

/** One version of one open text. */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** The host profile that the settings describe; what they leave open stays unknown. */
export function hostOf(settings: Settings): HostProfile {
  const memory = parseSize(settings.host?.memory ?? '');
  const cpus = settings.host?.cpus;
  return { ...(memory ? { memory } : {}), ...(cpus ? { cpus } : {}) };
}

/** The interface's language: the setting, else the editor's display language. */
export function languageFrom(settings: Settings, locale: string | undefined): Language {
  return settings.language === 'en' || settings.language === 'de' ? settings.language : languageOf(locale);
}

/** The open documents in front of the files behind them. */
export function withOpenDocuments(
  open: () => readonly { readonly uri: string; getText(): string }[],
  files: FileSource,
): FileSource {
  return {
    text(path) {
      const key = sameSpelling(path);
      return (
        open()
          .find(({ uri }) => sameSpelling(uri) === key)
          ?.getText() ?? files.text(path)
      );
    },
    names: (folder) => files.names(folder),
    below: (folder) => files.below?.(folder) ?? [],
  };
}

/** What the client is asked for: files of virtual file systems, such as a repository that was never checked out. */
export interface VirtualFiles {
  text(uri: string): Promise<string | null>;
  names(folder: string): Promise<readonly string[]>;
}

/** Files on disk, and those that only the client can read. */
export function withVirtualFiles(files: FileSource, virtual: () => VirtualFiles | undefined): FileSource {
  const ask = (uri: string): VirtualFiles | undefined =>
    /^(file|untitled|git|output):|^(?!.*:\/\/)/.test(uri) ? undefined : virtual();
  return {
    text: (path) =>
      ask(path)
        ?.text(path)
        .then(
          (text) => (text === null || sizeProblem(text.length) ? undefined : text),
          () => undefined,
        ) ?? files.text(path),
    names: (folder) =>
      ask(folder)
        ?.names(folder)
        .catch(() => []) ?? files.names(folder),
    below: (folder) => (ask(folder) === undefined ? (files.below?.(folder) ?? []) : []),
  };
}

/** Analyses of open documents. */
export interface Analyses {
  /** The analysis of this version, shared by all who ask; `undefined` for files that are not ours. */
  of(document: OpenDocument, settings: Settings, posture: PostureFacts): Promise<Analysis | undefined>;
  /** Forgets the analyses that the file at this URI decided something in; gives their documents' URIs. */
  changed(uri: string): readonly string[];
  close(uri: string): void;
  /** Forgets all analyses, because the settings or many files changed. */
  clear(): void;
}

/** Keeps one analysis per open document, that of its last version. */
export function createAnalyses(analyst: Analyst, today: () => string): Analyses {
  interface Kept {
    readonly version: number;
    readonly analysis: Promise<Analysis | undefined>;
    /** Keys of the files it depends on, once it is done. */
    dependencies: ReadonlySet<string>;
  }
  const kept = new Map<string, Kept>();
  return {
    of(document, settings, posture) {
      const last = kept.get(document.uri);
      if (last?.version === document.version) return last.analysis;
      const known = recognise(pathOf(document.uri), () => document.text.slice(0, headLength));
      const analysis =
        known === undefined
          ? Promise.resolve(undefined)
          : analyst.analyse(
              document.uri,
              { text: document.text },
              {
                host: hostOf(settings),
                today: today(),
                posture,
                honourOtherTools: settings.honourOtherTools !== false,
              },
              known,
            );
      const entry: Kept = {
        version: document.version,
        analysis,
        dependencies: last?.dependencies ?? new Set(),
      };
      kept.set(document.uri, entry);
      analysis.then(
        (done) => {
          entry.dependencies = new Set([...(done?.dependencies ?? [])].map(sameSpelling));
        },
        // A failed analysis must be tried again, not remembered.
        () => kept.delete(document.uri),
      );
      return analysis;
    },
    changed(uri) {
      const key = sameSpelling(uri);
      const affected = [...kept].filter(
        ([other, { dependencies }]) => other !== uri && dependencies.has(key),
      );
      for (const [other] of affected) kept.delete(other);
      return affected.map(([other]) => other);
    },
    close: (uri) => void kept.delete(uri),
    clear: () => kept.clear(),
  };
}

/** The path part of a URI, for recognising names. */
export function pathOf(uri: string): string {
  return sameSpelling(uri.replace(/^[\w+.-]+:(\/\/[^/]*)?/, '').replace(/[?#].*$/, ''));
}
