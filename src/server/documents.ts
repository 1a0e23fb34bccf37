// The server's state: open documents, their analyses and the settings they were made with.

import { type Language, languageOf } from '../core/message';
import type { HostProfile } from '../core/rule';
import { parseSize } from '../core/size';
import { headLength } from '../formats/recognise';
import { type Analysis, type Analyst, recognise } from '../service/analysis';

/** The user's settings as the client gives them; every part may be missing. */
export interface Settings {
  readonly language?: string;
  readonly codeLens?: boolean;
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

/** Analyses of open documents. */
export interface Analyses {
  /** The analysis of this version, shared by all who ask; `undefined` for files that are not ours. */
  of(document: OpenDocument, settings: Settings): Promise<Analysis | undefined>;
  close(uri: string): void;
  /** Forgets all analyses, because the settings changed. */
  clear(): void;
}

/** Keeps one analysis per open document, that of its last version. */
export function createAnalyses(analyst: Analyst, today: () => string): Analyses {
  const kept = new Map<string, { version: number; analysis: Promise<Analysis | undefined> }>();
  return {
    of(document, settings) {
      const last = kept.get(document.uri);
      if (last?.version === document.version) return last.analysis;
      const known = recognise(pathOf(document.uri), () => document.text.slice(0, headLength));
      const analysis =
        known === undefined
          ? Promise.resolve(undefined)
          : analyst.analyse(
              document.uri,
              { text: document.text },
              { host: hostOf(settings), today: today() },
              known,
            );
      kept.set(document.uri, { version: document.version, analysis });
      // A failed analysis must be tried again, not remembered.
      analysis.catch(() => kept.delete(document.uri));
      return analysis;
    },
    close: (uri) => void kept.delete(uri),
    clear: () => kept.clear(),
  };
}

/** The path part of a URI, for recognising names. */
export function pathOf(uri: string): string {
  const path = uri.replace(/^[\w+.-]+:(\/\/[^/]*)?/, '').replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A stray percent sign: the name is used as it stands.
  }
}
