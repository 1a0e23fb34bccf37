// The options of `docker run` and `podman run`: which take a value, and their short forms.

/** Options that are a switch; a value may only follow behind `=`. */
const switches = new Set(
  `all-devices detach disable-content-trust env-host help http-proxy init interactive no-healthcheck no-hostname no-hosts
  oom-kill-disable passwd privileged publish-all quiet read-only read-only-tmpfs replace rm rmi rootfs sig-proxy tls-verify
  tty unsetenv-all use-api-socket`.split(/\s+/),
);

/** Other spellings, the short ones among them, by the option's usual name. */
const others: Readonly<Record<string, string>> = {
  a: 'attach',
  c: 'cpu-shares',
  d: 'detach',
  e: 'env',
  h: 'hostname',
  i: 'interactive',
  l: 'label',
  m: 'memory',
  p: 'publish',
  P: 'publish-all',
  q: 'quiet',
  t: 'tty',
  u: 'user',
  v: 'volume',
  w: 'workdir',
  net: 'network',
  'net-alias': 'network-alias',
  'dns-opt': 'dns-option',
};

/** The option's usual name, without dashes. */
export function optionName(written: string): string {
  return Object.hasOwn(others, written) ? (others[written] ?? written) : written;
}

/** Whether the word behind the option belongs to it. An option nobody knows is taken to have a value. */
export function takesValue(name: string): boolean {
  return !switches.has(name);
}
