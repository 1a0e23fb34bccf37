// Products whose purpose decides where they belong, beyond those that run foreign code in `knowledge/images`.
import type { Text } from '../core/message';
import type { Source } from '../core/source';
import { docs } from './sources';

/** A product known by the name of its image or box. */
export interface Product {
  /** Matches the lower-case name without tag. */
  readonly pattern: RegExp;
  /** What it does, as a phrase. */
  readonly what: Text;
  readonly source: Source;
}

const guest: Text = {
  en: 'starts a whole machine with its own kernel inside the container',
  de: 'startet im Container eine ganze Maschine mit eigenem Kernel',
};

/** Images that only launch a virtual machine. */
export const machineLaunchers: readonly Product[] = [
  {
    pattern: /^(ghcr\.io\/)?(dockurr?|qemus|qemux)\/(windows(-arm)?|macos|qemu(-.*)?|virtual-dsm)$/,
    what: guest,
    source: docs('dockur/windows', 'https://github.com/dockur/windows', false),
  },
  {
    pattern: /^sickcodes\/(docker-osx|dock-droid)$/,
    what: guest,
    source: docs('sickcodes/docker-osx', 'https://github.com/sickcodes/Docker-OSX', false),
  },
];

const target: Text = {
  en: 'is vulnerable on purpose, for practising attacks',
  de: 'ist absichtlich verwundbar, um Angriffe zu üben',
};

/** Deliberately vulnerable systems: whoever attacks them runs code in them. */
export const attackTargets: readonly Product[] = [
  {
    pattern: /metasploitable/,
    what: target,
    source: docs('Metasploitable3', 'https://github.com/rapid7/metasploitable3', false),
  },
  {
    pattern: /(^|\/)((web-)?dvwa|juice-shop|webgoat|vulhub.*)$/,
    what: target,
    source: docs('OWASP Juice Shop', 'https://owasp.org/www-project-juice-shop/', false),
  },
];
