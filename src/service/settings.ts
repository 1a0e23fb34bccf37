// What holds beside the text: the configuration's word, and where it is silent the caller's.
import type { EngineDeclaration } from '../core/declaration';
import { type PostureFacts, unknownPosture } from '../core/posture';
import type { HostProfile } from '../core/rule';
import { postureOf } from '../workspace/posture';
import type { AnalysisContext } from './analysis';
import { declarationIn, type Found } from './configuration';
import { profileOf } from './neighbours';
import type { Readers, Recorder } from './project';

/** Host, posture and the rest of what one analysis depends on. */
export interface Settings {
  readonly host: HostProfile;
  readonly posture: PostureFacts;
  readonly honourOtherTools: boolean;
}

type Configuration = Found['read']['configuration'];

/** The settings last made of a configuration. */
const made = new WeakMap<
  Configuration,
  { readonly inputs: readonly unknown[]; readonly settings: Settings }
>();

/** The settings of a file. The same inputs give the same object, by which rules know that nothing changed. */
export function settingsOf(
  configured: Found | undefined,
  { host, posture = unknownPosture, honourOtherTools = true }: AnalysisContext,
  ask: Recorder,
  readers: Readers,
): Settings {
  if (configured === undefined) return { host, posture, honourOtherTools };
  const { configuration } = configured.read;
  const engine = enginePosture(configuration, ask, readers);
  const report = hostReport(configuration, ask, readers);
  const inputs = [host, posture, honourOtherTools, engine, report];
  const known = made.get(configuration);
  if (known?.inputs.every((input, index) => input === inputs[index]) === true) return known.settings;
  const settings: Settings = {
    host: { ...host, ...report, ...configuration.host },
    posture: configured.module.postureWith(configuration, engine ?? posture),
    honourOtherTools: configuration.honourOtherTools ?? honourOtherTools,
  };
  made.set(configuration, { inputs, settings });
  return settings;
}

/** Postures by the declaration they were made of. */
const postures = new WeakMap<EngineDeclaration, PostureFacts>();

/** What the file says that `posture.file` names; where it is missing, the berth.yaml has a problem that says so. */
function enginePosture(
  { postureFile }: Configuration,
  ask: Recorder,
  readers: Readers,
): PostureFacts | undefined {
  const engine = postureFile && declarationIn(postureFile.path, 'posture', ask, readers);
  if (engine?.kind !== 'engine') return undefined;
  const posture = postures.get(engine) ?? postureOf(engine);
  postures.set(engine, posture);
  return posture;
}

/** What the file says that `host.file` names. */
function hostReport({ hostFile }: Configuration, ask: Recorder, readers: Readers): HostProfile | undefined {
  const host = hostFile && declarationIn(hostFile.path, 'host', ask, readers);
  return host?.kind === 'hypervisor-host' ? profileOf(host) : undefined;
}
