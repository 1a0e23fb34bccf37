// Names and values that give away logins and keys; the values themselves are never kept.
import type { Secret } from '../core/workload';

const secretName =
  /passw(or)?d|passphrase|(^|_)pass$|(^|_)pw$|secret|(^|_)token$|credential|(api|access|private|auth|encryption|signing|master|account|storage|deploy|fernet|jwt|session|hmac)_?key(_base)?$/i;
const noSecretName =
  /_(file|path|dir|url|uri|host(name)?|port|address|domain|user(name)?|email|name|id|length|ttl|type|algorithm|hash|policy|env|var|prefix|arn|header|realm|language|lang|locale|script|command|cmd|version|timeout|expiry|expiration|min|max|count|format|provider|backend|driver|mode|method|level|enabled)$|public|^(allow|disable|enable|require|use|no)_/i;
const noSecretValue = /^(true|false|yes|no|on|off|none|null|nil|\d{1,3})?$/i;
const reference = /^([./~]|[a-z]:\\|(https?|file|arn|vault|secret|op):)/i;
const fileName =
  /^[\w.-]+\.(sh|bash|py|rb|pl|php|js|ts|bat|ps1|exe|jar|txt|json|ya?ml|toml|ini|conf|properties|pem|crt|key|env)$/i;
const placeholder =
  /^(<.*>|\{\{.*\}\}|\[.*\]|.*xxx.*|(.)\2{3,}|\*{3,}|\.{3,}|[0-]{4,}|(.*[-_ ])?(change|replace|set|fill)[-_ ]?(me|this|it|in)([-_ ].*)?|change(d|it)?|(my|your|some|insert|enter|put)[-_ ].*|placeholder|example([-_ ].*)?|dummy|todo|fixme|unset|undefined|redacted|not[-_ ]?(set|used|a[-_ ]real).*|fake.*|sample.*)$/i;
