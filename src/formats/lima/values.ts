// Reads the small languages inside the values of a template: sizes, ports, addresses.

/** A boolean. */
export function boolean(text: string): boolean | undefined {
  if (/^(?:true|yes|on)$/i.test(text)) return true;
  return /^(?:false|no|off)$/i.test(text) ? false : undefined;
}

/** A text that holds something. */
export function text(found: string): string | undefined {
  return found.trim() === '' ? undefined : found;
}

/** A number of CPUs. */
export function count(found: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(found) ? Number(found) : undefined;
}

/** A port, 1 to 65535; zero means that Lima chooses one. */
export function port(found: string): number | undefined {
  const value = /^\d{1,5}$/.test(found) ? Number(found) : 0;
  return value >= 1 && value <= 65535 ? value : undefined;
}

const factors = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 } as const;

/** A size: `4GiB`, `4G`, `512MB`; all units are powers of two. */
export function bytes(found: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?) ?([kmgtp]?)i?b?$/i.exec(found.trim()) ?? [];
  // The pattern lets only these letters through.
  const factor = factors[unit.toLowerCase() as keyof typeof factors];
  const value = digits === '' ? 0 : Math.floor(Number(digits) * factor);
  return value > 0 && Number.isFinite(value) ? value : undefined;
}

/** Where a VNC display listens: `127.0.0.1:0,to=9`, `:1`, `unix:/path`, `none`. */
export function vncAddress(found: string): string | undefined {
  if (found === 'none') return 'none';
  if (found.startsWith('unix:')) return 'socket';
  const [, host] = /^(\[[^\]]*\]|[^:,]*):\d+(?:,|$)/.exec(found) ?? [];
  if (host === undefined) return undefined;
  return host === '' ? '0.0.0.0' : host.replace(/^\[|\]$/g, '');
}

/** The CPU mode behind a model of QEMU; options such as `host,-vmx` leave it what it is. */
export function cpuMode(model: string): string | undefined {
  const [name = ''] = model.split(',');
  if (name === 'host') return 'host-passthrough';
  if (name === 'max') return 'maximum';
  return name === '' ? undefined : 'custom';
}
