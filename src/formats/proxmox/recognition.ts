// Recognises a machine of Proxmox VE by its place, or by settings that only its configurations have.
import type { Recognition } from '../format';

/** Settings and values that no other kind of `.conf` has. */
const own =
  /^(?:vmgenid:|smbios1:[ \t]*\w+=|scsihw:|efidisk0:|tpmstate0:|hostpci\d+:|ostype:[ \t]*(?:l2[46]|w2k\d?|wxp|wvista|win\d+)[ \t\r]*$|net\d+:[ \t]*[\w-]+=[0-9A-Fa-f]{2}:|(?:scsi|virtio|ide|sata)\d+:[ \t]*(?:none,media=|[\w.-]+:\S+,))/m;
/** A container of the same product (`pct.conf`). */
const container = /^rootfs:|^lxc\./m;

/** `qemu-server/100.conf` and copies of it elsewhere. */
export default {
  id: 'proxmox',
  title: 'Proxmox VE machine',
  usualName: 'qemu-server/100.conf',
  recognisedBy: '`qemu-server/100.conf`, or settings such as `scsihw: …` and `net0: virtio=…` in a `.conf`',
  languages: ['properties', 'ini'],
  recognisesName: (path) => /(?:^|\/)qemu-server\/\d+\.conf$/.test(path),
  mayHold: (path) => /\.conf(?:\.(?:in|erb|j2|jinja2?|tmpl|tpl|template))?$/.test(path),
  recognisesContent: (head) => own.test(head) && !container.test(head),
} satisfies Recognition;
