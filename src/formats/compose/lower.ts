// Lowers a Compose service into a container workload.
import {
  complete,
  convertFact,
  type Fact,
  type Facts,
  implied,
  incomplete,
  isKnown,
  join,
  knownValue,
  listed,
  mapKnown,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { ContainerWorkload, ImageReference } from '../../core/workload';
import { parseImageReference } from '../../knowledge/images';
import { operatingSystemOfImage } from '../../knowledge/operating-systems';
import { userOfImage } from '../../knowledge/users';
import { userOf } from '../container-options/messages';
import { portRange } from '../container-options/values';
import { secretsIn } from '../secrets';
import { unsaidContainer } from '../unsaid';
import { buildOf } from './build';
import * as defaults from './defaults';
import { devicesOf } from './devices';
import { environmentOf, labelsOf, type TextOf } from './environment';
import { limitsOf } from './limits';
import * as messages from './messages';
import { mountsOf } from './mounts';
import { portsOf } from './ports';
import type { Service } from './project';
import { runningOf } from './running';
import type { Section } from './section';
import { securityOf } from './security';
import { placeIn, plainItem, textItem, undecided } from './words';

/** The container of a service; `textOf` gives the files it names. */
export function lower(
  { id, name, source, key, section: service, root, awaited }: Service,
  textOf: TextOf,
): ContainerWorkload {
  const build = buildOf(service);
  const built = build === undefined ? undefined : unknown(messages.builtImage, build.place);
  const image = service.scalar(
    'image',
    (text) => (text === '' ? undefined : parseImageReference(text)),
    built ?? notStated,
  );
  const environment = environmentOf(service, textOf);
  const mounts = mountsOf(service, root);
  const modules = mounts.items.filter(
    ({ value }) => value.kind === 'bind' && /^(?:\/usr)?\/lib\/modules(?:\/|$)/.test(value.source ?? ''),
  );
  const imageName = knownValue(image)?.repository.replace(/^.*\//, '') ?? '';
  const pulled = service.get('image') === undefined ? notStated : defaults.notBuiltHere;
  return {
    kind: 'container',
    role: 'service',
    id,
    name,
    format: 'compose',
    path: source.path,
    place: placeIn(source, key.pair.keySpan),
    body: placeIn(source, key.pair.span),
    ...unsaidContainer(notExpressible),
    image,
    builtHere: build === undefined ? service.missing(pulled) : stated(true, build.place),
    ...(build === undefined ? {} : { build }),
    stageImages: built !== undefined ? incomplete([], built) : listed([], service.elsewhere),
    operatingSystem: built ?? convertFact(image, operatingSystemOfImage, defaults.fromImage.why),
    user: service.scalar(
      'user',
      (text) => text || undefined,
      build === undefined ? imageUser(image) : defaults.fromImage,
    ),
    ...runningOf(service, awaited),
    environment,
    labels: labelsOf(service),
    secrets: secretsIn(environment, [name, imageName]),
    exposed: join(service.list('expose', exposedPort), complete<number>([]), defaults.fromImage),
    ports: portsOf(service),
    mounts,
    devices: devicesOf(service),
    ...securityOf(service),
    ...limitsOf(service),
    networks: networksOf(service),
    profiles: service.list('profiles', plainItem, (profile) => profile),
    platform: service.scalar('platform', (text) => text || undefined, defaults.fromHost),
    software: {
      packages: defaults.listFromImage,
      services: defaults.listFromImage,
      kernelModules: incomplete(
        modules.map((item) => mapKnown(item, ({ source: from = '' }) => from)),
        defaults.fromImage,
      ),
    },
  };
}

/** The user a known image sets; what is built here may set any. */
function imageUser(image: Fact<ImageReference>): Fact<string> {
  const user = isKnown(image) ? userOfImage(image.value) : undefined;
  if (!isKnown(image) || user === undefined) return defaults.fromImage;
  return implied(user.name, userOf(image.value.text, user.name), user.source, image.place);
}

const exposedPort = textItem<number>(
  (text, words) => undecided(words) ?? portRange(text.replace(/\/\w+$/, ''))?.first,
);

/** The networks it joins: the project's own where it states neither networks nor a mode. */
function networksOf(service: Section): Facts<string> {
  const stays = service.get('network_mode') === undefined;
  return service.names('networks', stays ? defaults.networks : complete([]));
}
