// The units libvirt takes for amounts of memory and storage.

// libvirt docs, formatdomain, "Memory Allocation": KB, MB … are decimal.
const factors: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  kb: 1e3,
  k: 2 ** 10,
  kib: 2 ** 10,
  mb: 1e6,
  m: 2 ** 20,
  mib: 2 ** 20,
  gb: 1e9,
  g: 2 ** 30,
  gib: 2 ** 30,
  tb: 1e12,
  t: 2 ** 40,
  tib: 2 ** 40,
};

/** The bytes of a unit; case counts for nothing, see virScaleInteger. `undefined` for one that libvirt does not know. */
export function bytesOfLibvirtUnit(unit: string): number | undefined {
  const name = unit.toLowerCase();
  return Object.hasOwn(factors, name) ? factors[name] : undefined;
}
