// The language server over an in-memory connection, spoken to as an editor does.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node';
import {
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  createConnection,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type InlayHint,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { installedGrammarFiles } from '../formats/grammar/testing';
import { createAnalyst } from '../service/analysis';
import type { ComparisonAnswer, EngineAnswer } from './protocol';
import { serve } from './server';

const uri = 'file:///project/compose.yaml';
const text = 'services:\n  api:\n    image: shop/api:1.2\n    privileged: true\n';

/** Files behind the open documents. */
const onDisk = new Map<string, string>();

interface Published {
  readonly uri: string;
  readonly version: number;
  readonly diagnostics: Diagnostic[];
}

interface Editor {
  readonly connection: MessageConnection;
  published(wanted: (message: Published) => boolean): Promise<Published>;
}

async function connect(options: object, locale = 'en'): Promise<Editor> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    analyst: (_, files) => createAnalyst(installedGrammarFiles, files),
    files: { text: (path) => onDisk.get(path), names: () => [] },
    today: () => '2026-11-21',
    engine: () => Promise.resolve({ problem: 'no engine here' }),
  });
  const connection = createMessageConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const seen: Published[] = [];
  const waiting: (() => void)[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (message: Published) => {
    seen.push(message);
    for (const wake of waiting.splice(0)) wake();
  });
  connection.listen();
  await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    locale,
    capabilities: {},
    initializationOptions: options,
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    async published(wanted) {
      for (;;) {
        const found = seen.find(wanted);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

function open(connection: MessageConnection, content = text, version = 1, where = uri): Promise<void> {
  const textDocument = { uri: where, languageId: 'dockercompose', version, text: content };
  return connection.sendNotification('textDocument/didOpen', { textDocument });
}

const privilegedLine = { line: 3, character: 6 };

describe('language server', () => {
  let editor: Editor;

  afterEach(() => editor.connection.dispose());

  it('publishes diagnostics with source, code, link and data, and follows unsaved edits', async () => {
    editor = await connect({ uriScheme: 'vscode' });
    await open(editor.connection);
    const { diagnostics } = await editor.published(({ version }) => version === 1);
    const privileged = diagnostics.find(({ code }) => code === 'container-privileged');
    assert.equal(privileged?.source, 'berth');
    assert.equal(privileged?.severity, 1);
    assert.equal(privileged?.range.start.line, 3);
    assert.equal(privileged?.codeDescription?.href, 'vscode://berth.berth/rule/container-privileged');
    assert.match(JSON.stringify(privileged?.data), /"fingerprint":"[0-9a-f]{16}"/);
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } }, text: '' },
      ],
    });
    const after = await editor.published(({ version }) => version === 2);
    assert.equal(
      after.diagnostics.some(({ code }) => code === 'container-privileged'),
      false,
    );
  });

  it('clears diagnostics when the document closes', async () => {
    editor = await connect({});
    await open(editor.connection);
    await editor.published(({ version }) => version === 1);
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    const last = await editor.published(({ diagnostics }) => diagnostics.length === 0);
    assert.equal(last.uri, uri);
  });

  it('puts a claim on the file it stands in, once, and follows that file when it changes', async () => {
    const dockerfile = 'file:///project/my%20shop/Dockerfile';
    onDisk.set(dockerfile, 'FROM python:3.13-slim\nCMD ["python", "app.py"]\n');
    editor = await connect({});
    const build = 'services:\n  api:\n    build: "./my shop"\n';
    const root = ({ code }: Diagnostic): boolean => code === 'container-runs-as-root';
    await open(editor.connection, build);
    const first = await editor.published(
      (message) => message.uri === dockerfile && message.diagnostics.some(root),
    );
    const related = first.diagnostics.find(root)?.relatedInformation;
    assert.deepEqual(
      related?.map(({ location }) => [location.uri, location.range.start.line]),
      [[uri, 2]],
    );
    // Open, it speaks for itself, under the spelling of the editor.
    const spelled = 'file:///project/my%20shop/%44ockerfile';
    await open(editor.connection, onDisk.get(dockerfile), 7, spelled);
    const own = await editor.published((message) => message.uri === spelled && message.version === 7);
    assert.equal(own.diagnostics.filter(root).length, 1);
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: spelled, version: 8 },
      contentChanges: [{ text: 'FROM python:3.13-slim\nUSER 1000\nCMD ["python", "app.py"]\n' }],
    });
    const fixed = await editor.published(
      (message) => message.uri === spelled && message.version === 8 && !message.diagnostics.some(root),
    );
    assert.equal(fixed.version, 8);
  });

  it('asks the client for files of a virtual file system', async () => {
    editor = await connect({ virtualFiles: true });
    const where = 'vscode-vfs://github/acme/shop/compose.yaml';
    const files: Record<string, string> = {
      'vscode-vfs://github/acme/shop/web/Dockerfile': 'FROM python:3.13-slim\nCMD ["python", "app.py"]\n',
    };
    editor.connection.onRequest('berth/fileText', ({ uri: asked }: { uri: string }) => files[asked] ?? null);
    editor.connection.onRequest('berth/fileNames', () => []);
    await open(editor.connection, 'services:\n  api:\n    build: ./web\n', 1, where);
    const [dockerfile] = Object.keys(files);
    const { diagnostics } = await editor.published((message) => message.uri === dockerfile);
    assert.ok(diagnostics.some(({ code }) => code === 'container-runs-as-root'));
  });

  it('explains in the hover, in the language of the editor', async () => {
    editor = await connect({}, 'de-DE');
    await open(editor.connection);
    const hover = await editor.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: privilegedLine,
    });
    assert.match(JSON.stringify(hover.contents), /privilegiert.*Quellen.*CIS/s);
    assert.equal(
      await editor.connection.sendRequest('textDocument/hover', {
        textDocument: { uri },
        position: { line: 0, character: 2 },
      }),
      null,
    );
  });

  it('shows the verdict in a lens that opens the comparison', async () => {
    editor = await connect({ commands: true });
    await open(editor.connection);
    const lenses = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    assert.equal(lenses.length, 1);
    assert.match(lenses[0]?.command?.title ?? '', /^.+ · \d+ % · \d+ isolation · \d+ overhead · Compare$/);
    assert.equal(lenses[0]?.command?.command, 'berth.compare');
    const answer = await editor.connection.sendRequest<ComparisonAnswer>('berth/comparison', {
      uri,
      position: privilegedLine,
    });
    assert.equal(answer.view?.workload.name, 'api');
    assert.equal(answer.view?.rows.length, 17);
  });

  it('says behind a machine’s memory what it is spent on, and explains it in the hover', async () => {
    editor = await connect({});
    const where = 'file:///vms/web.xml';
    const domain =
      '<domain type="kvm">\n  <name>web</name>\n  <memory unit="KiB">16777216</memory>\n  <vcpu>2</vcpu>\n</domain>\n';
    await open(editor.connection, domain, 1, where);
    const ask = (first: number, last: number) =>
      editor.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
        textDocument: { uri: where },
        range: { start: { line: first, character: 0 }, end: { line: last, character: 0 } },
      });
    const [hint, ...others] = await ask(0, 4);
    assert.equal(hint?.label, '16 GiB: VMM +0.1');
    assert.deepEqual(hint?.position.line, 2);
    assert.deepEqual(others, []);
    assert.deepEqual(await ask(3, 4), []);
    const hover = await editor.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: where },
      position: { line: 2, character: 24 },
    });
    assert.match(JSON.stringify(hover?.contents), /Where 16 GiB of memory goes.+KubeVirt, GetMemoryOverhead/);
  });

  it('offers fix, ignore and explain, and fix-all only with safe fixes', async () => {
    editor = await connect({ commands: true });
    await open(editor.connection);
    const ask = (only?: string[]) =>
      editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: privilegedLine, end: privilegedLine },
        context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
      });
    const actions = await ask();
    const fix = actions.find(({ edit }) => edit !== undefined);
    assert.match(fix?.title ?? '', /\((safe|changes behaviour)\)$/);
    assert.ok(actions.some(({ command }) => command?.command === 'berth.ignore'));
    assert.ok(actions.some(({ command }) => command?.command === 'berth.explain'));
    assert.deepEqual(await ask(['source.fixAll.berth']), [], 'no safe fix here');
  });

  it('applies all safe fixes at once, and only those', async () => {
    editor = await connect({});
    const disk = (name: string) =>
      `<disk type="file" device="disk"><driver cache="unsafe"/><source file="/data/${name}.raw"/></disk>`;
    const domain = `<domain type="kvm"><name>shop</name><devices>${disk('a')}${disk('b')}<memballoon model="none"/></devices></domain>`;
    const textDocument = { uri: 'file:///project/shop.xml', languageId: 'xml', version: 1, text: domain };
    await editor.connection.sendNotification('textDocument/didOpen', { textDocument });
    const [action] = await editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: textDocument.uri },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    assert.equal(action?.kind, 'source.fixAll.berth');
    const [change] = action?.edit?.documentChanges ?? [];
    assert.ok(change && 'edits' in change);
    assert.deepEqual(
      change.edits.map((edit) => ('newText' in edit ? edit.newText : '')),
      ['writeback', 'writeback'],
    );
  });

  it('writes the comment itself for editors without our commands', async () => {
    editor = await connect({});
    await open(editor.connection);
    const actions = await editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: privilegedLine, end: privilegedLine },
      context: { diagnostics: [] },
    });
    assert.match(JSON.stringify(actions), /# berth-ignore container-privileged -- reason/);
    assert.equal(
      actions.some(({ command }) => command !== undefined),
      false,
    );
  });

  it('completes rule names in suppressions, those that are found first', async () => {
    editor = await connect({});
    const withComment = text.replace('    privileged', '    # berth-ignore container-pr\n    privileged');
    await open(editor.connection, withComment);
    const items = await editor.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 3, character: 31 },
    });
    const [first] = [...items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    assert.match(first?.sortText ?? '', /^0/);
    assert.ok(
      items.some(({ label, sortText }) => label === 'container-privileged' && sortText?.startsWith('0')),
    );
    const nothing = await editor.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 1, character: 3 },
    });
    assert.deepEqual(nothing, []);
  });

  it('contacts no engine for an untrusted workspace', async () => {
    editor = await connect({});
    const refused = await editor.connection.sendRequest<EngineAnswer>('berth/engine', { trusted: false });
    assert.match(refused.problem ?? '', /untrusted/);
    const asked = await editor.connection.sendRequest<EngineAnswer>('berth/engine', { trusted: true });
    assert.equal(asked.problem, 'no engine here');
  });

  it('says nothing about files that are not ours', async () => {
    editor = await connect({});
    const other = 'file:///project/values.yaml';
    await editor.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: other, languageId: 'yaml', version: 1, text: 'a: 1\n' },
    });
    const lenses = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: other },
    });
    assert.deepEqual(lenses, []);
  });
});
