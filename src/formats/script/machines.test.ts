// Machines that scripts start: where commands are found, what their variables stand for, and what changes they take.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the notation of shells.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import { type Fact, type Facts, knownValue } from '../../core/fact';
import type { Change } from '../../core/format';
import type { Place } from '../../core/span';
import type { VirtualMachine } from '../../core/workload';
import { alone, type Reading } from '../format';
import script from './index';

const read = (text: string, path = 'start.sh'): Reading => script.read(text, path, {}, alone);

function machines(text: string, path?: string): VirtualMachine[] {
  return read(text, path).workloads.filter((workload) => workload.kind === 'vm');
}

/** The memory of every machine: `3M`, `~3M` where implied, `?`. */
function memory(text: string, path?: string): string[] {
  return machines(text, path).map(({ memory: fact }) => {
    const value = knownValue(fact);
    return value === undefined ? '?' : `${fact.state === 'implied' ? '~' : ''}${Number(value) / 2 ** 20}M`;
  });
}

const programs = (text: string, path?: string): string[] =>
  machines(text, path).map(({ place: { span } }) => text.slice(span.start, span.end));

describe('machines of a script', () => {
  it('are found behind wrappers, in branches, nested shells and variables', () => {
    for (const text of [
      'sudo -E nice -n 5 qemu-system-x86_64 -m 1',
      'exec taskset -c 1,2 numactl -N 0 /usr/bin/qemu-system-x86_64 -m 1',
      'screen -dmS a timeout 30 qemu-system-x86_64 -m 1 &',
      'if true; then qemu-system-x86_64 -m 1; fi',
      "sh -c 'qemu-system-x86_64 -m 1'",
      'QEMU=qemu-system-x86_64\n"$QEMU" -m 1',
      '${QEMU:-qemu-system-x86_64} -m 1',
      '[ -z "$QEMU" ] && QEMU=qemu-system-x86_64\n$QEMU -m 1',
      'COMMAND="sudo qemu-system-x86_64 -m 1"\n$COMMAND\n',
      'COMMAND=\'qemu-system-x86_64 -m 1\'\neval "$COMMAND"',
      'command=(qemu-system-x86_64 -m 1)\n"${command[@]}"',
    ]) {
      assert.deepEqual(memory(text), ['1M'], text);
    }
    assert.deepEqual(programs('kvm -m 1\nqemu-kvm -m 1\nqemu-system-i386.exe -m 1\n'), [
      'kvm',
      'qemu-kvm',
      'qemu-system-i386.exe',
    ]);
  });

  it('are not found in texts, questions and packages', () => {
    for (const text of [
      'apt-get install -y qemu-kvm qemu-system-x86 -m 1',
      'command -v qemu-system-x86_64 -m 1',
      'echo qemu-system-x86_64 -m 1G',
      '# qemu-system-x86_64 -m 1G',
      'cat <<EOF\nqemu-system-x86_64 -m 1G\nEOF',
      'qemu-system-x86_64 --version -m 1',
      'qemu-system-x86_64 -m 1 -machine help',
      'qemu-system-x86_64 -device e1000,help',
      'usermod -aG kvm me; modprobe kvm; kvm; kvm list; which kvm -m',
      'virt-install --help',
      'pkill qemu-system-x86_64',
      'args=(qemu-system-x86_64 -m 1)',
    ]) {
      assert.deepEqual(machines(text), [], text);
    }
  });

  it('have the name they are given, else that of the script or unit', () => {
    const names = (text: string, path?: string) => machines(text, path).map(({ id }) => id);
    assert.deepEqual(names('kvm -name db,process=x -m 1\nkvm -m 1\nkvm -m 1', 'vm/web.sh'), [
      'vm/web.sh#db',
      'vm/web.sh#web',
      'vm/web.sh#web~2',
    ]);
    assert.deepEqual(names('kvm -name "$NAME" -m 1', 'bin/web'), ['bin/web#web']);
    assert.deepEqual(names('[Service]\nExecStart=/usr/bin/kvm -m 1', 'mail@.service'), [
      'mail@.service#mail',
    ]);
    assert.deepEqual(names('run:\n\tqemu-system-i386 -m 1\n', 'Makefile'), ['Makefile#qemu-system-i386']);
  });

  it('have values of variables as far as the file decides them', () => {
    const run = '\nqemu-system-x86_64 -m $M\n';
    assert.deepEqual(memory(`M=3${run}`), ['3M']);
    assert.deepEqual(memory(`export M="3"${run}`), ['3M']);
    assert.deepEqual(memory(`M=3; M=4${run}`), ['4M']);
    assert.deepEqual(memory(`A=3; M=$A${run}`), ['3M']);
    assert.deepEqual(memory(run), ['?']);
    assert.deepEqual(memory(`M=$1${run}`), ['?']);
    assert.deepEqual(memory(`M=$(cat size)${run}`), ['?']);
    assert.deepEqual(memory(`M=3\nread M${run}`), ['?']);
    assert.deepEqual(memory(`for M in 1 2; do${run}done`), ['?']);
    assert.deepEqual(memory('qemu-system-x86_64 -m ${M}M'), ['?']);
    assert.deepEqual(memory('M=3\nqemu-system-x86_64 -m "${M}M"'), ['3M']);
  });

  it('have defaults that the environment may replace as implied values', () => {
    assert.deepEqual(memory('qemu-system-x86_64 -m ${M:-3}'), ['~3M']);
    assert.deepEqual(memory('M=${M:=3}\nqemu-system-x86_64 -m $M'), ['~3M']);
    assert.deepEqual(memory('if [ -z "$M" ]; then M=3; fi\nqemu-system-x86_64 -m $M'), ['~3M']);
    assert.deepEqual(memory('M=4\nqemu-system-x86_64 -m ${M:-3}'), ['4M']);
    assert.deepEqual(memory('qemu-system-x86_64 -m ${M:-$(nproc)}'), ['?']);
  });

  it('leave open what only a branch decides', () => {
    const run = 'qemu-system-x86_64 -m $M $K';
    assert.deepEqual(memory(`M=3\nif a; then M=4; fi\n${run}`), ['?']);
    assert.deepEqual(memory(`M=3\nif a; then M=4\n${run}\nelse ${run}\nfi\n${run}`), ['4M', '3M', '?']);
    assert.deepEqual(memory(`M=3\na && M=4\n${run}`), ['?']);
    const [kvm] = machines('K=\n[ -e /dev/kvm ] && K=-enable-kvm\nqemu-system-x86_64 -m 1 $K');
    assert.equal(kvm?.acceleration.state, 'unknown');
    const [none] = machines('K=\nqemu-system-x86_64 -m 1 $K');
    assert.equal(none?.acceleration.state, 'implied');
  });

  it('have arrays, also those that branches extend', () => {
    const [machine] = machines(
      'args=( -m 3 # memory\n -smp 2 )\nif a; then args+=(-enable-kvm); fi\nqemu-system-x86_64 "${args[@]}"',
    );
    assert.deepEqual(
      [machine?.memory.state, machine?.cpus.state, machine?.acceleration.state],
      ['stated', 'stated', 'unknown'],
    );
    assert.deepEqual(memory('declare -a args=(-m 3)\nargs+=(-smp 2)\nkvm "${args[@]}"'), ['3M']);
    assert.deepEqual(memory('A="-m 3"\nA+=" -smp 2"\nA="$A -nographic"\nkvm $A'), ['3M']);
  });

  it('have the arguments that the script gives itself', () => {
    const [machine] = machines('set -- -m 3\nset -- "$@" -smp 2\nexec kvm -nographic "$@"');
    assert.deepEqual(
      [machine?.memory.state, machine?.cpus.state, machine?.disks.rest],
      ['stated', 'stated', undefined],
    );
    assert.equal(machines('exec kvm -m 1 "$@"')[0]?.disks.rest?.state, 'unknown');
  });

  it('have places where their values stand', () => {
    const text = 'M=3\nA="-smp 2 -vnc :1"\nkvm -m "$M" $A -nic user,hostfwd=tcp::$P-:22';
    const at = (fact: Fact<unknown> | undefined): string => {
      const { span } = fact?.place ?? assert.fail('no place');
      return `${span.start} ${text.slice(span.start, span.end)}`;
    };
    const [machine] = machines(text);
    assert.equal(at(machine?.memory), '2 3');
    assert.equal(at(machine?.cpus), '12 2');
    assert.equal(at(machine?.ports.items[0]), '48 hostfwd=tcp::$P-:22');
  });

  it('of Makefiles have variables that are defined later, and conditional ones open', () => {
    const make = 'FLAGS = -m $(M) -smp $(N)\nM := 3\nN ?= 2\nifdef X\nMORE = -enable-kvm\nendif\n';
    const [plain, more] = machines(
      `${make}run:\n\t@qemu-system-x86_64 $(FLAGS)\nall: run\n\t-\${Q} \\\n\t\t$(FLAGS) $(MORE)\nQ = qemu-system-x86_64\n`,
      'Makefile',
    );
    assert.equal(knownValue(plain?.memory ?? assert.fail()), 3 * 2 ** 20);
    assert.equal(plain?.acceleration.state, 'implied');
    assert.equal(more?.acceleration.state, 'unknown');
    assert.deepEqual(memory('A = $(B)\nB = $(A)\nr:\n\tkvm -m 1 $(A) -m $$M\n', 'Makefile'), ['?']);
  });

  it('of units have their environment, and specifiers open', () => {
    const unit = (environment: string) =>
      memory(
        `[Service]\n${environment}\nExecStart=/usr/bin/kvm -m \${M} -name %i -hda %i.img\n`,
        'a.service',
      );
    assert.deepEqual(unit('Environment=M=3 N=4'), ['3M']);
    assert.deepEqual(unit('Environment="M=3" "N=a b"'), ['3M']);
    assert.deepEqual(unit('Environment=M=3\nEnvironmentFile=-/etc/default/a'), ['?']);
    assert.deepEqual(unit(''), ['?']);
  });

  it('know the images that the file makes', () => {
    const [machine] = machines(
      'qemu-img create -f qcow2 -o backing_file=debian-13.qcow2,backing_fmt=qcow2,preallocation=falloc a.qcow2 8G\nkvm -m 1 -hda a.qcow2',
    );
    const [disk] = machine?.disks.items ?? [];
    const known = (fact: Fact<unknown> | undefined) => (fact === undefined ? undefined : knownValue(fact));
    assert.deepEqual(
      [
        disk?.value.capacity,
        disk?.value.allocation,
        disk?.value.backingFiles,
        machine?.image,
        machine?.linkedClone,
      ].map(known),
      [2 ** 33, 'thick', 1, 'debian-13.qcow2', true],
    );
    const allocations = (text: string) =>
      machines(text)[0]?.disks.items.map(({ value }) => knownValue(value.allocation));
    assert.deepEqual(allocations('fallocate -l 4G a.img\nkvm -m 1 -hda a.img'), ['thick']);
    assert.deepEqual(
      allocations('qemu-img convert -c -O qcow2 -o preallocation=full b.vmdk a.img\nkvm -m 1 -hda a.img'),
      ['thick'],
    );
    assert.deepEqual(allocations('qemu-img convert -O raw b.vmdk a.img\nkvm -m 1 -hda a.img'), [undefined]);
    assert.deepEqual(known(machine?.operatingSystem), {
      family: 'linux',
      distribution: 'debian',
      release: '13',
    });
  });
});

