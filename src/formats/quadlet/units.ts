// A Quadlet unit with its drop-ins: which entries count, and from which file each comes.
import { fileNameOf, folderOf, resolvePath } from '../../core/path';
import type { Place, Span } from '../../core/span';
import type { Surroundings } from '../format';
import { parseUnit } from '../unit/parse';
import { entriesOf, type UnitEntry, type UnitFile } from '../unit/tree';
import { plainText } from '../unit/words';

/** An entry with the file it stands in. */
export interface Setting {
  readonly path: string;
  readonly entry: UnitEntry;
}

/** A unit as Podman sees it. */
export interface Unit {
  readonly path: string;
  readonly file: UnitFile;
  /** The drop-ins that apply, in the order in which they are merged. */
  readonly dropIns: readonly { readonly path: string; readonly file: UnitFile }[];
}

/** Whether the file is a drop-in: part of a unit, none by itself. */
export function isDropIn(path: string): boolean {
  return path.endsWith('.conf');
}

/** A unit with the drop-ins around it. */
export function unitOf(file: UnitFile, path: string, around: Surroundings): Unit {
  const byName = new Map<string, string>();
  // What is nearer to the unit's name overrides a file of the same name.
  for (const folder of dropInFolders(path)) {
    for (const name of around.names(folder)) {
      if (name.endsWith('.conf')) byName.set(name, resolvePath(folder, name));
    }
  }
  const dropIns = [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, dropIn]) => {
      const text = around.text(dropIn);
      return text === undefined ? [] : [{ path: dropIn, file: parseUnit(text) }];
    });
  return { path, file, dropIns };
}

/** The unit that another one names (`app.build`), from the same folder. */
export function neighbour(path: string, name: string, around: Surroundings): Unit | undefined {
  const other = resolvePath(folderOf(path), name);
  const text = around.text(other);
  return text === undefined ? undefined : unitOf(parseUnit(text), other, around);
}

/** `container.d`, `web-.container.d`, `web@.container.d`, `web-shop.container.d`: from the most general on. */
function dropInFolders(path: string): readonly string[] {
  const file = fileNameOf(path);
  const dot = file.lastIndexOf('.');
  const name = file.slice(0, dot);
  const suffix = file.slice(dot + 1);
  const names = [''];
  for (let dash = name.indexOf('-'); dash >= 0 && names.length < 10; dash = name.indexOf('-', dash + 1)) {
    if (dash < name.length - 1) names.push(`${name.slice(0, dash + 1)}.`);
  }
  const at = name.indexOf('@');
  if (at >= 0 && at < name.length - 1) names.push(`${name.slice(0, at + 1)}.`);
  names.push(`${name}.`);
  return names.map((prefix) => resolvePath(folderOf(path), `${prefix}${suffix}.d`));
}

/** All entries of a key, in order; an empty one takes back those before it. */
export function settingsOf(unit: Unit, section: string, key: string): readonly Setting[] {
  let found: Setting[] = [];
  for (const { path, file } of [unit, ...unit.dropIns]) {
    for (const entry of entriesOf(file, section)) {
      if (entry.key !== key) continue;
      if (entry.value.text === '') found = [];
      else found.push({ path, entry });
    }
  }
  return found;
}

/** The entry of a key that counts: the last. */
export function settingOf(unit: Unit, section: string, key: string): Setting | undefined {
  return settingsOf(unit, section, key).at(-1);
}

/** The value of a key as one text. */
export function textOf(unit: Unit, section: string, key: string): string | undefined {
  const setting = settingOf(unit, section, key);
  return setting && plainText(setting.entry.value);
}

/** A place in the file of a setting: the whole entry, or a part of it. */
export function placeOf({ path, entry }: Setting, span: Span = entry.span): Place {
  return { path, span };
}
