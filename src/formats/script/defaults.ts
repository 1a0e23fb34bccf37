// What the engines document for a container that a command line starts.
import { type Implied, implied, unknown } from '../../core/fact';
import type { Place } from '../../core/span';
import { docs } from '../../knowledge/sources';
import { dockerDefaults } from '../container-options/defaults';
import { podmanDefaults } from '../quadlet/defaults';
import type { ContainerFacts } from '../unsaid';
import type { EngineName } from './calls';
import { engineVariable } from './messages';

const run = docs(
  'Docker docs: docker container run',
  'https://docs.docker.com/reference/cli/docker/container/run/',
  false,
);

const open = unknown(engineVariable);

/** Where the engine is not known, only what holds for each of them. */
const anyDefaults: ContainerFacts = {
  ...dockerDefaults,
  pidsLimit: open,
  logging: open,
  networks: { items: [], rest: open },
};

/** The facts of a container without options. */
export function defaultsOf(engine: EngineName | undefined): ContainerFacts {
  if (engine === 'podman') return podmanDefaults;
  return engine === undefined ? anyDefaults : dockerDefaults;
}

/** `--rm` without `-d`: the container is gone when its command ends. */
export function removedAtEnd(place: Place): Implied<'job'> {
  return implied(
    'job',
    {
      en: 'With --rm, and not in the background, the container ends with its command and is removed.',
      de: 'Mit --rm und nicht im Hintergrund endet der Container mit seinem Befehl und wird entfernt.',
    },
    run,
    place,
  );
}
