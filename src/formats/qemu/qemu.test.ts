// Command lines of QEMU and what they say about a machine; words are split at blanks, `$NAME` stays open.
import assert from 'node:assert/strict';
import type { Fact, Facts } from '../../core/fact';
import { openWord } from '../container-options/words';
import { spansIn } from '../golden/testing';
import { qemuFacts } from './facts';
import { qemuMachine } from './machine';
import { splitQemuWords } from './options';
import { qemuSize } from './processor';
import { virtInstallMachine } from './virt-install';
import { listOf, placeIn, type QemuWord } from './words';

function wordsOf(line: string): QemuWord[] {
  return Array.from(line.matchAll(/\S+/g), ({ 0: text, index }) => {
    const place = { path: 'a.sh', span: { start: index, end: index + text.length } };
    const word = openWord(text, /\$[A-Z]+/g, place);
    return word.unresolved.length === 0 ? { ...word, at: index } : word;
  });
}

const program = { path: 'a.sh', span: { start: 0, end: 0 } };
const machine = (line: string, name = 'qemu-system-x86_64') =>
  qemuMachine(wordsOf(line), { program: name }, program).facts;

/** `value` for stated, `~value` for implied, `?` for unknown; an open list ends in `…`. */
function show(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('state' in value) {
    // Only facts have a state.
    const fact = value as Fact<unknown>;
    if (fact.state === 'unknown') return '?';
    return `${fact.state === 'implied' ? '~' : ''}${show(fact.value)}`;
  }
  if ('items' in value) {
    // Only lists of facts have items.
    const facts = value as Facts<unknown>;
    return [...facts.items.map(show), ...(facts.rest === undefined ? [] : ['…'])].join(' | ');
  }
  return Object.entries(value)
    .map(([key, inner]) => `${key}=${show(inner)}`)
    .join(' ');
}

describe('the words of QEMU', () => {
  it('are options with and without values, images, and what a variable hides', () => {
    const { options, operands, open } = splitQemuWords(wordsOf('-m 1G --enable-kvm disk.img -S -M q35'));
    assert.deepEqual(
      options.map(({ name, value }) => `${name} ${value.text}`),
      ['m 1G', 'enable-kvm --enable-kvm', 'S -S', 'machine q35'],
    );
    assert.deepEqual([operands.map(({ text }) => text), open], [['disk.img'], undefined]);
    const hidden = splitQemuWords(wordsOf('-m $MEM $OPTIONS maybe.img -S'));
    assert.equal(hidden.open?.state, 'unknown');
    assert.deepEqual(hidden.operands, []);
    assert.equal(splitQemuWords(wordsOf('-m')).options.length, 0);
  });

  it('are lists with doubled commas, flags and JSON', () => {
    const list = (text: string, first?: string) =>
      listOf({ text, unresolved: [], place: program }, first).parts.map(
        ({ key, value }) => `${key}=${value}`,
      );
    assert.deepEqual(list('file=a,,b.img,readonly'), ['file=a,b.img', 'readonly=on']);
    assert.deepEqual(list('e1000,netdev=n', 'driver'), ['driver=e1000', 'netdev=n']);
    assert.deepEqual(list('{"driver":"raw","file":{"filename":"a"},"read-only":true}'), [
      'driver=raw',
      'file.filename=a',
      'read-only=on',
    ]);
    assert.deepEqual(list('{"driver":'), []);
  });

  it('have parts with places of their own', () => {
    const [word] = wordsOf('  user,id=n,hostfwd=tcp::1-:2');
    assert.ok(word);
    assert.deepEqual(listOf(word, 'type').get('id')?.valuePlace.span, { start: 10, end: 11 });
    const mapped: QemuWord = { text: 'ab', unresolved: [], place: program, offsets: [4, 5, 7, 9] };
    assert.deepEqual(placeIn(mapped, 0, 2).span, { start: 4, end: 9 });
    assert.deepEqual(placeIn({ ...mapped, offsets: [8, 9, 2, 3] }, 0, 2), program);
  });
});

