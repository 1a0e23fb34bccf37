// Names and values that give away logins and keys; the values themselves are never kept.
import type { Secret } from '../../core/workload';

const secretName =
  /passw(or)?d|passphrase|(^|_)pass$|(^|_)pw$|secret|(^|_)token$|credential|(api|access|private|auth|encryption|signing|master|account|storage|deploy)_?key(_base)?$/i;
const noSecretName =
  /_(file|path|dir|url|uri|name|id|length|ttl|type|algorithm|policy|env|var|prefix|arn|header)$|public|^(allow|disable|enable|require|use|no)_/i;
const noSecretValue = /^(true|false|yes|no|on|off|none|null|nil|\d{1,3})?$/i;
const reference = /^([./~]|[a-z]:\\|(https?|file|arn|vault|secret|op):)/i;
const placeholder =
  /^(<.*>|\{\{.*\}\}|\[.*\]|x{3,}|\*{3,}|\.{3,}|(.*[-_ ])?(change|replace|set|fill)[-_ ]?(me|this|it|in)([-_ ].*)?|change(d|it)?|(my|your|some|insert|enter|put)[-_ ].*|placeholder|example([-_ ].*)?|dummy|todo|fixme|unset|undefined|redacted|not[-_ ]?(set|used|a[-_ ]real).*|fake.*|sample.*)$/i;
const wellKnown =
  /^(password\d*|passwd|pass|passw0rd|p@ssw0rd|pwd|secret|root|toor|admin\d*|administrator|user|guest|test\w{0,4}|demo|default|docker|postgres(ql)?|mysql|mariadb|mongo|redis|rabbitmq|oracle|sa|vagrant|ubuntu|debian|alpine|pi|raspberry|letmein|welcome\d*|qwerty\d*|abc123|1234\d*|0{4,}|1{4,})$/i;

/** How real a value for that name is; `undefined` when the name asks for no secret or the value cannot be one. */
export function secretQuality(name: string, value: string): Secret['quality'] | undefined {
  if (!secretName.test(name) || noSecretName.test(name)) return undefined;
  if (noSecretValue.test(value) || reference.test(value)) return undefined;
  if (placeholder.test(value)) return 'placeholder';
  return wellKnown.test(value) || value.toLowerCase() === name.toLowerCase() ? 'well-known' : 'literal';
}

const keyFile =
  /^(id_(rsa|dsa|ecdsa|ed25519)|.*\.(ppk|pfx|p12|jks|keystore)|.*(private|priv|secret|server|client|tls|ssl)[-_.]?key\.pem|.*[-_.]key\.pem|key\.pem|privkey\.pem|.*\.key)$/i;
const loginFile =
  /^(\.npmrc|\.netrc|_netrc|\.pypirc|\.pgpass|\.git-credentials|\.dockercfg|\.htpasswd|\.env(\.(local|prod|production|secret|secrets))?|credentials\.json|service[-_]account.*\.json|secrets?\.(json|ya?ml|env|txt))$/i;
const harmlessFile = /\.(pub|example|sample|template|dist|tmpl)$|public/i;

/** What kind of secret a copied file is by its name, if any. */
export function secretFile(path: string): 'private-key' | 'file' | undefined {
  const name = path.replace(/[/\\]+$/, '').replace(/^.*[/\\]/, '');
  if (harmlessFile.test(name)) return undefined;
  if (keyFile.test(name)) return 'private-key';
  return loginFile.test(name) ? 'file' : undefined;
}
