// Scripts read through the grammar: what they install, start and change, for whole, odd and half-typed text.

import assert from 'node:assert/strict';
import type { Grammar } from '../grammar/grammar';
import { testGrammar } from '../grammar/testing';
import type { ScriptFacts } from './facts';
import { longestParsed, readScript } from './script';

describe('readScript', () => {
  let bash: Grammar;
  before(async () => {
    bash = await testGrammar('bash');
  });
  const read = (text: string): ScriptFacts => readScript(text, bash);
  const packages = (text: string): string[] => read(text).packages.map(({ name }) => name);
  const services = (text: string): string[] => read(text).services.map(({ name, how }) => `${name} ${how}`);
  const dollar = (body: string): string => `$\{${body}}`;

  describe('packages', () => {
    const cases: Readonly<Record<string, readonly string[]>> = {
      'apt-get install -y --no-install-recommends a=1.2 b': ['a', 'b'],
      'apt-get update && apt-get -qq -o Dpkg::Use-Pty=0 install -y -t stretch-backports nginx': ['nginx'],
      'apt install -y libc6:amd64 vim/testing g++ removed- ubuntu-desktop^ ./local_1.2_amd64.deb': [
        'libc6',
        'vim',
        'g++',
        'ubuntu-desktop',
        'local',
      ],
      'apt-get update': [],
      'apt-get remove -y openssh-server': [],
      'DEBIAN_FRONTEND=noninteractive sudo -E apt-get install -y openssh-server': ['openssh-server'],
      'apk add --no-cache --virtual .build-deps gcc=9.3 musl-dev "curl>7" !bad tool@edge': [
        'gcc',
        'musl-dev',
        'curl',
        'tool',
      ],
      'yum install -y --enablerepo epel nginx-1.20.1 java-1.8.0-openjdk glibc.i686': [
        'nginx',
        'java-1.8.0-openjdk',
        'glibc',
      ],
      'dnf -y group install "Development Tools"': ['@development-tools'],
      'dnf install -y @xfce-desktop && microdnf install tar': ['@xfce-desktop', 'tar'],
      'yum install -y https://example.org/epel-release-latest-7.noarch.rpm': ['epel-release-latest'],
      'zypper -n in --type package apache2': ['apache2'],
      'pacman -Syu --noconfirm extra/docker': ['docker'],
      'pacman -Qs docker; pacman -Ss docker': [],
      'python3 -m pip install --upgrade "uvicorn[standard]>=0.20" -r requirements.txt . git+https://x/y': [
        'uvicorn',
      ],
      'npm install -g @angular/cli@17 pm2@latest; npm install left-pad': ['@angular/cli', 'pm2'],
      'yarn global add serve@14 && gem install bundler -v 2.4': ['serve', 'bundler'],
      'snap install --classic microk8s': ['microk8s'],
      'cat list | xargs apt-get install -y': [],
    };
    for (const [text, expected] of Object.entries(cases)) {
      it(`of ${text}`, () => assert.deepEqual(packages(text), expected));
    }

    it('carry manager, kind and the place of the word', () => {
      const text = 'set -eux; apt-get install -y "nginx"=1.2';
      const [found] = read(text).packages;
      assert.ok(found);
      assert.deepEqual([found.manager, found.kind, found.isPrefix], ['apt-get', 'system', false]);
      assert.equal(text.slice(found.start, found.end), '"nginx"=1.2');
    });

    it('behind expansions are unknown, their literal beginning is kept', () => {
      const text = `apt-get install -y linux-headers-$(uname -r) $EXTRA php-{cli,xml} ${dollar('X')}y`;
      const { packages: found, unknownPackages } = read(text);
      assert.deepEqual(
        found.map(({ name, isPrefix }) => [name, isPrefix]),
        [
          ['linux-headers', true],
          ['php', true],
        ],
      );
      assert.deepEqual(
        unknownPackages.map(({ start, end }) => text.slice(start, end)),
        ['linux-headers-$(uname -r)', '$EXTRA', 'php-{cli,xml}', `${dollar('X')}y`],
      );
    });

    it('are found behind options that a variable holds', () => {
      assert.deepEqual(packages('apt-get $OPTIONS install -y nginx'), ['nginx']);
    });

    it('are unknown behind xargs', () => {
      assert.equal(read('cat list | xargs apt-get install -y').unknownPackages.length, 1);
    });
  });

  describe('structure', () => {
    const cases: Readonly<Record<string, readonly string[]>> = {
      'if true; then apt-get install -y a; else apt-get install -y b; fi': ['a', 'b'],
      'true && apt-get install a || apt-get install b': ['a', 'b'],
      'f() { apt-get install -y a; }\nf': ['a'],
      '(apt-get install a; (apt-get install b))': ['a', 'b'],
      'for x in 1 2; do apt-get install -y a; done': ['a'],
      'case "$1" in a) apt-get install a;; *) apt-get install b;; esac': ['a', 'b'],
      'while read x; do apt-get install a; done < list': ['a'],
      'x=$(apt-get install a) && echo "$(apt-get install b)"': ['a', 'b'],
      'set -eux; \\\n  apt-get install -y \\\n    a \\\n    b; \\\n  rm -rf /var/lib/apt/lists/*': ['a', 'b'],
      '# apt-get install -y a\napt-get install b # c': ['b'],
      'cat > /etc/motd <<EOF\napt-get install a\nEOF\napt-get install b': ['b'],
      "cat <<'EOF' | tee x\napt-get install a\nEOF\napt-get install b": ['b'],
      'echo "apt-get install a"': [],
      'bash -c "apt-get install -y a && apt-get install -y b"': ['a', 'b'],
      "su - vagrant -c 'sudo apt-get install -y a'": ['a'],
      'apt-get install -y >/dev/null a 2>&1': ['a'],
      'apt-get install -y a >/dev/null b 2>&1': ['a', 'b'],
      'sudo env X=1 nice -n 5 timeout 60 apt-get install -y a': ['a'],
      'command -v apt-get install a': [],
      '! apt-get install a': ['a'],
      '[[ -f x ]] && apt-get install a': ['a'],
      'apt-get install -y a\r\napt-get install -y b\r\n': ['a', 'b'],
    };
    for (const [text, expected] of Object.entries(cases)) {
      it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(packages(text), expected));
    }

    it('keeps true places in nested scripts', () => {
      const text = "sudo sh -c 'apt-get install -y nginx'";
      const [found] = read(text).packages;
      assert.ok(found);
      assert.equal(text.slice(found.start, found.end), 'nginx');
    });

    it('lists commands with their words', () => {
      const { commands } = read('A=1 /usr/bin/tool "a b" $C | other &');
      assert.deepEqual(
        commands.map(({ name, args, background }) => [
          name.value,
          args.map(({ value }) => value),
          background,
        ]),
        [
          ['/usr/bin/tool', ['a b', undefined], true],
          ['other', [], true],
        ],
      );
      assert.equal(commands[1]?.pipedFrom, commands[0]);
    });
  });

  describe('services', () => {
    const cases: Readonly<Record<string, readonly string[]>> = {
      'service ssh start && service cron restart': ['ssh start', 'cron start'],
      'systemctl enable --now nginx.service docker': ['nginx enable', 'docker enable'],
      'systemctl stop nginx; systemctl disable x; systemctl daemon-reload': [],
      '/etc/init.d/postgresql start': ['postgresql start'],
      '/etc/init.d/postgresql stop': [],
      'rc-service nginx start; rc-update add nginx default': ['nginx start', 'nginx enable'],
      'update-rc.d redis-server defaults; chkconfig httpd on': ['redis-server enable', 'httpd enable'],
      'service --status-all': [],
      '/usr/sbin/sshd -D': ['sshd program'],
      'nginx -t && sshd -t; nginx -s stop; catalina.sh version': [],
      'mysqld --initialize-insecure': [],
      'node server.js & exec nginx -g "daemon off;"': ['node background', 'nginx program'],
      '(sleep 5; echo ready) & wait': [],
      'nohup java -jar app.jar >log 2>&1 &': ['java background'],
      'a && b &': ['a background', 'b background'],
      'pg_ctlcluster 14 main start': ['postgresql start'],
    };
    for (const [text, expected] of Object.entries(cases)) {
      it(`of ${text}`, () => assert.deepEqual(services(text), expected));
    }

    it('behind expansions are unknown', () => {
      const { services: found, unknownServices } = read('systemctl start $NAME');
      assert.equal(found.length, 0);
      assert.equal(unknownServices.length, 1);
    });
  });

  it('finds kernel modules', () => {
    const modules = (text: string): string[] => read(text).kernelModules.map(({ name }) => name);
    assert.deepEqual(modules('modprobe -v wireguard option=1; insmod /lib/modules/x/foo.ko'), [
      'wireguard',
      'foo',
    ]);
    assert.deepEqual(modules('modprobe -a br_netfilter overlay; modprobe -r nouveau'), [
      'br_netfilter',
      'overlay',
    ]);
    assert.deepEqual(modules('dkms install -m nvidia -v 535; dkms build zfs/2.1; dkms status'), [
      'nvidia',
      'zfs',
    ]);
    assert.equal(read('modprobe "$MODULE"').unknownKernelModules.length, 1);
  });

  it('finds users', () => {
    const users = (text: string): string[] => read(text).users.map(({ name }) => name);
    assert.deepEqual(users('useradd -r -u 1001 -g app -s /bin/false app'), ['app']);
    assert.deepEqual(users('adduser --disabled-password --gecos "" dev; adduser -D -H -u 10 web'), [
      'dev',
      'web',
    ]);
    assert.deepEqual(users('useradd -ms /bin/bash dev'), ['dev']);
    assert.deepEqual(users('adduser dev sudo'), []);
  });

  describe('passwords', () => {
    const cases: Readonly<Record<string, string>> = {
      "echo 'root:root' | chpasswd": 'root well-known',
      'echo "admin:Kx8-jWq2" | sudo chpasswd': 'admin literal',
      'chpasswd <<< "app:app"': 'app well-known',
      'chpasswd <<EOF\nroot:toor\nx:Zq81k2\nEOF': 'root well-known, x literal',
      'chpasswd <<EOF\nroot:$PASS\nEOF': '- variable',
      'echo "root:$PASSWORD" | chpasswd': 'root variable',
      'printf "root:vagrant\\n" | chpasswd': 'root well-known',
      'echo vagrant | passwd --stdin root': 'root well-known',
      'passwd -d root': 'root none',
      'useradd -m -p Ab12 dev': '',
      'useradd -m -p "$HASH" dev': 'dev variable',
      "usermod -p '$6$exDY1mhS4KUYCE/2$zmn9ToZwTKLhCw.b4/b.ZRTIZM30JZ4QrOQ2aOXJ8yk96xpcCof0kxKwuX1kqLG/ygbJ1f8wxED22bTL4F46P0' dev":
        'dev well-known',
      'echo hello | cat': '',
    };
    for (const [text, expected] of Object.entries(cases)) {
      it(`of ${JSON.stringify(text)}`, () => {
        const found = read(text).passwords.map(({ account, quality }) => `${account ?? '-'} ${quality}`);
        assert.equal(found.join(', '), expected);
      });
    }
  });

  describe('broken text', () => {
    it('keeps what stands before the fault', () => {
      const facts = read('apt-get install -y openssh-server\nservice ssh start\nif [ "$X');
      assert.deepEqual(
        facts.packages.map(({ name }) => name),
        ['openssh-server'],
      );
      assert.equal(facts.services.length, 1);
      assert.equal(facts.isPartial, true);
      assert.equal(read('apt-get install -y openssh-server').isPartial, false);
    });

    it('is read for every prefix, with places inside the text', () => {
      const text =
        'set -eux; apt-get update && apt-get install -y a=1 "b c" $(x y) \\\n d; f() { systemctl start n; }\n' +
        "echo 'root:x' | chpasswd & cat <<E | tee y\nz\nE\nsh -c 'modprobe m' || { useradd u; } 2>&1";
      for (let end = 0; end <= text.length; end++) {
        const facts = read(text.slice(0, end));
        const spans = [
          facts.commands,
          facts.packages,
          facts.services,
          facts.passwords,
          facts.kernelModules,
        ].flat();
        for (const span of spans) assert.ok(0 <= span.start && span.start <= span.end && span.end <= end);
      }
    });

    it('is split instead of parsed when it is long', () => {
      const text = `cat <<E\napt-get install a\nE\napt-get install -y b #${'x'.repeat(longestParsed)}`;
      const { packages: found, isPartial } = read(text);
      assert.deepEqual([found.map(({ name }) => name), isPartial], [['b'], false]);
    });
  });
});