describe('a command line of QEMU', () => {
  it('states memory and CPUs', () => {
    const sizes = (line: string) => [machine(line).memory, machine(line).cpus].map(show);
    assert.deepEqual(sizes('-m 512 -smp 4'), [512 * 2 ** 20, 4].map(String));
    assert.deepEqual(
      sizes('-m size=4G,slots=2,maxmem=8G -smp cpus=2,maxcpus=8'),
      [4 * 2 ** 30, 2].map(String),
    );
    assert.deepEqual(sizes('-m 1.5G -smp sockets=2,cores=3,threads=2'), [1.5 * 2 ** 30, 12].map(String));
    assert.deepEqual(sizes('-m 1G -m 2G -smp 2 -smp maxcpus=4'), [2 ** 31, 2].map(String));
    assert.deepEqual(sizes(''), [`~${2 ** 27}`, '~1']);
    assert.deepEqual(sizes('-m $MEM -smp cores=$N'), ['?', '?']);
    assert.deepEqual(sizes('-m lots -smp 0'), ['?', '?']);
    assert.deepEqual(sizes('$ALL'), ['?', '?']);
    assert.equal(show(machine('-M virt', 'qemu-system-aarch64').memory), '?');
    assert.deepEqual(
      ['1', '2k', '3M', '4g', '1T', '1.5', 'x', ''].map((text) => qemuSize(text, 'm')),
      [2 ** 20, 2048, 3 * 2 ** 20, 2 ** 32, 2 ** 40, 1.5 * 2 ** 20, undefined, undefined],
    );
  });

  it('says who runs the instructions', () => {
    const run = (line: string, name?: string) => {
      const { hypervisor, acceleration } = machine(line, name);
      return `${show(hypervisor)} ${show(acceleration)}`;
    };
    assert.equal(run('-enable-kvm'), 'kvm hardware');
    assert.equal(run('-machine q35,accel=kvm'), 'kvm hardware');
    assert.equal(run('-M accel=tcg'), 'qemu software');
    assert.equal(run('-accel kvm,dirty-ring-size=4096'), 'kvm hardware');
    assert.equal(run('-accel kvm -accel tcg'), '? ?');
    assert.equal(run('-machine accel=kvm:hvf'), '? hardware');
    assert.equal(run('-accel hvf'), 'other hardware');
    assert.equal(run('-accel $ACCEL'), '? ?');
    assert.equal(run('-m 1G'), '~qemu ~software');
    assert.equal(run('-m 1G $KVM'), '? ?');
    assert.equal(run('-enable-kvm $MORE'), 'kvm hardware');
    assert.equal(run('-m 1G', 'qemu-kvm'), '~kvm ~hardware');
    assert.equal(run('-accel warp'), '? ?');
  });

  it('states the processor and its architecture', () => {
    const cpu = (line: string, name?: string) => {
      const { cpuMode, nestedVirtualization, architecture } = machine(line, name);
      return [cpuMode, nestedVirtualization, architecture].map(show).join(' ');
    };
    assert.equal(cpu('-cpu host'), 'host-passthrough ? ~x86_64');
    assert.equal(cpu('-cpu max,+vmx'), 'maximum true ~x86_64');
    assert.equal(cpu('-cpu Skylake-Server,svm=off'), 'custom false ~x86_64');
    assert.equal(cpu('-cpu host,-vmx', 'kvm'), 'host-passthrough false ?');
    assert.equal(cpu('', 'qemu-system-riscv64'), '? ? ~riscv64');
  });

  it('states disks however they are written', () => {
    const disks = (line: string) =>
      machine(line).disks.items.map(({ value }) =>
        [value.kind, value.bus, value.cache, value.format, value.source, value.persistent]
          .map(show)
          .join(' '),
      );
    assert.deepEqual(disks('-hda a.img -cdrom b.iso -fda c.img d.img'), [
      'disk ~ide ~writeback ? a.img ~true',
      'cdrom ~ide ~writeback ? b.iso ?',
      'floppy fdc ~writeback ? c.img ~true',
      'disk ~ide ~writeback ? d.img ~true',
    ]);
    assert.deepEqual(disks('-M q35 -hda a.img -drive file=b,if=ide,snapshot=on'), [
      'disk ~sata ~writeback ? a.img ~true',
      'disk sata ~writeback ? b false',
    ]);
    assert.deepEqual(disks('-drive file=a,if=virtio,cache=none,format=raw -snapshot'), [
      'disk virtio none raw a false',
    ]);
    assert.deepEqual(
      disks(
        '-device scsi-hd,drive=d -drive id=d,if=none,file=$DISK,cache.no-flush=on -device ide-cd,bus=ahci0.0',
      ),
      ['disk scsi unsafe ? ? ~true', 'cdrom sata ~writeback ? ? ?'],
    );
    assert.deepEqual(
      disks(
        '-blockdev driver=file,node-name=f,filename=a.qcow2 -blockdev driver=qcow2,node-name=q,file=f -device virtio-blk-pci,drive=q',
      ),
      ['disk virtio ~writeback qcow2 a.qcow2 ~true'],
    );
    assert.deepEqual(disks('-drive if=pflash,file=OVMF_CODE.fd -drive if=none,id=unused,file=a'), []);
    assert.equal(show(machine('-hda a $MORE').disks.items[0]?.value.cache), '?');
  });

  it('states folders that are shown as disks', () => {
    for (const line of ['-drive file=fat:rw:/srv/in,format=raw', '-hda fat:rw:/srv/in']) {
      const { sharedFolders, disks } = machine(line);
      assert.equal(show(sharedFolders), 'source=/srv/in target= readOnly=false kind=live origin=explicit');
      assert.equal(show(disks), '');
    }
  });

  it('states network cards, and gives a PC the usual one', () => {
    const cards = (line: string, name?: string) => show(machine(line, name).networkCards);
    assert.equal(cards('-nic user'), 'attachment=nat model=~e1000');
    assert.equal(
      cards('-M q35 -netdev bridge,id=n -device virtio-net-pci,netdev=n'),
      'attachment=bridged model=virtio',
    );
    assert.equal(cards('-net nic,model=rtl8139 -net tap,ifname=t'), 'attachment=? model=rtl8139');
    assert.equal(cards('-nic tap,br=br0 -nic none'), 'attachment=bridged model=~e1000');
    assert.equal(cards(''), '~attachment=~nat model=~e1000');
    assert.equal(cards('-nodefaults'), '');
    assert.equal(cards('-net none'), '');
    assert.equal(cards('-device e1000-82545em'), 'attachment=? model=e1000');
    assert.equal(cards('-M virt', 'qemu-system-aarch64'), '…');
    assert.equal(show(machine('-device ne2k_isa').legacyDevices), 'ne2k_isa | …');
  });

  it('states forwarded ports with their addresses', () => {
    const ports = (line: string) =>
      machine(line).ports.items.map(({ value: { port, hostPort, address, protocol } }) =>
        [protocol, address, hostPort, port].map(show).join(' '),
      );
    assert.deepEqual(ports('-nic user,hostfwd=tcp::2222-:22,hostfwd=udp:192.0.2.1:53-10.0.2.15:5353'), [
      'tcp ~0.0.0.0 2222 22',
      'udp 192.0.2.1 53 5353',
    ]);
    assert.deepEqual(ports('-redir tcp:2222::22 -redir 80:10.0.2.15:8080'), [
      'tcp ~0.0.0.0 2222 22',
      'tcp ~0.0.0.0 80 8080',
    ]);
    assert.deepEqual(ports('-net user,hostfwd=tcp:$HOST:$PORT-:22'), ['tcp ? ? 22']);
    assert.deepEqual(ports('-netdev user,id=n,hostfwd=:[::1]:1-:2,hostfwd=unix:/a-:3'), ['tcp ::1 1 2']);
    assert.equal(machine('-netdev user,id=n$FORWARDS').ports.rest?.state, 'unknown');
    assert.equal(machine('-netdev user,id=n,hostfwd=$FORWARD').ports.rest?.state, 'unknown');
    assert.equal(machine('-netdev user,id=n').ports.rest, undefined);
  });

  it('states screens and serial lines that listen', () => {
    const consoles = (line: string) => show(machine(line).consoles);
    assert.equal(consoles('-vnc :1'), 'kind=vnc address=~0.0.0.0 password=~false');
    assert.equal(consoles('-vnc 127.0.0.1:0,password'), 'kind=vnc address=127.0.0.1 password=true');
    assert.equal(consoles('-display vnc=:2,password-secret=s'), 'kind=vnc address=~0.0.0.0 password=true');
    assert.equal(consoles('-vnc unix:/run/a'), 'kind=vnc address=socket password=~false');
    assert.equal(consoles('-vnc $SCREEN'), 'kind=vnc address=? password=?');
    assert.equal(consoles('-vnc none'), '');
    assert.equal(
      consoles('-spice port=5900,disable-ticketing'),
      'kind=spice address=~0.0.0.0 password=false',
    );
    assert.equal(consoles('-spice port=1,addr=::1'), 'kind=spice address=::1 password=?');
    assert.equal(consoles('-spice unix=on,addr=/run/a'), 'kind=spice address=socket password=?');
    assert.equal(consoles('-serial tcp::4445,server'), 'kind=serial address=~0.0.0.0 password=~false');
    assert.equal(consoles('-serial tcp:192.0.2.1:4445 -serial stdio'), '');
    assert.equal(
      consoles('-device isa-serial,chardev=c -chardev socket,id=c,host=::,port=1,server=on'),
      'kind=serial address=:: password=~false',
    );
    assert.equal(
      show(machine('-spice port=1,password=Kx93hbd8a').secrets),
      'kind=password name=spice quality=literal',
    );
    assert.equal(show(machine('-object secret,id=s,data=Kx93hbd8a').secrets), '');
    assert.equal(
      show(machine('-object secret,id=s,data=Kx93hbd8a -vnc :1,password-secret=s').secrets),
      'kind=password name=vnc quality=literal',
    );
  });

  it('states the control interfaces of QEMU', () => {
    const control = (line: string) => show(machine(line).managementInterfaces);
    assert.equal(control('-monitor tcp::4444,server,nowait'), 'tcp:0.0.0.0:4444');
    assert.equal(control('-qmp telnet:127.0.0.1:$PORT,server=on'), 'telnet:127.0.0.1:$PORT');
    assert.equal(control('-qmp tcp:$HOST:1,server=on'), '…');
    assert.equal(control('-monitor tcp:192.0.2.1:4444 -qmp unix:/run/a,server'), '');
    assert.equal(control('-s -gdb tcp:192.0.2.1:9'), 'gdb:0.0.0.0:1234 | gdb:192.0.2.1:9');
    assert.equal(control('-mon c -chardev socket,id=c,port=1,server'), 'tcp:0.0.0.0:1');
    assert.equal(control('-serial mon:tcp::7,server'), 'tcp:0.0.0.0:7');
    assert.equal(control('-monitor stdio'), '');
  });

  it('states what is handed over and shared', () => {
    const devices = (line: string) => show(machine(line).devices);
    assert.equal(devices('-device vfio-pci,host=01:00.0'), 'kind=pci name=01:00.0');
    assert.equal(devices('-device usb-host,vendorid=0x1,productid=0x2'), 'kind=usb name=1:2');
    assert.equal(
      devices('-usbdevice host:1:2 -serial /dev/ttyS0'),
      'kind=usb name=1:2 | kind=path name=/dev/ttyS0',
    );
    assert.equal(
      devices(
        '-tpmdev passthrough,id=t,path=/dev/tpm0 -device scsi-generic,drive=d -drive if=none,id=d,file=/dev/sg0',
      ),
      'kind=path name=/dev/tpm0 | kind=scsi name=/dev/sg0',
    );
    const folders = (line: string) => show(machine(line).sharedFolders);
    assert.equal(
      folders('-fsdev local,id=f,path=/src,readonly -device virtio-9p-pci,fsdev=f,mount_tag=src'),
      'source=/src target=src readOnly=true kind=live origin=explicit',
    );
    assert.equal(folders('-device vhost-user-fs-pci,tag=a'), '…');
    assert.equal(
      folders('-nic user,smb=$HOME'),
      'source=$HOME target=qemu readOnly=false kind=live origin=explicit',
    );
  });

  it('states firmware, TPM, balloon, window and the like', () => {
    const facts = (line: string) => {
      const { firmware, secureBoot, tpm, memoryBalloon, memorySharing, graphicalInterface, confinement } =
        machine(line);
      return [firmware, secureBoot, tpm, memoryBalloon, memorySharing, graphicalInterface, confinement]
        .map(show)
        .join(' ');
    };
    assert.equal(facts(''), '~bios ~false ~false ~false ~true ? ?');
    assert.equal(facts('-bios /usr/share/ovmf/OVMF.fd -nographic'), 'uefi ? ~false ~false ~true false ?');
    assert.equal(
      facts('-pflash flash.bin -display gtk -sandbox on'),
      'uefi ? ~false ~false ~true true profile',
    );
    assert.equal(facts('-bios my.rom -vnc :1 -display sdl'), '? ? ~false ~false ~true true ?');
    assert.equal(
      facts('-tpmdev emulator,id=t -balloon virtio -machine mem-merge=off -spice port=1'),
      '~bios ~false true true false false ?',
    );
    const { clipboardShared, dragAndDrop } = machine(
      '-chardev spicevmc,id=v,name=vdagent -spice port=1,disable-agent-file-xfer=on',
    );
    assert.deepEqual([clipboardShared, dragAndDrop].map(show), ['~true', 'false']);
    assert.equal(
      show(machine('-incoming tcp:0:4444 -device virtio-vga-gl').hostChannels),
      'kind=unencrypted-migration setting=-incoming tcp:0:4444 | kind=accelerated-graphics setting=virtio-vga-gl',
    );
    assert.equal(
      show(machine('-vga cirrus -parallel none -device sb16 -nodefaults').legacyDevices),
      'cirrus | sb16',
    );
  });

  it('knows the system by the names of images and kernels', () => {
    const system = (line: string) => show(machine(line).operatingSystem);
    assert.equal(
      system('-cdrom ubuntu-24.04-live-server-amd64.iso'),
      '~family=linux distribution=ubuntu release=24.04',
    );
    assert.equal(system('-kernel build/bzImage'), '~family=linux');
    assert.equal(system('-kernel kernel.elf -hda disk.img'), '?');
  });

  it('leaves everything open that a file of options may say', () => {
    const facts = machine('-readconfig a.cfg');
    assert.deepEqual([facts.memory, facts.acceleration, facts.disks].map(show), ['?', '?', '…']);
  });

  it('says nothing of its own accord where others run QEMU', () => {
    const { memory, acceleration, disks, open } = qemuFacts(wordsOf('-device virtio-rng-pci'));
    assert.deepEqual([memory, acceleration, disks, open], [undefined, undefined, [], undefined]);
  });

  it('is read from every beginning, with places inside of it', () => {
    const line =
      '-m 1G -blockdev {"driver":"raw"} -drive file=a,,b -nic user,hostfwd=tcp:$A:1-:2 -vnc :1 -display vnc=:2 -serial mon:tcp::1,server -device ide-hd,drive=d -smp cores= -mon m';
    for (let end = 0; end <= line.length; end++) {
      for (const span of spansIn(machine(line.slice(0, end)))) {
        assert.ok(span.start <= span.end && span.end <= end, `${end}`);
      }
    }
  });
});