describe('machines of VirtualBox in a script', () => {
  it('come from the commands that make or change them', () => {
    const names = (text: string) => machines(text).map(({ name }) => name);
    assert.deepEqual(
      names('VBoxManage createvm --name a\nvboxmanage modifyvm b --cpus 1\nVBoxManage startvm c'),
      ['a', 'b'],
    );
    assert.deepEqual(names('V=a\nVBoxManage createvm --name "$V"\nVBoxManage modifyvm a --cpus 1'), ['a']);
    assert.deepEqual(names('VBoxManage createvm --name "$1"'), ['start']);
    assert.deepEqual(names('VBoxManage list vms; VBoxManage --version; VBoxManage controlvm a poweroff'), []);
  });

  it('have what several commands say', () => {
    const [machine] = machines(
      'VBoxManage createvm --name a --ostype Windows11_64\nVBoxManage modifyvm a --memory 512 --nic1 bridged --nic2 nat --nic2 none\nVBoxManage modifyvm a --memory 1024 --firmware bios\nVBoxManage startvm a --type gui',
    );
    const known = (fact: Fact<unknown> | undefined) => (fact === undefined ? undefined : knownValue(fact));
    assert.deepEqual([machine?.memory, machine?.secureBoot, machine?.graphicalInterface].map(known), [
      2 ** 30,
      false,
      true,
    ]);
    assert.deepEqual(
      machine?.networkCards.items.map(({ value }) => known(value.attachment)),
      ['bridged'],
    );
  });
});

