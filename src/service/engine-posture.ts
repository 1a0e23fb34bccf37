// What a live engine said of itself, as facts that lower severities.
import { type Fact, implied, notStated } from '../core/fact';
import type { Text } from '../core/message';
import type { Posture, PostureFacts } from '../core/posture';
import { docs } from '../knowledge/sources';

const engineApi = docs(
  'Docker Engine API: system information',
  'https://docs.docker.com/reference/api/engine/',
  false,
);

const said: Text = { en: '{engine} at {endpoint} says so.', de: '{engine} unter {endpoint} sagt es.' };

/** Log drivers that limit their size themselves. */
const limitedDrivers = /^(local|journald|none|syslog|fluentd|gelf|awslogs|splunk|gcplogs|etwlogs)$/;

/** The facts of an engine that was asked. */
export function engineFacts(posture: Posture): PostureFacts {
  const { engine, endpoint, rootless, userNamespaces, defaultRuntime, loggingDriver } = posture;
  const why = { text: said, args: { engine, endpoint } };
  const answer = <T>(value: T): Fact<T> => implied(value, why, engineApi);
  return {
    rootless: answer(rootless),
    userNamespaces: answer(userNamespaces),
    // An engine does not report this default.
    noNewPrivileges: notStated,
    defaultRuntime: defaultRuntime === '?' ? notStated : answer(defaultRuntime),
    limitedLogs: limitedDrivers.test(loggingDriver) ? answer(true) : notStated,
  };
}
