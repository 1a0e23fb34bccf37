// Methods of modules that matter: `Vagrant`, `ENV`, `File` and the like.
import { type Node, textOf } from '../grammar/tree';
import { argumentsOf } from './arguments';
import { runBlock } from './blocks';
import type { Env } from './branches';
import { dataOf } from './data';
import type { Block, Evaluation } from './evaluation';
import { filePath } from './paths';
import { lift, operate } from './uncertain';
import { array, boolean, hash, nil, string, unknownValue, type Value } from './value';
import { environment } from './variables';

/** Methods of modules that matter: `Vagrant`, `ENV`, `File` and the like. */
export function knownModule(
  e: Evaluation,
  node: Node,
  receiver: Node,
  name: string,
  argumentNode: Node | undefined,
  block: Block | undefined,
  env: Env,
): Value | undefined {
  const module =
    receiver.type === 'constant' || receiver.type === 'scope_resolution' ? textOf(e.tree, receiver) : '';
  switch (`${module.replace(/^::/, '')}.${name}`) {
    case 'Vagrant.configure':
    case 'Vagrant::Config.run':
      e.configure ??= { head: e.recorder.headOf(node), body: { start: node.start, end: node.end } };
      if (block !== undefined) e.configures.push({ block, conditional: e.branches.level() > 0 });
      return nil;
    case 'ENV.fetch': {
      const { args } = argumentsOf(e, argumentNode, env);
      const given = block === undefined ? args[1]?.value : runBlock(e, block, []);
      // Without a default, an unset variable ends the run, so there is no value to imply.
      return environment(args[0] ? [args[0].value] : [], given ?? unknownValue('environment'));
    }
    case 'ENV.key?':
    case 'ENV.has_key?':
    case 'ENV.include?':
    case 'ENV.member?': {
      const asked = environment(argumentsOf(e, argumentNode, env).args.map((arg) => arg.value));
      return operate(operate(asked, 'nil?', []), '!', []);
    }
    case 'YAML.load_file':
    case 'YAML.safe_load_file':
    case 'YAML.unsafe_load_file':
    case 'Psych.load_file':
    case 'JSON.load_file':
      return dataFile(e, argumentsOf(e, argumentNode, env).args[0]?.value);
    case 'YAML.load':
    case 'YAML.safe_load':
    case 'YAML.unsafe_load':
    case 'Psych.load':
    case 'JSON.parse':
    case 'JSON.load': {
      const given = argumentsOf(e, argumentNode, env).args[0]?.value;
      const read = given?.kind === 'unknown' && given.reason.kind === 'file' ? given.reason.name : undefined;
      return read === undefined ? undefined : dataFile(e, string(read));
    }
    case 'File.read':
    case 'File.open':
    case 'IO.read': {
      if (block !== undefined) return undefined;
      const reference = argumentsOf(e, argumentNode, env).args[0]?.value;
      return unknownValue('file', reference?.kind === 'string' ? reference.text : undefined);
    }
    case 'File.exist?':
    case 'File.exists?':
    case 'File.file?': {
      const reference = argumentsOf(e, argumentNode, env).args[0]?.value;
      // A file that is not there for us may be there for Vagrant.
      const isThere = reference?.kind === 'string' && e.textOfFile(reference.text) !== undefined;
      return isThere ? boolean(true) : undefined;
    }
    case 'File.dirname':
    case 'File.join':
    case 'File.expand_path':
    case 'File.absolute_path':
    case 'File.realpath':
    case 'File.basename':
      return lift(
        argumentsOf(e, argumentNode, env).args.map((arg) => arg.value),
        (args) => filePath(name, args),
      );
    case 'Dir.home':
      return string('~');
    case 'Dir.pwd':
    case 'Dir.getwd':
      return string('.');
    case 'Hash.new':
      return hash([]);
    case 'Array.new':
      return argumentNode === undefined ? array([]) : undefined;
    case 'Vagrant.require_version':
      return nil;
    default:
      return undefined;
  }
}

/** What a settings file holds; `undefined` where it is not there or cannot be read. */
function dataFile(e: Evaluation, reference: Value | undefined): Value | undefined {
  if (reference?.kind !== 'string') return undefined;
  const text = e.textOfFile(reference.text);
  return text === undefined ? undefined : dataOf(text, reference.text.replace(/^\.\//, ''));
}