const wellKnown =
  /^((password|passwd|pass|passw0rd|p@ssw0rd|pwd|(super|top|very)?secret|root|toor|admin|administrator|user|guest|test\w{0,4}|demo|default|docker|postgres(ql)?|mysql|mariadb|mongo|redis|rabbitmq|minio|minioadmin|oracle|sa|vagrant|packer|ubuntu|debian|alpine|fedora|centos|rocky|almalinux|cirros|pi|raspberry|letmein|welcome|qwerty|hunter|hackme|abc)(pw|pass|pwd|password)?[-_@!.#]*\d*[!@#]*|\d{4,})$/i;

/** Characters; keys and certificates are longer. */
const longestStandIn = 200;
/** Words of which people make up stand-ins: `SuperSecretPassword`, `please-change-me`, `long-and-random-string`. */
const standInWords = new Set(
  (
    'a and the of to with for at by in is it or be as me my mine your yours own our this that here very super really ' +
    'please change changeme choose pick replace set put enter insert use fill add generate some any new ' +
    'password passwords passwd pass pwd pw secret secrets token key keys apikey api jwt auth credential string value text phrase passphrase ' +
    'random randomly generated strong secure safe complex long unique chars characters min minimum least ' +
    'dev development local test testing demo example sample default dummy fake insecure unsafe not production prod only ' +
    'private app application admin root user db database server service'
  ).split(' '),
);
/** With fewer of these words than this, one that is none of them may be a name that makes the value real. */
const enoughWords = 2;
/** One word, or several run together, that say themselves what they stand for: `mysecretpassword`. */
const saysPassword = /^[a-z]*(password|passwd|changeme)[a-z]*\d*$/i;

function isStandIn(value: string): boolean {
  const words = value
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const known = words.filter((word) => standInWords.has(word)).length;
  return known >= enoughWords && words.length - known < known;
}

/** The value without the quotes that a list item or a shell word keeps, and without what surrounds `!changeme!`. */
function bare(value: string): string {
  const text = value.trim();
  const inner = /^(["'])(.*)\1$/.exec(text)?.[2];
  return (inner ?? text).trim().replace(/^!+|!+$/g, '');
}

/** Whether a variable of that name holds a login or a key. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !noSecretName.test(name);
}

/**
 * How real a value for that name is; `undefined` when the name asks for no secret or the value cannot be one.
 * `neighbours` are texts in lower case that stand beside it, such as the user's name: a value that repeats one is
 * guessed at once.
 */
export function secretQuality(
  name: string,
  value: string,
  neighbours: ReadonlySet<string> = new Set(),
): Secret['quality'] | undefined {
  if (!isSecretName(name)) return qualityInAddress(value, neighbours);
  const text = bare(value);
  if (noSecretValue.test(text) || reference.test(text)) return undefined;
  if (text.length <= longestStandIn && fileName.test(text)) return undefined;
  // Nobody writes a stand-in that long; it also bounds what the patterns may cost.
  if (text.length > longestStandIn) return 'literal';
  if (placeholder.test(text) || saysPassword.test(text) || isStandIn(text)) return 'placeholder';
  const lower = text.toLowerCase();
  const repeats = lower === name.toLowerCase() || neighbours.has(lower);
  // `admin:adminpw` gives the account before the password.
  const guessed = wellKnown.test(text.replace(/^[\w.@-]+:/, ''));
  return guessed || repeats ? 'well-known' : 'literal';
}

/** An address that gives a login: the user before the colon, the password before the `@`. */
const loginInAddress = /^[a-z][\w+.-]{0,30}:\/\/([^\s/?#@:]{0,100}):([^\s/?#@]{1,200})@/i;

/** How real the password of an address such as `postgres://shop:…@db/shop` is. */
function qualityInAddress(value: string, neighbours: ReadonlySet<string>): Secret['quality'] | undefined {
  const [, user, password] = loginInAddress.exec(bare(value)) ?? [];
  // What a shell, a template or a format string fills in is not written here.
  if (user === undefined || password === undefined || /[${}%]/.test(password)) return undefined;
  return secretQuality('PASSWORD', password, new Set([...neighbours, user.toLowerCase()]));
}

/**
 * How real the password of an account is. Unlike a variable, it works as written: `changeme` is tried first, not replaced.
 * `undefined` for what cannot be one.
 */
export function passwordQuality(account: string, password: string): Secret['quality'] | undefined {
  const text = bare(password);
  const isGuessed = wellKnown.test(text) || /^change-?me\d*!?$/i.test(text);
  if (isGuessed && text.length <= longestStandIn) return 'well-known';
  return secretQuality('password', password, new Set([account.toLowerCase()]));
}

/** Hashes that documentation prints and people copy, so that the password behind them is as known as a default. */
const publishedHashes = new Set([
  // `ubuntu`: Ubuntu docs, autoinstall quick start.
  '$6$exDY1mhS4KUYCE/2$zmn9ToZwTKLhCw.b4/b.ZRTIZM30JZ4QrOQ2aOXJ8yk96xpcCof0kxKwuX1kqLG/ygbJ1f8wxED22bTL4F46P0',
  // `password`: cloud-init docs, example of set passwords.
  '$6$rounds=4096$5DJ8a9WMTEzIo5J4$Yms6imfeBvf3Yfu84mQBerh18l7OR1Wm1BJXZqFSpJ6BVas0AYJqIjP7czkOaAZHZi1kxQ5Y1IhgWN8K9NgxR1',
]);

/** Whether a text is a password’s hash as /etc/shadow holds it: MD5, bcrypt, SHA-2, scrypt, yescrypt. */
export function isPasswordHash(text: string): boolean {
  return /^\$(?:1|2[abxy]?|5|6|7|y|gy)\$\S/.test(text);
}

/** Whether the password behind a hash is printed beside it in the documentation it was copied from. */
export function isPublishedHash(text: string): boolean {
  return publishedHashes.has(text.trim());
}

/** Whether a public key is that of the pair which Vagrant publishes (keys/vagrant.pub), so that everybody holds the other half. */
export function isPublishedKey(publicKey: string): boolean {
  return publicKey.includes('AAAAB3NzaC1yc2EAAAABIwAAAQEA6NF8iallvQVp22WDkTkyrtvp9eWW6A8YVr');
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