describe('edits of machines', () => {
  const changed = (
    text: string,
    of: (machine: VirtualMachine) => Change,
    path?: string,
  ): string | undefined => {
    const reading = read(text, path);
    const machine = reading.workloads.find((workload) => workload.kind === 'vm') ?? assert.fail('no machine');
    const edits = reading.edits(of(machine));
    return edits === undefined ? undefined : applyEdits(text, edits);
  };
  const place = (fact: Fact<unknown> | Facts<unknown> | undefined): Place => {
    const one = fact !== undefined && 'items' in fact ? fact.items[0] : fact;
    return one?.place ?? assert.fail('no place');
  };
  const bind = (text: string, of: (machine: VirtualMachine) => Place) =>
    changed(text, (machine) => ({ kind: 'bind', place: of(machine), address: '127.0.0.1' }));
  const console = ({ consoles }: VirtualMachine): Place => {
    const address = consoles.items[0]?.value.address;
    return place(address);
  };

  it('bind what listens to one address', () => {
    assert.equal(
      bind('kvm -nic user,hostfwd=tcp::2222-:22', ({ ports }) => place(ports)),
      'kvm -nic user,hostfwd=tcp:127.0.0.1:2222-:22',
    );
    assert.equal(bind('kvm -vnc 0.0.0.0:1,password=on', console), 'kvm -vnc 127.0.0.1:1,password=on');
    assert.equal(bind('kvm -vnc ":1"', console), 'kvm -vnc "127.0.0.1:1"');
    assert.equal(bind('V=":1"\nkvm -m 1 -vnc $V', console), 'V="127.0.0.1:1"\nkvm -m 1 -vnc $V');
    assert.equal(
      bind('kvm -spice port=5900,disable-ticketing', console),
      'kvm -spice port=5900,disable-ticketing,addr=127.0.0.1',
    );
    assert.equal(bind('kvm -spice addr=0.0.0.0,port=5900', console), 'kvm -spice addr=127.0.0.1,port=5900');
    assert.equal(
      bind('kvm -monitor telnet::4444,server', ({ managementInterfaces }) => place(managementInterfaces)),
      'kvm -monitor telnet:127.0.0.1:4444,server',
    );
    assert.equal(
      bind('kvm -m 1 -s', ({ managementInterfaces }) => place(managementInterfaces)),
      'kvm -m 1 -gdb tcp:127.0.0.1:1234',
    );
    assert.equal(
      bind('kvm -nic user,hostfwd=tcp::$PORT-:22', ({ ports }) => place(ports)),
      undefined,
    );
  });

  it('replace values in the words of the option', () => {
    const replace = (text: string, value: string, of: (machine: VirtualMachine) => Place) =>
      changed(text, (machine) => ({ kind: 'replace', place: of(machine), value }));
    const model = ({ networkCards }: VirtualMachine): Place => place(networkCards.items[0]?.value.model);
    const bus = ({ disks }: VirtualMachine): Place => place(disks.items[0]?.value.bus);
    const run = ({ acceleration }: VirtualMachine): Place => place(acceleration);
    assert.equal(replace('kvm -device e1000,mac=1', 'virtio', model), 'kvm -device virtio-net-pci,mac=1');
    assert.equal(
      replace('kvm -net nic,model=rtl8139 -net user', 'virtio', model),
      'kvm -net nic,model=virtio -net user',
    );
    assert.equal(replace('kvm -drive file=a,if=ide', 'virtio', bus), 'kvm -drive file=a,if=virtio');
    assert.equal(replace('kvm -device ide-hd,bus=ide.0', 'virtio', bus), undefined);
    assert.equal(replace('kvm -accel tcg', 'kvm', run), 'kvm -accel kvm -accel tcg');
    assert.equal(replace('kvm -M pc,accel=tcg', 'kvm', run), 'kvm -M pc,accel=kvm:tcg');
    assert.equal(replace('kvm -accel tcg,thread=multi', 'kvm', run), undefined);
    assert.equal(
      replace('kvm -m 1', 'a b', ({ memory: fact }) => place(fact)),
      undefined,
    );
  });

  it('remove an option with its value, but none that keeps a window away', () => {
    const remove = (text: string, of: (machine: VirtualMachine) => Place) =>
      changed(text, (machine) => ({ kind: 'remove', place: of(machine) }));
    const legacy = ({ legacyDevices }: VirtualMachine): Place => place(legacyDevices);
    assert.equal(remove('kvm -m 1 \\\n  -fda a.img \\\n  -S\n', legacy), 'kvm -m 1 \\\n  -S\n');
    assert.equal(remove('kvm -device sb16 -S', legacy), 'kvm -S');
    assert.equal(
      remove('a=(\n  -fda a.img\n  -S\n)\nkvm -m 1 "${a[@]}"', legacy),
      'a=(\n  -S\n)\nkvm -m 1 "${a[@]}"',
    );
    assert.equal(remove('F=a.img\nkvm -m 1 -fda $F', legacy), undefined);
    assert.equal(remove('kvm -m 1 -soundhw sb16,ac97', legacy), undefined);
    assert.equal(
      remove('kvm -m 1 -vnc :1', ({ consoles }) => place(consoles)),
      undefined,
    );
  });

  it('add a balloon and protect a folder', () => {
    assert.equal(
      changed('kvm -m 1', ({ id }) => ({
        kind: 'set',
        workload: id,
        setting: { name: 'memoryBalloon', value: true },
      })),
      'kvm -device virtio-balloon -m 1',
    );
    assert.equal(
      changed('kvm -virtfs local,path=/a,mount_tag=b', ({ sharedFolders }) => ({
        kind: 'make-read-only',
        place: place(sharedFolders),
      })),
      'kvm -virtfs local,path=/a,mount_tag=b,readonly=on',
    );
  });

  it('are suppressed above the command, and above the line of an array', () => {
    const text = 'args=(\n  # berth-ignore vm-console-exposed\n  -vnc :1\n)\nkvm -m 1 "${args[@]}"\n';
    const { comments, statementAt } = read(text);
    const [target] = comments.map((comment) => comment.target);
    assert.equal(target && text.slice(target.start, target.end), '-vnc :1');
    const statement = statementAt(text.indexOf(':1'));
    assert.ok(text.slice(statement.start, statement.end).includes(':1'));
  });
});
