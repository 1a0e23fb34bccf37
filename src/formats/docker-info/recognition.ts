// Recognises saved reports of Docker: the output of `docker info`, as text or as JSON.
import type { Recognition } from '../format';

/** Reports of `docker info` and `docker version`, by their content. */
export default {
  id: 'docker-info',
  title: 'Docker engine report',
  usualName: 'docker-info.json',
  recognisedBy: 'a saved `docker info`, as JSON or text',
  languages: ['json'],
  recognisesName: () => false,
  mayHold: (path) =>
    /(?:docker|podman|engine|info|posture)[^/]*\.(?:json|txt|log)$/i.test(path) ||
    /(?:^|\/)docker[-_.]?(?:info|version)$/i.test(path),
  recognisesContent: (head) => inJson(head) || inText(head),
} satisfies Recognition;

function inJson(head: string): boolean {
  if (!/^\uFEFF?\s*\{/.test(head)) return false;
  return (
    (/"ServerVersion"\s*:/.test(head) && /"(?:SecurityOptions|DockerRootDir)"\s*:/.test(head)) ||
    (/"Components"\s*:/.test(head) && /"(?:MinAPIVersion|ApiVersion)"\s*:/.test(head))
  );
}

function inText(head: string): boolean {
  return (
    /^ ?Server Version: /m.test(head) && /^ ?(?:Storage Driver|Cgroup Driver|Docker Root Dir): /m.test(head)
  );
}
