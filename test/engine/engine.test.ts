// `berth engine` against real engines where there are any, and against servers that misbehave.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, request, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const cli = resolve(import.meta.dirname, '../../dist/cli.js');

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

let folder = '';

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-engine-'));
});

after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `berth engine` beside servers of this process, hence not in one go. */
function engine(host: string | undefined, ...args: readonly string[]): Promise<Run> {
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: folder, LANG: 'C.UTF-8', ...(host === undefined ? {} : { DOCKER_HOST: host }) };
  const started = performance.now();
  const child = spawn(process.execPath, [cli, 'engine', ...args], { env });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  return new Promise((done) => {
    child.on('close', (status) =>
      done({ status, stdout, stderr, seconds: (performance.now() - started) / 1000 }),
    );
  });
}

/** The answer of an engine to a GET request, for comparing. */
function ask(socketPath: string, path: string): Promise<Record<string, unknown>> {
  return new Promise((done, failed) => {
    request({ socketPath, path }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      // An engine's answer is an object; the test reads single fields.
      response.on('end', () => done(JSON.parse(body) as Record<string, unknown>));
    })
      .on('error', failed)
      .end();
  });
}

async function until(condition: () => Promise<unknown>, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await condition().then(Boolean, () => false)) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

function has(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null) return;
  const ended = new Promise((done) => child.on('exit', done));
  child.kill('SIGTERM');
  await ended;
}

/** What holds for the posture of every engine: it is what the engine itself says. */
async function describesEngine(socket: string): Promise<void> {
  const info = await ask(socket, '/info');
  const { status, stdout, stderr } = await engine(`unix://${socket}`, '--format', 'json');
  assert.deepEqual([status, stderr], [0, '']);
  const { schema, posture, ...more } = JSON.parse(stdout);
  assert.deepEqual([schema, more], [1, {}]);
  assert.equal(posture.endpoint, `unix://${socket}`);
  assert.equal(posture.operatingSystem, info.OperatingSystem);
  assert.equal(posture.kernel, info.KernelVersion);
  assert.deepEqual([posture.memory, posture.cpus], [info.MemTotal, info.NCPU]);
  assert.equal(posture.cgroupVersion, info.CgroupVersion);
  assert.deepEqual(posture.runtimes, Object.keys(Object(info.Runtimes)).toSorted());
  const options = String(info.SecurityOptions);
  for (const [name, value] of [
    ['rootless', posture.rootless],
    ['apparmor', posture.appArmor],
    ['selinux', posture.selinux],
  ])
    assert.equal(value, options.includes(`name=${name}`), String(name));
  assert.equal(posture.userNamespaces, /name=(?:userns|rootless)/.test(options));
  for (const [language, word] of [
    ['en', 'Rootless'],
    ['de', 'Rootless'],
  ] as const) {
    const text = await engine(`unix://${socket}`, '--lang', language);
    assert.deepEqual([text.status, text.stderr], [0, '']);
    assert.ok(text.stdout.includes(posture.engine) && text.stdout.includes(word), text.stdout);
    assert.doesNotMatch(text.stdout, /undefined|\{\w+\}/);
  }
}

describe('berth engine: a real Docker engine', function () {
  this.timeout(60_000);
  let daemon: ChildProcess | undefined;
  let socket = '';

  before(async function () {
    const { DOCKER_HOST = '' } = process.env;
    if (DOCKER_HOST.startsWith('unix://')) {
      socket = DOCKER_HOST.slice('unix://'.length);
      return;
    }
    if (!has('dockerd') || process.getuid?.() !== 0) {
      console.log('    left out: DOCKER_HOST is not set, and there is no dockerd that root could start');
      this.skip();
    }
    socket = join(folder, 'docker.sock');
    for (const more of [[], ['--storage-driver=vfs', '--iptables=false', '--bridge=none']]) {
      const own = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'run')];
      const where = ['-H', `unix://${socket}`, '--pidfile', join(folder, 'docker.pid')];
      daemon = spawn('dockerd', [...own, ...where, ...more], { stdio: 'ignore' });
      const { exitCode } = daemon;
      if (await until(() => ask(socket, '/info'), exitCode === null ? 20 : 0)) return;
      await stop(daemon);
    }
    console.log('    left out: dockerd is installed but does not start here');
    this.skip();
  });

  after(() => stop(daemon));

  it('is described as it describes itself', async () => {
    await describesEngine(socket);
    const { posture } = JSON.parse((await engine(`unix://${socket}`, '--format', 'json')).stdout);
    assert.match(posture.engine, /^(?:Docker )?Engine.* \d+\.\d+/);
    assert.ok(posture.runtimes.includes('runc'));
  });

  it('answers in a moment', async () => {
    assert.ok((await engine(`unix://${socket}`)).seconds < 5);
  });
});

describe('berth engine: a real Podman service', function () {
  this.timeout(60_000);
  let service: ChildProcess | undefined;
  let socket = '';

  before(async function () {
    if (!has('podman')) {
      console.log('    left out: podman is not installed');
      this.skip();
    }
    socket = join(folder, 'podman.sock');
    const roots = ['--root', join(folder, 'podman'), '--runroot', join(folder, 'podman-run')];
    service = spawn('podman', [...roots, 'system', 'service', '--time=0', `unix://${socket}`], {
      stdio: 'ignore',
    });
    if (!(await until(() => ask(socket, '/info'), 20))) {
      console.log('    left out: podman is installed but its service does not start here');
      this.skip();
    }
  });

  after(() => stop(service));

  it('is described as it describes itself', async () => {
    await describesEngine(socket);
    const { posture } = JSON.parse((await engine(`unix://${socket}`, '--format', 'json')).stdout);
    assert.match(posture.engine, /^Podman/);
  });
});

