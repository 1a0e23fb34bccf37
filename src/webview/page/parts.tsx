// Small parts that several sections of the page share.
import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ViewPlace } from '../../comparison/view';
import type { FromPage } from '../protocol';

/** How the page talks to the extension. */
export type Send = (message: FromPage) => void;

/** What every part of the page may need. */
export interface PageContext {
  readonly send: Send;
  /** Words of the page by name. */
  readonly words: Readonly<Record<string, string>>;
  /** IETF tag of the page's language, for numbers. */
  readonly language: string;
  /** The file of the workload, as its places name it; links into it need no file name. */
  readonly path: string;
}

/** Set once by the whole page. */
export const Page = createContext<PageContext>({ send: () => {}, words: {}, language: 'en', path: '' });

/** The page's context. */
export function usePage(): PageContext {
  return useContext(Page);
}

/** The last part of a path or URI. */
export function fileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // A stray percent sign in the name itself.
  }
}

/** Writes a number the way the language does; at most one decimal. */
export function decimal(value: number, language: string): string {
  return value.toLocaleString(language, { maximumFractionDigits: 1, useGrouping: false });
}

/** A word of the page with its one argument filled in. */
export function filled(word: string | undefined, value: string): string {
  return (word ?? '').replace(/\{\w+\}/, () => value);
}

/** A link to a line of the editor; `named` always writes the name of the file. */
export function PlaceLink({ place, named = false }: { readonly place: ViewPlace; readonly named?: boolean }) {
  const { send, words, path } = usePage();
  const line = String(place.line + 1);
  const text = named || place.path !== path ? `${fileName(place.path)}:${line}` : filled(words.line, line);
  return (
    <button type="button" class="link" onClick={() => send({ type: 'reveal', place })}>
      {text}
    </button>
  );
}

/** Links to several lines, each line once. */
export function PlaceLinks({ places }: { readonly places: readonly ViewPlace[] }) {
  const lines = new Map(places.map((place) => [`${place.path}:${place.line}`, place]));
  return (
    <>
      {[...lines].map(([key, place], index) => (
        <span key={key}>
          {index === 0 ? ' ' : ', '}
          <PlaceLink place={place} />
        </span>
      ))}
    </>
  );
}

/** A section with its heading. */
export function Section({
  title,
  children,
}: {
  readonly title: string | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A share of a whole as a CSS percentage. */
export function percent(share: number): string {
  return `${Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10}%`;
}
