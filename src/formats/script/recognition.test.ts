// Which scripts are worth reading: only those that use a container engine or start machines.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the notation of shells.
import assert from 'node:assert/strict';
import recognition from './recognition';

const takes = (path: string, head: string): boolean =>
  recognition.mayHold(path) && recognition.recognisesContent(head);

describe('recognising scripts', () => {
  it('looks into scripts, Makefiles, pipelines and service units only', () => {
    const paths = [
      'a.sh',
      'x/b.bash',
      'Makefile',
      'GNUmakefile',
      'Makefile.docker',
      'rules.mk',
      '.gitlab-ci.yml',
    ];
    paths.push(
      'ci/test.gitlab-ci.yml',
      '.gitlab/ci/build.yml',
      '.github/workflows/a.yaml',
      '.circleci/config.yml',
    );
    paths.push('azure-pipelines.yml', '.travis.yml', 'Jenkinsfile', 'ci/Jenkinsfile.release', 'web.service');
    paths.push('docker.service.d/override.conf', 'scripts/start', 'bin/run');
    for (const path of paths) assert.ok(recognition.mayHold(path), path);
    const others = [
      'README.md',
      'a.py',
      'values.yaml',
      'compose.yaml',
      'LICENSE',
      'src/app',
      'a.conf',
      'a.sh.md',
    ];
    for (const path of others) assert.ok(!recognition.mayHold(path), path);
  });

  it('takes those with a call of an engine', () => {
    const texts = [
      'docker run alpine',
      'sudo podman create x',
      'x=$(nerdctl run -d a)',
      'docker --context remote -D run a',
      'docker -H tcp://a:1 container run a',
      'docker \\\n  run a',
      '$DOCKER run a',
      '"${CONTAINER_ENGINE:-podman}" run a',
      '$(DOCKER) run a',
      'docker image save a',
      'docker commit a b',
      'dockerd -H tcp://0.0.0.0',
      'export DOCKER_HOST=tcp://a:2375',
      'variables:\n  DOCKER_HOST: "tcp://docker:2375"',
      'jobs:\n  a:\n    container:\n      image: b\n      options: --cpus 1 --privileged\n',
    ];
    for (const text of texts) assert.ok(takes('.github/workflows/a.yml', text), text);
  });

  it('takes those that start or define a virtual machine', () => {
    for (const text of [
      'qemu-system-x86_64 -m 1G disk.img',
      'sudo /usr/bin/qemu-system-aarch64 \\\n  -M virt',
      '"qemu-system-x86_64" --enable-kvm ',
      'QEMU=qemu-system-x86_64\n$QEMU -m 1G',
      'args=(\n  qemu-system-x86_64\n  -m 1G\n)',
      '${QEMU:-qemu-system-i386} "${args[@]}" -m 1',
      'QEMU ?= qemu-system-riscv64\nFLAGS = -machine virt\n',
      'qemu-system-x86_64 $KVM -hda a',
      'ExecStart=/usr/libexec/qemu-kvm -name %i',
      'kvm -m 1G',
      'virt-install \\\n  --name a',
      'VBoxManage modifyvm a --memory 1',
    ]) {
      assert.ok(takes('a.sh', text), text);
    }
  });

  it('and no others', () => {
    const texts = [
      '',
      'apt-get install -y qemu-kvm qemu-system-x86 libvirt-daemon-system',
      'dnf install qemu-kvm virt-install\nmkdir -m 700 a',
      'usermod -aG kvm me && modprobe kvm',
      'command -v qemu-system-x86_64',
      'ls -m /dev/kvm',
      'VBoxManage list vms',
      'docker ps',
      'docker build -t a .',
      'docker-compose run a',
      'docker compose up -d',
      'npm run docker',
      'echo "the docker runs"',
      'systemctl restart dockerd',
      'DOCKER_HOST=unix:///run/docker.sock',
      'jobs:\n  a:\n    services:\n      b:\n        options: --health-cmd x\n',
    ];
    for (const text of texts) assert.ok(!takes('a.sh', text), text);
  });

  it('in linear time', () => {
    for (const text of [
      'docker - ',
      'docker -a b ',
      '$docker',
      'docker \\\n',
      ' options:\n -',
      'DOCKER_HOST ',
      'dockerd ',
      'qemu-system-x86_64 \\\n',
      '=qemu-system-',
      '=    ',
      '/',
      'kvm -',
    ]) {
      const start = performance.now();
      recognition.recognisesContent(`jobs:\n${text.repeat(65_536 / text.length)}`);
      assert.ok(performance.now() - start < 500, text);
    }
  });
});
