// How the image of a Compose service is built.
import { type Fact, isKnown, mapFact, notStated, stated, unknown } from '../../core/fact';
import { resolvePath } from '../../core/path';
import type { Build } from '../../core/workload';
import { forwardSlashes, isElsewhere } from '../container-options/values';
import { labelsIn, passedThrough } from './environment';
import * as messages from './messages';
import { longForm, type Section } from './section';
import { type Found, scalarOf } from './words';

/** The build, if any layer of the service has one. */
export function buildOf(service: Section): Build | undefined {
  const [strongest] = service.all('build');
  if (strongest === undefined) return undefined;
  const build = service.inner('build');
  return {
    place: strongest.place,
    dockerfile: dockerfileOf(service, build, strongest),
    target: build.scalar('target', (text) => text || undefined, notStated),
    arguments: labelsIn(build, 'args', passedThrough),
  };
}

function dockerfileOf(service: Section, build: Section, { source, place }: Found): Fact<string> {
  const inline = build.get('dockerfile_inline');
  if (inline !== undefined) return unknown(messages.inlineDockerfile, inline.place);
  const written = service.all('build').map((one) => longForm(one, 'context').get('context'));
  const found = written.find((one) => one !== undefined);
  const here = stated('.', place);
  const context = found === undefined ? service.missing(here) : scalarOf(found, (text) => text, here);
  if (!isKnown(context)) return context;
  if (isElsewhere(context.value)) return unknown(messages.remoteContext, context.place);
  const folder = resolvePath((found?.source ?? source).folder, forwardSlashes(context.value));
  const usual = { ...context, value: 'Dockerfile' };
  const name = build.scalar('dockerfile', (text) => text || undefined, usual);
  return mapFact(name, (file) => resolvePath(folder, forwardSlashes(file)));
}
