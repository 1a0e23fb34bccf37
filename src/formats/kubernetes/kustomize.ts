// Whether a kustomization of the same folder uses a file as a patch.
import { fileNameOf, folderOf, resolvePath } from '../../core/path';
import type { Surroundings } from '../format';
import { parseYaml } from '../yaml/parse';
import { resolve, type YamlMap, yamlReader } from '../yaml/tree';

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Keys of a kustomization that list patches: of paths, or of maps with a path. */
const patchLists = new Set(['patches', 'patchesStrategicMerge', 'patchesJson6902']);

/** Steps of lookup in one kustomization. */
const maxSteps = 20_000;

/** Whether the file changes objects that stand elsewhere. */
export function isPatch(path: string, around: Surroundings): boolean {
  const folder = folderOf(path);
  const own = fileNameOf(path);
  return names.some((name) => {
    const text = around.text(resolvePath(folder, name));
    return text !== undefined && /patches/.test(text) && text.includes(own) && lists(text, folder, path);
  });
}

function lists(text: string, folder: string, path: string): boolean {
  const reader = yamlReader(maxSteps);
  return parseYaml(text).documents.some(({ root }) => {
    if (root?.kind !== 'map') return false;
    return reader.pairs(root).some(({ name, value }) => {
      const list = name !== undefined && patchLists.has(name) ? resolve(value) : undefined;
      if (list?.kind !== 'sequence') return false;
      return reader.items(list).some((item) => {
        const entry = resolve(item.value);
        const target =
          entry?.kind === 'scalar' ? entry.text : entry?.kind === 'map' ? pathIn(entry) : undefined;
        return target !== undefined && !target.includes('\n') && resolvePath(folder, target) === path;
      });
    });
  });

  function pathIn(map: YamlMap): string | undefined {
    const pair = reader.get(map, 'path');
    const value = pair && resolve(pair.value);
    return value?.kind === 'scalar' ? value.text : undefined;
  }
}
