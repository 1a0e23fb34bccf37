// Recognises templates of Packer by their names, or JSON by its builders.
import type { Recognition } from '../format';

/** A builder of a legacy template: a list of objects with a type. */
const builders = /"builders"\s*:\s*\[/;
const types =
  /"type"\s*:\s*"(?:qemu|virtualbox-(?:iso|ovf|vm)|vmware-(?:iso|vmx)|vsphere-(?:iso|clone)|hyperv-(?:iso|vmcx)|parallels-(?:iso|pvm)|proxmox(?:-iso|-clone)?|amazon-\w+|azure-arm|googlecompute|digitalocean|openstack|docker|null|hcloud|lxc|lxd)"/;

/** Long templates have their provisioners in front, with what only Packer puts into their commands. */
const provisioners = /"provisioners"\s*:\s*\[/;
const placeholders = /\{\{\s*(?:\.Vars|\.Path|user\s*`)/;

/** `*.pkr.hcl`, `*.pkrvars.hcl`, and JSON templates. */
export default {
  id: 'packer',
  title: 'Packer template',
  usualName: 'debian.pkr.hcl',
  recognisedBy: '`*.pkr.hcl`, `*.pkrvars.hcl`, `*.pkr.json`, or JSON with `builders` of Packer',
  languages: ['packer', 'hcl', 'json', 'jsonc'],
  wakingFiles: ['**/*.pkr.json'],
  recognisesName: (path) => /\.(?:pkr\.hcl|pkrvars\.hcl|pkr\.json)$/i.test(path),
  mayHold: (path) => /\.json$/i.test(path),
  recognisesContent: (head) =>
    (builders.test(head) && types.test(head)) || (provisioners.test(head) && placeholders.test(head)),
} satisfies Recognition;
