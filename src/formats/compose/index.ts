// The Compose file format: Docker Compose, Podman Compose and Swarm stack files.
import type { Problem } from '../../core/format';
import type { ContainerWorkload } from '../../core/workload';
import { statementAround, suppressionComments } from '../comments';
import { alone, type Format, type Surroundings } from '../format';
import type { Grammars } from '../grammar/grammar';
import { yamlReader } from '../yaml/tree';
import { editor } from './edits';
import { tooMuch } from './messages';
import { maxSteps } from './parse';
import { projectOf } from './project';
import { workloadOf } from './remember';

/** Compose files with what they include, extend, override and take from environment files. */
export default {
  id: 'compose',
  grammars: () => [],
  read(text: string, path: string, _grammars: Grammars = {}, around: Surroundings = alone) {
    const reader = yamlReader(maxSteps);
    const { file, services, problems: found } = projectOf(path, text, around, reader);
    const problems: Problem[] = [...file.problems, ...found];
    const workloads: ContainerWorkload[] = [];
    for (const service of services) {
      const workload = workloadOf(service, path, around, reader);
      if (reader.exhausted()) {
        const { start, end } = service.key.pair.keySpan;
        problems.push({
          span: service.source.path === path ? { start, end } : { start: 0, end: 0 },
          message: tooMuch,
        });
        break;
      }
      workloads.push(workload);
    }
    return {
      problems,
      workloads,
      comments: suppressionComments(file.yaml),
      edits: editor(file, path, services),
      statementAt: (offset) => statementAround(file.yaml, offset),
      commentLine: (line) => `# ${line}`,
    };
  },
} satisfies Format;
