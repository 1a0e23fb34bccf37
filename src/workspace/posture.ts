// What an engine's configuration or report says, as the facts that lower severities.
import type { EngineDeclaration } from '../core/declaration';
import { type Fact, isKnown } from '../core/fact';
import type { PostureFacts } from '../core/posture';

/** The posture that an engine of this configuration or report has. */
export function postureOf({
  rootless,
  userNamespaces,
  noNewPrivileges,
  defaultRuntime,
  logging,
}: EngineDeclaration): PostureFacts {
  const limitedLogs: Fact<boolean> = isKnown(logging)
    ? { ...logging, value: logging.value.limited }
    : logging;
  return { rootless, userNamespaces, noNewPrivileges, defaultRuntime, limitedLogs };
}
