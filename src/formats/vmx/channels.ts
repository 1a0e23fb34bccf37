// Ways between guest and host that a .vmx file opens in so many words. What it leaves out is not read: ESXi closes them by
// default, Workstation leaves some of them open, and the file does not say which of the two runs it.
import { type Known, stated } from '../../core/fact';
import type { HostChannel } from '../../core/workload';
import { truthOf, wholeNumber } from '../values';
import type { VmxEntry } from './parse';
import { isPlaceholder, type Settings } from './values';

/** Says of a value whether it opens the way. */
type Opens = (value: string) => boolean;

const isTrue: Opens = (value) => truthOf(value) === true;
const isFalse: Opens = (value) => truthOf(value) === false;
/** A number above a limit, and 0 where that means no limit at all. */
const above =
  (limit: number): Opens =>
  (value) => {
    const number = wholeNumber(value);
    return number !== undefined && (number > limit || number === 0);
  };

/** Bytes; the value the hardening guide names. */
const guestInformation = 1_048_576;
/** Bytes; likewise. */
const logSize = 2_048_000;

const settings: Readonly<Record<string, readonly [HostChannel['kind'], Opens]>> = {
  'isolation.tools.diskshrink.disable': ['disk-shrink', isFalse],
  'isolation.tools.diskwiper.disable': ['disk-shrink', isFalse],
  'isolation.device.connectable.disable': ['device-control', isFalse],
  'tools.guestlib.enablehostinfo': ['host-information', isTrue],
  'tools.setinfo.sizelimit': ['guest-information', above(guestInformation)],
  'tools.guest.desktop.autolock': ['unlocked-console', isFalse],
  'remotedisplay.maxconnections': ['shared-console', (value) => (wholeNumber(value) ?? 0) > 1],
  'mks.enable3d': ['accelerated-graphics', isTrue],
  'sched.mem.pshare.salt': ['shared-memory', (value) => value !== ''],
  'migrate.encryptionmode': ['unencrypted-migration', (value) => /^disabled$/i.test(value)],
  'ftcpt.ftencryptionmode': ['unencrypted-migration', (value) => /disabled$/i.test(value)],
  logging: ['no-log', isFalse],
  'log.rotatesize': ['log-rotation', above(logSize)],
  'log.keepold': ['log-rotation', (value) => value === '0'],
};

const filter: readonly [HostChannel['kind'], Opens] = ['network-filter', (value) => value !== ''];

function rowOf({ name }: VmxEntry): readonly [HostChannel['kind'], Opens] | undefined {
  if (Object.hasOwn(settings, name)) return settings[name];
  return /^ethernet\d+\.filter\d+\.name$/.test(name) ? filter : undefined;
}

/** The ways that the file opens. */
export function readChannels({ file, at }: Settings): readonly Known<HostChannel>[] {
  return file.entries.flatMap((entry) => {
    const [kind, opens] = rowOf(entry) ?? [];
    if (kind === undefined || opens === undefined || isPlaceholder(entry) || !opens(entry.value.trim()))
      return [];
    const { span } = entry;
    return [stated({ kind, setting: file.text.slice(span.start, span.end) }, at(entry))];
  });
}
