/** What the editor shows for a file of each format, asked for the way VS Code itself asks. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { texts } from '../../../src/extension/texts';
import { closeAll, codeOf, diagnostics, fileUri, has, positionOf, show, until, write } from './support';

type Tabs = readonly vscode.Tab[];

const tabs = (): Tabs => vscode.window.tabGroups.all.flatMap((group) => group.tabs);

async function actionsAt(document: vscode.TextDocument, text: string, kind?: string) {
  const at = positionOf(document, text);
  return await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(at, at),
    kind,
  );
}

async function lensesOf({ uri }: vscode.TextDocument): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    10,
  );
  return lenses
    .map(({ command }) => command?.title ?? '')
    .filter((title) => / · (Compare|Vergleichen)$/.test(title));
}

async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionOf(document, text),
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
}

describe('formats', () => {
  afterEach(closeAll);

  const files = [
    { name: 'Dockerfile', rule: 'container-runs-as-root', on: 'debian:12-slim' },
    { name: 'compose.yaml', rule: 'container-privileged', on: 'privileged: true' },
    { name: 'Vagrantfile', rule: 'vm-bridged-network', on: '"public_network"' },
    { name: 'deployment.yaml', rule: 'container-privileged', on: 'privileged: true' },
    { name: '.devcontainer/devcontainer.json', rule: 'container-docker-socket', on: 'docker.sock' },
    { name: 'dashboard.container', rule: 'container-privileged', on: '--privileged' },
    { name: 'start.sh', rule: 'container-host-network', on: '--network host' },
    { name: 'domain.xml', rule: 'vm-console-exposed', on: '0.0.0.0' },
    { name: 'vms/autounattend.xml', rule: 'vm-default-credentials', on: 'vagrant' },
    { name: 'vms/firecracker.json', rule: 'vm-cache-unsafe', on: 'Unsafe' },
    { name: 'vms/image.pkr.hcl', rule: 'ops-vm-image-unpinned', on: '"none"' },
    { name: 'vms/lima.yaml', rule: 'vm-synced-folder-broad', on: 'location: "~"' },
    { name: 'vms/main.tf', rule: 'vm-console-exposed', on: '"0.0.0.0"' },
    { name: 'vms/qemu-server/100.conf', rule: 'vm-emulated-devices', on: 'e1000' },
    { name: 'vms/shop.ovf', rule: 'vm-eol-guest-os', on: '2008 R2' },
    { name: 'vms/shop.vbox', rule: 'vm-console-exposed', on: 'RemoteDisplay' },
    { name: 'vms/shop.vmx', rule: 'vm-clipboard-dragdrop', on: 'copy.disable' },
    { name: 'vms/shop.yaml', rule: 'vm-emulated-devices', on: 'sata' },
    { name: 'vms/start-vm.sh', rule: 'vm-mgmt-api-open', on: 'tcp:0.0.0.0:4444' },
    { name: 'vms/user-data', rule: 'vm-default-credentials', on: 'plain_text_passwd' },
  ];
  for (const { name, rule, on } of files) {
    it(`${name}: finds ${rule} on its line, and shows the verdict above the workload`, async () => {
      const { document } = await show(name);
      const found = await diagnostics(document.uri, has(rule));
      const diagnostic = found.find((candidate) => codeOf(candidate) === rule);
      assert.equal(diagnostic?.range.start.line, positionOf(document, on).line);
      assert.ok(typeof diagnostic.code === 'object' && /\/rule\//.test(diagnostic.code.target.toString()));
      const [lens, ...others] = await lensesOf(document);
      assert.match(lens ?? '', /^(.+ · \d+ %|No clear verdict yet) · .+ · Compare$/);
      assert.deepEqual(others, []);
      assert.match(await hoverAt(document, on), /Sources:/);
    });
  }
});

describe('a project of several files', () => {
  afterEach(closeAll);

  const compose = 'shop/compose.yaml';
  const root = has('container-runs-as-root');

  it('has each finding where the fault is written, with its use, and the severity of berth.yaml', async () => {
    await show(compose);
    const [inherited] = (
      await diagnostics(fileUri('shop/common.yaml'), has('container-host-pid-ipc'))
    ).filter((found) => codeOf(found) === 'container-host-pid-ipc');
    assert.equal(inherited?.range.start.line, 3);
    assert.match(String(inherited?.relatedInformation?.[0]?.location.uri), /shop\/compose\.yaml$/);
    const dockerfile = await diagnostics(fileUri('shop/web/Dockerfile'), root);
    const user = dockerfile.find((found) => codeOf(found) === 'container-runs-as-root');
    assert.equal(user?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(user?.message ?? '', /berth\.yaml/);
  });

  it('is judged anew when another of its files changes, saved or not', async () => {
    await show(compose);
    await diagnostics(fileUri('shop/web/Dockerfile'), root);
    const { document } = await show('shop/web/Dockerfile');
    await write(document, document.getText().replace('CMD', 'USER 10001\nCMD'));
    await diagnostics(document.uri, (found) => !root(found));
    await write(document, document.getText().replace('USER 10001\n', ''));
    await diagnostics(document.uri, root);
    const override = fileUri('shop/compose.override.yaml');
    try {
      const text = 'services:\n  web:\n    user: "10001"\n';
      await vscode.workspace.fs.writeFile(override, new TextEncoder().encode(text));
      await diagnostics(document.uri, (found) => !root(found));
    } finally {
      await vscode.workspace.fs.delete(override);
    }
    await diagnostics(document.uri, root);
  });

  it('says what is wrong with berth.yaml, and proposes what may stand there', async () => {
    const { document } = await show('shop/berth.yaml');
    await write(document, 'rules:\n  container-runs-as-rot: error\n');
    const [problem] = await diagnostics(document.uri, (found) => found.length === 1);
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(problem?.message ?? '', /Did you mean container-runs-as-root\?/);
    await write(document, 'rules:\n  container-\n');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(1, 12),
    );
    assert.ok(items.some(({ label }) => label === 'container-runs-as-root'));
  });
});

describe('machines of one host', () => {
  const host = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('berth');

  afterEach(async () => {
    await host().update('host.memory', undefined, vscode.ConfigurationTarget.Workspace);
    await closeAll();
  });

  async function hintsOf(document: vscode.TextDocument): Promise<string> {
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    return hints.map(({ label }) => (typeof label === 'string' ? label : '')).join();
  }

  it('show behind their memory where it goes, and ask for the host’s', async () => {
    const { document } = await show('domain.xml');
    await diagnostics(document.uri, has('vm-console-exposed'));
    assert.equal(await hintsOf(document), '2 GiB: VMM +0.04–0.08');
    assert.match(await hoverAt(document, '2</memory>'), /Where 2 GiB of memory goes/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    const question = lenses.find(({ command }) => command?.command === 'berth.hostMemory');
    assert.match(question?.command?.title ?? '', /^2 machines may take 4 GiB of one host/);
  });

  it('are summed over files once that is known', async () => {
    const { document } = await show('domain.xml');
    await host().update('host.memory', '4 GiB', vscode.ConfigurationTarget.Workspace);
    await diagnostics(fileUri('Vagrantfile'), has('vm-host-memory-overcommit'));
    await until(
      () => hintsOf(document),
      (hints) => hints.startsWith('2 GiB (50 % of host)'),
    );
  });
});

describe('editing', () => {
  let document: vscode.TextDocument;

  beforeEach(async () => {
    ({ document } = await show('compose.yaml'));
    await diagnostics(document.uri, has('container-privileged'));
  });
  afterEach(closeAll);

  it('follows unsaved text', async () => {
    await write(document, document.getText().replace('    privileged: true\n', ''));
    await diagnostics(document.uri, (found) => !has('container-privileged')(found));
    await write(document, `${document.getText()}    network_mode: host\n`);
    await diagnostics(document.uri, has('container-host-network'));
    assert.equal(document.isDirty, true);
  });

  it('counts findings in the lens', async () => {
    const [lens] = await lensesOf(document);
    const [isolation] = /(\d+) isolation/.exec(lens ?? '')?.slice(1) ?? [];
    assert.ok(Number(isolation) >= 1, lens);
    await write(document, document.getText().replace('    privileged: true\n', ''));
    await until(
      () => lensesOf(document),
      ([title]) => title?.includes(`${Number(isolation) - 1} isolation`) === true,
    );
  });

  it('applies a quick fix, and says what it does', async () => {
    const actions = await actionsAt(document, 'privileged', 'quickfix');
    const fix = actions.find(({ edit, title }) => edit !== undefined && /\(changes behaviour\)$/.test(title));
    assert.ok(fix?.edit, `no fix among: ${actions.map(({ title }) => title).join(' | ')}`);
    await vscode.workspace.applyEdit(fix.edit);
    await diagnostics(document.uri, (found) => !has('container-privileged')(found));
    assert.doesNotMatch(document.getText(), /privileged: true/);
    assert.match(document.getText(), /ports:\n {6}- "8080:8080"/);
  });

  it('fixes all with safe fixes only', async () => {
    const before = document.getText();
    const [all] = await actionsAt(document, 'privileged', 'source.fixAll.berth');
    if (all?.edit !== undefined) await vscode.workspace.applyEdit(all.edit);
    // Privileged mode is what the container may need: no safe fix takes it away.
    assert.match(document.getText(), /privileged: true/);
    assert.equal(all?.edit === undefined, document.getText() === before);
  });

  it('ignores with a reason', async function () {
    // The stub reaches the extension only where it shares its API with these tests: in the project's own folder.
    if (process.env.BERTH_TEST_EXTENSION !== undefined) this.skip();
    const ignore = (await actionsAt(document, 'privileged')).find(
      ({ command }) => command?.command === 'berth.ignore',
    )?.command;
    assert.ok(ignore);
    const original = vscode.window.showInputBox;
    let prompt: string | undefined;
    let problem: unknown;
    const stub = async (options?: vscode.InputBoxOptions) => {
      prompt = options?.prompt;
      problem = await options?.validateInput?.('  ');
      return ' runs $& builds --> so ';
    };
    Object.assign(vscode.window, { showInputBox: stub });
    try {
      await vscode.commands.executeCommand(ignore.command, ...(ignore.arguments ?? []));
    } finally {
      Object.assign(vscode.window, { showInputBox: original });
    }
    assert.match(prompt ?? '', /container-privileged/);
    assert.equal(problem, texts.reasonMissing.en);
    assert.match(
      document.getText(),
      /\n {4}# berth-ignore container-privileged -- runs \$& builds —> so\n {4}privileged: true/,
    );
    await diagnostics(document.uri, (found) => !has('container-privileged')(found));
  });

  it('completes rules in a suppression comment', async () => {
    await write(
      document,
      document.getText().replace('    privileged', '    # berth-ignore \n    privileged'),
    );
    const at = positionOf(document, 'berth-ignore ').translate(0, 'berth-ignore '.length);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
    );
    const ours = items.filter(({ label }) => String(label).startsWith('container-'));
    assert.ok(ours.length > 10, String(ours.length));
    const first = [...ours].sort((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? ''))[0];
    const found = vscode.languages.getDiagnostics(document.uri).map(codeOf);
    assert.ok(found.includes(String(first?.label)), String(first?.label));
  });

  it('explains a rule', async () => {
    const rule = vscode.Uri.parse('berth-rule:/container-privileged.md');
    const text = (await vscode.workspace.openTextDocument(rule)).getText();
    assert.match(text, /container-privileged/);
    assert.match(text, /privileged: true/);
    const unknown = vscode.Uri.parse('berth-rule:/no-such-rule.md');
    assert.match((await vscode.workspace.openTextDocument(unknown)).getText(), /no rule called no-such-rule/);
    await vscode.commands.executeCommand('berth.explain', 'container-privileged');
    await until(tabs, (all) => all.some(({ label }) => /container-privileged/.test(label)), labels);
  });

  it('opens one comparison beside the editor', async () => {
    const panels = (all: Tabs) =>
      all.filter(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('berth.comparison'),
      );
    await vscode.commands.executeCommand('berth.compare');
    const [panel] = panels(
      await until(tabs, (all) => panels(all)[0]?.label.includes('api') === true, labels),
    );
    assert.equal(panel?.label, 'Container or VM: api');
    await vscode.commands.executeCommand('berth.compare');
    assert.equal(panels(tabs()).length, 1);
    assert.equal(panels(tabs())[0]?.label, 'Container or VM: api');
  });

  it('speaks German when told to', async () => {
    const configuration = vscode.workspace.getConfiguration('berth');
    await configuration.update('language', 'de', vscode.ConfigurationTarget.Global);
    try {
      await diagnostics(document.uri, (found) =>
        found.some(({ message }) => /läuft privilegiert/.test(message)),
      );
      assert.match(await hoverAt(document, 'privileged'), /Quellen:/);
      assert.match((await lensesOf(document))[0] ?? '', / · Vergleichen$/);
      const titles = (await actionsAt(document, 'privileged')).map(({ title }) => title);
      assert.ok(titles.includes('container-privileged erklären'), titles.join(' | '));
    } finally {
      await configuration.update('language', undefined, vscode.ConfigurationTarget.Global);
    }
    await diagnostics(document.uri, (found) => found.some(({ message }) => /runs privileged/.test(message)));
  });
});

function labels(all: Tabs): string {
  return all.map(({ label }) => label).join(', ');
}
