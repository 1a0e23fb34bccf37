// Recognises scripts, Makefiles, pipelines and service units that use a container engine, start virtual machines or deploy over SSH.
import type { Recognition } from '../format';
import { sourceKind } from './kinds';
import { mentionsDeployment } from './mentions';

/** `docker run` and its like, with options of the program or the name of the object between. */
const call =
  /(?:\b(?:docker|podman|nerdctl)|\$[({]?\w{0,40}(?:docker|podman|engine|runtime|container)\w{0,40}(?::?[-=]\w{0,40})?[)}]?)["']?(?:[ \t]|\\\r?\n)+(?:-\S+[ \t]+(?:[^\s-]\S*[ \t]+)?){0,4}(?:(?:container|image)[ \t]+)?(?:run|create|commit|export|import|save)\b/i;
const daemon = /\bdockerd\b[^\n]{0,300}[ \t]-|\bDOCKER_HOST["']?\s*[:=]\s*["']?tcp:/;
/** Options that widen what a pipeline's own containers may do. */
const jobOptions =
  /^[ \t]+options:[^\n]*(?:\n[ \t]+-[^\n]*){0,20}--(?:privileged|cap-add|device|security-opt|pid|ipc|userns|volume|mount|gpus)\b/m;

/** A hypervisor's program in front of one of its options. */
const machine =
  /(?:^|[\s;&|("'`/@-])(?:qemu-system-\w{1,20}|qemu-kvm|kvm|virt-install)(?:\.exe)?["')}]?(?:[ \t]|\\\r?\n)+["']?--?(?:m|smp|M|machine|cpu|accel|enable-kvm|hd[a-d]|fd[ab]|cdrom|drive|blockdev|device|net|netdev|nic|vnc|spice|display|nographic|vga|kernel|bios|pflash|name|n|boot|s|S|serial|monitor|snapshot|nodefaults|no-reboot|no-user-config|daemonize|readconfig|connect|memory|ram|r|vcpus|virt-type|import|hvm|os-variant|no-acpi|rtc|k|L|d|D|usb|object|chardev|sandbox|uuid|pidfile|runas|gdb|machine|append|initrd|audiodev|curses|full-screen|mem-path|incoming|trace|global|fw_cfg|virtfs|fsdev)(?=[\s"'=\\])/m;
/** One in a variable or an array, or in front of one or of an image; options then have to stand elsewhere. */
const hidden =
  /(?:[-=][ \t]*["'(]?\s{0,20}|^[ \t]*["']?)(?:\S{0,100}\/)?(?:qemu-system-\w{1,20}|qemu-kvm|virt-install)|(?:qemu-system-\w{1,20}|qemu-kvm)["']?(?:[ \t]|\\\r?\n)+(?:["']?\$|\S{1,100}\.(?:img|iso|qcow2|bin|raw|vmdk)\b)/m;
const machineOption =
  /(?:^|[\s"'(=])-{1,2}(?:m|smp|M|machine|cpu|accel|enable-kvm|hd[a-d]|cdrom|drive|blockdev|netdev|nic|nographic|kernel|bios|pflash|nodefaults|monitor|memory|ram|vcpus|os-variant)(?:[\s"'=]|$)/m;

/** Commands that make or change a machine of VirtualBox. */
const box = /\bVBoxManage(?:\.exe)?["']?[ \t]+(?:createvm|modifyvm|clonevm|import)\b/i;

/** Scripts that use a container engine or a hypervisor, or deploy over SSH. */
export default {
  id: 'script',
  title: 'Script with container or VM commands',
  usualName: 'start.sh',
  recognisedBy:
    '`docker run`, `podman run`, `qemu-system-…`, `virt-install`, `VBoxManage modifyvm` and the like in it; never executed',
  languages: ['shellscript', 'makefile', 'yaml', 'groovy', 'systemd-unit-file'],
  recognisesName: () => false,
  mayHold: (path) => sourceKind(path) !== undefined,
  recognisesContent: (head) =>
    call.test(head) ||
    daemon.test(head) ||
    (/^jobs:/m.test(head) && jobOptions.test(head)) ||
    machine.test(head) ||
    box.test(head) ||
    (hidden.test(head) && machineOption.test(head)) ||
    mentionsDeployment.test(head),
} satisfies Recognition;
