// Recognises the configuration of libvirt's daemons and its QEMU driver by name and folder, else by settings of theirs.
import type { Recognition } from '../format';

/** Settings, set or commented out, that no other `.conf` has. */
const settings =
  /^[ \t]*#?[ \t]*(?:listen_tls|listen_tcp|auth_unix_(?:ro|rw)|auth_tcp|auth_tls|unix_sock_(?:ro|rw|admin)_perms|security_driver|security_default_confined|(?:vnc|spice)_(?:listen|tls|sasl|password)|remote_display_port_min|cgroup_device_acl)[ \t]*=/m;

/** `libvirtd.conf`, `virtqemud.conf`, `virtproxyd.conf` and their like, and `qemu.conf` of libvirt. */
export default {
  id: 'libvirt-configuration',
  title: 'libvirt configuration',
  usualName: 'libvirt/qemu.conf',
  recognisedBy:
    '`libvirtd.conf`, `virtqemud.conf` and their like, `libvirt/qemu.conf`, or a `qemu.conf` with settings of libvirt',
  languages: ['properties', 'ini'],
  recognisesName: (path) =>
    /(?:^|\/)(?:libvirtd|virt(?:qemu|proxy|xen|lxc|vbox|bhyve|ch|vz)d|libvirt\/qemu)\.conf$/.test(path),
  mayHold: (path) =>
    /(?:libvirtd|virt(?:qemu|proxy|xen|lxc|vbox|bhyve|ch|vz)d|qemu)[^/]*\.conf(?:\.(?:in|erb|j2|jinja2?|tmpl|tpl|template|orig))?$/i.test(
      path,
    ),
  recognisesContent: (head) => settings.test(head),
} satisfies Recognition;
