// Recognises Terraform files that define machines, or who may reach them; all the others are none of ours.
import type { Recognition } from '../format';
import { resourceTypes } from './resource-types';

const types = resourceTypes.join('|');
/** `resource "aws_instance" "web" {`, also without quotes. */
const inHcl = new RegExp(`^[ \\t]*resource[ \\t]+"?(?:${types})"?[ \\t]+"?[\\w-]+"?[ \\t]*\\{`, 'm');

/** Terraform and OpenTofu modules. */
export default {
  id: 'terraform',
  title: 'Terraform file',
  usualName: 'main.tf',
  recognisedBy:
    'a resource in `*.tf` that is a machine (libvirt, Proxmox VE, vSphere, ESXi, Hyper-V, AWS, Azure, Google Cloud and others) or opens ports of one',
  languages: ['terraform', 'opentofu'],
  recognisesName: () => false,
  mayHold: (path) => /\.(?:tf|tofu)$/i.test(path),
  recognisesContent: (head) => inHcl.test(head),
} satisfies Recognition;
