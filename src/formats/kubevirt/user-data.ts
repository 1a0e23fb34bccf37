// What is put into a machine at first boot: user data in the manifest, or in a secret beside it.
import { isKnown, notStated } from '../../core/fact';
import type { Place } from '../../core/span';
import { fromBase64 } from '../base64';
import { joinUserData, readUserData, type UserData, unreadUserData } from '../cloud-init/facts';
import type { Code } from '../code';
import type { KubernetesFile } from '../kubernetes/parse';
import * as values from '../kubernetes/values';
import { decodedCode } from '../yaml/code';
import { resolve } from '../yaml/tree';
import type { Section, View } from '../yaml/view';
import type { Lookup, Volume, Volumes } from './volumes';

/** Where a manifest or a secret keeps user data. */
interface Holder {
  readonly file: Pick<KubernetesFile, 'yaml'>;
  readonly view: View;
  readonly section: Section;
}

/** What all user data of a machine decides; a machine without any gets nothing. */
export function userDataOf(
  file: KubernetesFile,
  view: View,
  volumes: Volumes,
  metadata: Section,
  place: Place,
  lookup: Lookup,
): UserData {
  const found = volumes.all.flatMap((volume) => dataIn(file, view, volume, lookup) ?? []);
  // Machines of CoreOS get their setup by an annotation.
  const ignition = view.get(view.inner(metadata, 'annotations'), 'kubevirt.io/ignitiondata');
  if (ignition !== undefined || volumes.rest !== undefined) found.push(unreadUserData());
  const [first = readUserData({ text: '' }, place.path), ...others] = found;
  return others.reduce(joinUserData, first);
}

function dataIn(file: KubernetesFile, view: View, volume: Volume, lookup: Lookup): UserData | undefined {
  if (volume.kind === 'sysprep') return unreadUserData();
  if (!/^cloudInit(?:NoCloud|ConfigDrive)$/.test(volume.kind)) return undefined;
  const here = { file, view, section: volume.fields };
  const own = plain(here, 'userData') ?? encoded(here, 'userDataBase64');
  if (own !== undefined) return own;
  const reference = ['secretRef', 'userDataSecretRef']
    .map((key) => view.scalar(view.inner(volume.fields, key), 'name', values.literal, notStated))
    .find((name) => name !== notStated);
  if (reference === undefined) return volume.fields.gap === undefined ? undefined : unreadUserData();
  const secret = isKnown(reference) ? lookup('Secret', reference.value) : undefined;
  if (secret === undefined) return unreadUserData();
  const inSecret = (key: string): Holder => {
    const section = secret.view.inner(secret.view.section(secret.object.map), key);
    return { file: secret.file, view: secret.view, section };
  };
  const texts = inSecret('stringData');
  const data = inSecret('data');
  return (
    plain(texts, 'userdata') ?? plain(texts, 'userData') ?? encoded(data, 'userdata') ?? unreadUserData()
  );
}

/** The text under a key as code, with the path of its file. */
function codeIn({ file, view, section }: Holder, key: string): { code: Code; path: string } | undefined {
  const entry = view.get(section, key);
  const value = entry && resolve(entry.node);
  if (entry === undefined || value?.kind !== 'scalar' || value.type === 'null') return undefined;
  return { code: decodedCode(file.yaml.text, value), path: entry.place.path };
}

function plain(holder: Holder, key: string): UserData | undefined {
  const found = codeIn(holder, key);
  return found && readUserData(found.code, found.path);
}

/** Encoded text; its places lie within what is written, which is longer. */
function encoded(holder: Holder, key: string): UserData | undefined {
  const found = codeIn(holder, key);
  if (found === undefined) return undefined;
  const text = fromBase64(found.code.text);
  const pieces = found.code.pieces?.slice(0, 2);
  return text === undefined
    ? unreadUserData()
    : readUserData({ text, ...(pieces && { pieces }) }, found.path);
}
