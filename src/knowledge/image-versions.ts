// What the address of a disk image tells about its version: a date, a full version number, or a word that moves.

/** Path parts and name parts under which the publisher puts a new image again and again. */
const moving = /(?:^|[/._-])(latest|current|daily)(?=[/._-]|$)/;

/** `20250701`, with the build number that some publishers append. */
const dated = /(?<!\d)(20\d{2}[01]\d[0-3]\d(?:[-.]\d{1,6})?)(?!\d)/;

/** A number of three parts and more; fewer name a release that the publisher rebuilds. */
const exact = /(?<![\d.])(\d{1,4}(?:\.\d{1,6}){2,4})(?![\d.]*\d)/;

/**
 * The part of an address or file name that fixes an image's version, as written; `latest`, `current` or `daily` where it
 * moves; `undefined` where nothing tells.
 */
export function imageVersionOf(address: string): string | undefined {
  const path = address.toLowerCase().replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*|[?#].*$/g, '');
  return (dated.exec(path) ?? moving.exec(path) ?? exact.exec(path))?.[1];
}