describe('virt-install', () => {
  const made = (line: string) => virtInstallMachine(wordsOf(line), program);

  it('takes values with and without an equals sign, and switches', () => {
    const { name, facts } = made(
      '-n shop --memory=memory=2048 --vcpus 2 --import --os-variant debian12 --autoconsole text',
    );
    assert.deepEqual([name, facts.memory, facts.cpus, facts.operatingSystem].map(show), [
      'shop',
      String(2 ** 31),
      '2',
      'family=linux distribution=debian release=12',
    ]);
  });

  it('leaves to libvirt what it does not say', () => {
    const { facts } = made('--ram $RAM');
    assert.deepEqual(
      [
        facts.memory,
        facts.hypervisor,
        facts.acceleration,
        facts.memoryBalloon,
        facts.disks,
        facts.consoles,
      ].map(show),
      ['?', '~libvirt', '?', '~true', '…', '…'],
    );
    assert.equal(show(made('$OPTIONS').facts.devices), '…');
  });

  it('reads disks, cards and screens', () => {
    const { facts } = made(
      '--disk /a.img,size=5,bus=sata --disk none --network bridge=virbr0 --network type=direct,source=eth0 --graphics vnc --graphics none',
    );
    assert.match(
      String(show(facts.disks)),
      /^kind=disk bus=sata capacity=5368709120 .* source=\/a.img persistent=\?$/,
    );
    assert.equal(show(facts.networkCards), 'attachment=? model=? | attachment=bridged model=?');
    assert.equal(show(facts.consoles), 'kind=vnc address=~127.0.0.1 password=~false');
  });
});
