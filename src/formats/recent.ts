// Remembers what was made of the texts seen last, so that an edit of one file of a project reads only that file anew.

/** `make`, which is asked again only for texts not among the last ones, of together at most `room` UTF-16 units. */
export function ofRecentTexts<T>(make: (text: string) => T, room: number): (text: string) => T {
  /** The oldest first. */
  const known = new Map<string, T>();
  let size = 0;
  return (text) => {
    const found = known.get(text);
    const result = found ?? make(text);
    if (found === undefined) size += text.length;
    else known.delete(text);
    known.set(text, result);
    for (const oldest of known.keys()) {
      if (size <= room || oldest === text) break;
      known.delete(oldest);
      size -= oldest.length;
    }
    return result;
  };
}
