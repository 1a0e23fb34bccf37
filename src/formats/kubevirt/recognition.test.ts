// Which files hold machines of KubeVirt, and who reads the objects beside them.
import assert from 'node:assert/strict';
import { recogniseAmong } from '../recognise';
import { recognitions } from '../recognitions.generated';

const machine = 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: a\n';
const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: b\nspec:\n  containers: []\n';

const recognised = (text: string, path = 'x.yaml') => recogniseAmong(recognitions, path, () => text)?.id;

describe('recognising KubeVirt', () => {
  it('by a machine, a size or a preference among the objects', () => {
    for (const text of [
      machine,
      `${pod}---\n${machine}`,
      `---\n${machine}---\n${pod}`,
      'apiVersion: pool.kubevirt.io/v1beta1\nkind: VirtualMachinePool\n',
      'apiVersion: instancetype.kubevirt.io/v1beta1\nkind: VirtualMachineClusterPreference\n',
      'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: kubevirt.io/v1\n    kind: VirtualMachineInstance\n',
      '{{- if .Values.vm }}\napiVersion: kubevirt.io/v1\nkind: VirtualMachine\n{{- end }}\n',
    ]) {
      assert.equal(recognised(text), 'kubevirt', text);
    }
    const json = '{"kind": "VirtualMachine", "apiVersion": "kubevirt.io/v1"}';
    assert.equal(recognised(json, 'x.json'), 'kubevirt');
  });

  it('leaves other objects and other machines to others', () => {
    for (const text of [
      pod,
      'apiVersion: kubevirt.io/v1\nkind: KubeVirt\n',
      'apiVersion: vmoperator.vmware.com/v1alpha3\nkind: VirtualMachine\n',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  group: kubevirt.io\n  names:\n    kind: VirtualMachine\n',
    ]) {
      assert.equal(recognised(text), 'kubernetes', text);
    }
    assert.equal(recognised(machine.replace(/^/gm, '  ')), undefined);
    assert.equal(recognised(machine, 'notes.md'), undefined);
  });
});
