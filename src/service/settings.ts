// What holds beside the text: the configuration's word, and where it is silent the caller's.
import { type PostureFacts, unknownPosture } from '../core/posture';
import type { HostProfile } from '../core/rule';
import { postureOf } from '../workspace/posture';
import type { AnalysisContext } from './analysis';
import type { Found } from './configuration';
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
  const inputs = [host, posture, honourOtherTools, engine];
  const known = made.get(configuration);
  if (known?.inputs.every((input, index) => input === inputs[index]) === true) return known.settings;
  const settings: Settings = {
    host: { ...host, ...configuration.host },
    posture: configured.module.postureWith(configuration, engine ?? posture),
    honourOtherTools: configuration.honourOtherTools ?? honourOtherTools,
  };
  made.set(configuration, { inputs, settings });
  return settings;
}

/** What the file last said that a configuration names. */
const engines = new WeakMap<
  Configuration,
  { readonly text: string; readonly posture: PostureFacts | undefined }
>();

/** What the file says that `posture.file` names; where it is missing, the berth.yaml has a problem that says so. */
function enginePosture(
  configuration: Configuration,
  { around }: Recorder,
  readers: Readers,
): PostureFacts | undefined {
  const { postureFile } = configuration;
  const text = postureFile && around.text(postureFile.path);
  if (postureFile === undefined || text === undefined) return undefined;
  const known = engines.get(configuration);
  if (known?.text === text) return known.posture;
  const reading = readers.read(postureFile.path, text);
  if (reading === undefined) return undefined;
  const engine = reading.declarations?.find((declaration) => declaration.kind === 'engine');
  const posture = engine && postureOf(engine);
  engines.set(configuration, { text, posture });
  return posture;
}