/** A server on a socket of its own, closed after the test. */
function serve(name: string, listener: RequestListener): Promise<{ host: string; server: Server }> {
  const server = createServer(listener);
  const path = join(folder, name);
  return new Promise((done) => server.listen(path, () => done({ host: `unix://${path}`, server })));
}

function close(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
}

describe('berth engine: no engine, and servers that are none', function () {
  this.timeout(30_000);
  const english = /^berth: The container engine at unix:\S+ does not answer \(.+\)\. Is it running[^\n]+\n$/;
  const german = /^berth: Die Container-Engine unter unix:\S+ antwortet nicht \(.+\)\. Läuft sie[^\n]+\n$/;

  it('is one sentence and status 2 without a socket', async function () {
    if (['/var/run/docker.sock', '/run/podman/podman.sock'].some((path) => existsSync(path))) {
      console.log('      left out: this machine has an engine at its usual place');
      this.skip();
    }
    const plain = await engine(undefined);
    assert.deepEqual([plain.status, plain.stdout], [2, '']);
    assert.match(plain.stderr, /^berth: No container engine found: DOCKER_HOST is not set[^\n]+\n$/);
    const deutsch = await engine(undefined, '--lang', 'de', '--format', 'json');
    assert.deepEqual([deutsch.status, deutsch.stdout], [2, '']);
    assert.match(deutsch.stderr, /^berth: Keine Container-Engine gefunden: [^\n]+\n$/);
  });

  it('is one sentence and status 2 where DOCKER_HOST leads nowhere', async () => {
    for (const host of [`unix://${join(folder, 'nothing.sock')}`, 'tcp://127.0.0.1:1', 'nonsense://x y']) {
      const { status, stdout, stderr } = await engine(host);
      assert.deepEqual([status, stdout], [2, ''], host);
      assert.match(stderr, /^berth: [^\n]+\n$/);
      assert.doesNotMatch(stderr, /\n {4}at /);
    }
  });

  it('only reads: two GET requests and nothing else', async () => {
    const requests: string[] = [];
    const { host, server } = await serve('recording.sock', (incoming, response) => {
      requests.push(`${incoming.method} ${incoming.url?.replace(/^\/v[\d.]+/, '')}`);
      response.setHeader('Content-Type', 'application/json');
      response.end('{"SecurityOptions":["name=seccomp,profile=default"],"MemTotal":1024,"NCPU":1}');
    });
    const { status, stdout } = await engine(host, '--format', 'json');
    await close(server);
    assert.equal(status, 0);
    assert.deepEqual(requests.toSorted(), ['GET /info', 'GET /version']);
    assert.equal(JSON.parse(stdout).posture.seccomp, 'default');
  });

  it('gives up on a socket that hangs, in both languages', async () => {
    const path = join(folder, 'hanging.sock');
    const server = createSocketServer(() => {});
    await new Promise<void>((done) => server.listen(path, done));
    const [one, other] = await Promise.all([
      engine(`unix://${path}`),
      engine(`unix://${path}`, '--lang', 'de'),
    ]);
    server.close();
    assert.deepEqual([one.status, one.stdout, other.status, other.stdout], [2, '', 2, '']);
    assert.match(one.stderr, english);
    assert.match(other.stderr, german);
    assert.ok(one.seconds < 8 && other.seconds < 8, `${one.seconds} s, ${other.seconds} s`);
  });

  it('gives up on a server that sends forever', async () => {
    const { host, server } = await serve('trickling.sock', (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 200);
      response.on('close', () => clearInterval(timer));
    });
    const { status, stderr, seconds } = await engine(host);
    await close(server);
    assert.equal(status, 2);
    assert.match(stderr, english);
    assert.ok(seconds < 8, `${seconds} s`);
  });

  for (const [what, code, body] of [
    ['half JSON', 200, '{"SecurityOptions":['],
    ['HTML', 200, '<html><body>Not an engine</body></html>'],
    ['an error', 500, '{"message":"broken"}'],
    ['a refusal', 403, 'forbidden'],
    ['null', 200, 'null'],
    ['a list', 200, '[]'],
    ['a text', 200, '"engine"'],
  ] as const) {
    it(`is one sentence and status 2 for a server that answers ${what}`, async () => {
      const { host, server } = await serve(`${what.replace(' ', '-')}.sock`, (_, response) => {
        response.writeHead(code, { 'Content-Type': 'application/json' });
        response.end(body);
      });
      const { status, stdout, stderr } = await engine(host);
      await close(server);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, english);
    });
  }

  it('takes nothing on trust: fields of a wrong type count as not said', async () => {
    const { host, server } = await serve('wrong.sock', (_, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(
        '{"OperatingSystem":7,"KernelVersion":[],"SecurityOptions":"name=rootless","Runtimes":null,' +
          '"MemTotal":"much","NCPU":{},"Components":[null],"Version":"\\u001b[31mred"}',
      );
    });
    const { status, stdout } = await engine(host, '--format', 'json');
    const text = await engine(host);
    await close(server);
    assert.equal(status, 0);
    const { posture } = JSON.parse(stdout);
    assert.deepEqual(
      [posture.rootless, posture.runtimes, posture.memory, posture.cpus, posture.operatingSystem],
      [false, [], 0, 0, '?'],
    );
    assert.ok(!text.stdout.includes('\u001b'), 'no control characters of a stranger reach the terminal');
  });

  it('refuses arguments and formats it does not know', async () => {
    const { status, stderr } = await engine(undefined, '--format', 'xml');
    assert.deepEqual([status, stderr], [2, 'berth: --format takes text, json, not "xml".\n']);
  });
});
