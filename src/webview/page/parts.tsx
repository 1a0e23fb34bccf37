// Small parts that several sections of the page share.
import type { ComponentChildren } from 'preact';
import type { ViewPlace } from '../../comparison/view';
import type { FromPage } from '../protocol';

/** How the page talks to the extension. */
export type Send = (message: FromPage) => void;

/** Words of the page by name; a name that is missing shows itself. */
export type Words = Readonly<Record<string, string>>;

/** The last part of a path or URI. */
export function fileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // A stray percent sign in the name itself.
  }
}

/** A link to a line of the editor. */
export function PlaceLink({ place, send }: { readonly place: ViewPlace; readonly send: Send }) {
  return (
    <button type="button" class="link" onClick={() => send({ type: 'reveal', place })}>
      {fileName(place.path)}:{place.line + 1}
    </button>
  );
}

/** Links to several lines. */
export function PlaceLinks({ places, send }: { readonly places: readonly ViewPlace[]; readonly send: Send }) {
  return (
    <>
      {places.map((place) => (
        <span key={`${place.path}:${place.line}:${place.character}`}>
          {' '}
          <PlaceLink place={place} send={send} />
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
