// The containers that a pipeline of GitHub's kind starts for its jobs, where their options ask for more than usual.
import { isKnown, stated } from '../../core/fact';
import type { Place, Span } from '../../core/span';
import { sourceSpan } from '../code';
import { dockerDefaults } from '../container-options/defaults';
import { imageFact, optionFacts, withImage } from '../container-options/facts';
import { type Option, splitOptions } from '../container-options/split';
import { type OptionWord, openWord, shellWord } from '../container-options/words';
import { splitWords } from '../shell/line';
import { codeOf } from '../yaml/code';
import { parseYaml } from '../yaml/parse';
import { resolve, type YamlMap, type YamlNode, type YamlPair } from '../yaml/tree';
import { sourceKind } from './kinds';
import type { Start } from './lower';

/** Options without which a job's container is the platform's business. */
const widening = /^(?:privileged|cap-add|device|security-opt|pid|ipc|userns|volume|mount|gpus)$/;
/** Expressions of the platform. */
const expression = /\$\{\{[^}]*\}\}/g;

/** `container:` and the entries of `services:` of all jobs, as far as their options widen something. */
export function jobContainers(text: string, path: string, ids: (name: string) => string): readonly Start[] {
  if (sourceKind(path) !== 'pipeline' || !/^[ \t]+options:/m.test(text)) return [];
  return parseYaml(text)
    .documents.flatMap(({ root }) => entriesOf(childOf(root, 'jobs')))
    .flatMap((job) => entriesOf(job.value))
    .flatMap((pair) => {
      if (pair.name === 'services') return entriesOf(pair.value);
      return pair.name === 'container' ? [pair] : [];
    })
    .flatMap((container) => startOf(container, text, path, ids) ?? []);
}

function mapOf(node: YamlNode | undefined): YamlMap | undefined {
  const value = node && resolve(node);
  return value?.kind === 'map' ? value : undefined;
}

function entriesOf(node: YamlNode | undefined): readonly YamlPair[] {
  return mapOf(node)?.pairs ?? [];
}

function childOf(node: YamlNode | undefined, name: string): YamlNode | undefined {
  return entriesOf(node).find((pair) => pair.name === name)?.value;
}

function startOf(
  pair: YamlPair,
  text: string,
  path: string,
  ids: (name: string) => string,
): Start | undefined {
  const at = (span: Span): Place => ({ path, span });
  const written = childOf(pair.value, 'options');
  const code = written?.kind === 'scalar' ? codeOf(text, written) : undefined;
  if (code === undefined) return undefined;
  const words = splitWords(code.text)
    .flatMap(({ name, args }) => [name, ...args])
    .map((word) => shellWord(word.text, at(sourceSpan(code, word.start, word.end))));
  const list = splitOptions(words, true);
  if (!list.options.some(({ name }) => widening.test(name))) return undefined;

  const scalar = (node: YamlNode | undefined): OptionWord | undefined => {
    if (node?.kind !== 'scalar' || node.style === 'block') return undefined;
    const { start, end } = node.span;
    const quote = node.style === 'plain' ? 0 : 1;
    return openWord(text.slice(start + quote, end - quote), expression, at(node.span));
  };
  const items = (key: string, name: string): readonly Option[] => {
    const sequence = childOf(pair.value, key);
    if (sequence?.kind !== 'sequence') return [];
    return sequence.items.flatMap((item) => {
      const value = scalar(item.value);
      return value === undefined ? [] : [{ name, value }];
    });
  };
  const options = [...list.options, ...items('ports', 'publish'), ...items('volumes', 'volume')];
  const facts = optionFacts({ ...list, options }, dockerDefaults);
  const image = scalar(childOf(pair.value, 'image'));
  const name = pair.name ?? 'container';
  return {
    list,
    workload: {
      ...withImage({ ...facts, image: image === undefined ? facts.image : imageFact(image) }, name),
      kind: 'container',
      role: 'service',
      id: ids(name),
      name,
      format: 'script',
      path,
      place: at(pair.keySpan),
      body: at(pair.span),
      // It ends with its job.
      lifetime: isKnown(facts.lifetime) ? facts.lifetime : stated('job', at(pair.keySpan)),
    },
  };
}
