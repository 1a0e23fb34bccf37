// The language client: starts the server, and shows what only the editor can show.
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { parseSize } from '../core/size';
import { recognitions } from '../formats/recognitions.generated';
import {
  type AnalysedParams,
  analysedNotification,
  type ComparisonAnswer,
  type ComparisonParams,
  comparisonRequest,
  type EngineAnswer,
  type EngineParams,
  type ExplanationParams,
  engineRequest,
  explanationRequest,
  type FileParams,
  fileNamesRequest,
  fileTextRequest,
  type IgnoreRequest,
  type InitializationOptions,
  type RuleRow,
  rulesRequest,
  type WirePosition,
} from '../server/protocol';
import { say } from './language';
import { createPanel } from './panel';
import { texts } from './texts';

/** What the commands call. Arguments come from anywhere (palette, lens, key binding), so they are checked here. */
export interface Client {
  compare(uri: unknown, position: unknown, workload: unknown): Promise<void>;
  explain(rule: unknown): Promise<void>;
  engine(): Promise<void>;
  ignore(request: unknown): Promise<void>;
  hostMemory(uri: unknown): Promise<void>;
}

function isPosition(value: unknown): value is WirePosition {
  return (
    typeof value === 'object' &&
    value !== null &&
    'line' in value &&
    typeof value.line === 'number' &&
    'character' in value &&
    typeof value.character === 'number'
  );
}

function isIgnoreRequest(value: unknown): value is IgnoreRequest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'uri' in value &&
    typeof value.uri === 'string' &&
    'version' in value &&
    typeof value.version === 'number' &&
    'rule' in value &&
    typeof value.rule === 'string' &&
    'template' in value &&
    typeof value.template === 'string' &&
    'position' in value &&
    isPosition(value.position)
  );
}

/** Files that an open one may refer to: when they change on disk, it is judged anew. */
const referredFiles = [
  '**/{Dockerfile,Containerfile,Vagrantfile,.env,user-data}*',
  '**/*.{yaml,yml,env,json,Dockerfile,container,xml,vmx,ovf,vbox,conf,tf,tfvars,hcl,cfg,sh,service}',
];

/** Scheme of the documents that explain rules. */
const explanationScheme = 'berth-rule';

/** The text of a file of any file system; null where it is not there. */
async function virtualText(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null; // What is not there is an unknown of whoever refers to it.
  }
}

async function virtualNames(uri: vscode.Uri): Promise<string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return entries.flatMap(([name, type]) => (type === vscode.FileType.File ? [name] : [])).sort();
  } catch {
    return [];
  }
}

/** Starts the server and everything that needs it. Rejects with a sentence when it does not start. */
export async function start(context: vscode.ExtensionContext): Promise<Client> {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const options: InitializationOptions = {
    commands: true,
    uriScheme: vscode.env.uriScheme,
    virtualFiles: true,
  };
  const languages = [...new Set(recognitions.flatMap((recognition) => recognition.languages))];
  const server = new LanguageClient(
    'berth',
    'Berth',
    { module, transport: TransportKind.ipc },
    {
      documentSelector: languages.map((language) => ({ language })),
      initializationOptions: options,
      synchronize: {
        configurationSection: 'berth',
        fileEvents: referredFiles.map((glob) => vscode.workspace.createFileSystemWatcher(glob)),
      },
    },
  );
  context.subscriptions.push(
    server,
    server.onRequest(fileTextRequest, ({ uri }: FileParams) => virtualText(vscode.Uri.parse(uri))),
    server.onRequest(fileNamesRequest, ({ uri }: FileParams) => virtualNames(vscode.Uri.parse(uri))),
  );
  try {
    await server.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(say(texts.serverFailed, { reason }));
    throw error;
  }

  const panel = createPanel(context, {
    comparison: (params: ComparisonParams) => server.sendRequest<ComparisonAnswer>(comparisonRequest, params),
    readEngine,
  });
  server.onNotification(analysedNotification, ({ uri }: AnalysedParams) => panel.analysed(uri));

  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(explanationScheme, {
      provideTextDocumentContent: async ({ path }) => {
        const rule = path.replace(/^\/|\.md$/g, '');
        const text = await server.sendRequest<string | null>(explanationRequest, {
          rule,
        } satisfies ExplanationParams);
        return text ?? say(texts.noSuchRule, { rule });
      },
    }),
  );

  async function readEngine(): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage(say(texts.untrusted));
      return;
    }
    const answer = await server.sendRequest<EngineAnswer>(engineRequest, {
      trusted: true,
    } satisfies EngineParams);
    if (answer.problem !== undefined) void vscode.window.showWarningMessage(answer.problem);
    else if (!panel.visible()) void vscode.window.showInformationMessage(say(texts.engineRead));
  }

  async function chooseRule(): Promise<string | undefined> {
    const rows = await server.sendRequest<RuleRow[]>(rulesRequest);
    const items = rows.map(({ id, title, concern, severity }) => ({
      label: id,
      detail: title,
      description: `${concern} · ${severity}`,
    }));
    const chosen = await vscode.window.showQuickPick(items, {
      placeHolder: say(texts.chooseRule),
      matchOnDetail: true,
    });
    return chosen?.label;
  }

  return {
    async compare(uri, position, workload) {
      const editor = vscode.window.activeTextEditor;
      const document = typeof uri === 'string' ? vscode.Uri.parse(uri) : editor?.document.uri;
      await panel.show(
        document && {
          uri: document,
          position: isPosition(position) ? position : (editor?.selection.active ?? { line: 0, character: 0 }),
          ...(typeof workload === 'string' ? { workload } : {}),
        },
      );
    },
    async explain(rule) {
      const id = typeof rule === 'string' ? rule : await chooseRule();
      if (id === undefined) return;
      const uri = vscode.Uri.from({ scheme: explanationScheme, path: `/${id}.md` });
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    },
    engine: readEngine,
    async hostMemory(uri) {
      const file =
        typeof uri === 'string' ? vscode.Uri.parse(uri) : vscode.window.activeTextEditor?.document.uri;
      const memory = await vscode.window.showInputBox({
        prompt: say(texts.hostMemoryPrompt),
        value: vscode.workspace.getConfiguration('berth', file).get('host.memory', ''),
        validateInput: (value) => (parseSize(value) === undefined ? say(texts.noSize) : undefined),
      });
      if (memory === undefined) return;
      const folder = file && vscode.workspace.getWorkspaceFolder(file);
      const target =
        folder === undefined ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.WorkspaceFolder;
      await vscode.workspace.getConfiguration('berth', file).update('host.memory', memory.trim(), target);
    },
    async ignore(request) {
      if (!isIgnoreRequest(request)) return;
      const reason = await vscode.window.showInputBox({
        prompt: say(texts.reasonPrompt, { rule: request.rule }),
        validateInput: (value) => (value.trim() === '' ? say(texts.reasonMissing) : undefined),
      });
      if (reason === undefined) return;
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(request.uri));
      if (document.version !== request.version) {
        void vscode.window.showWarningMessage(say(texts.changedMeanwhile));
        return;
      }
      // Two hyphens separate the rule from the reason, and in XML they would end the comment.
      const written = reason.trim().replaceAll(/-{2,}/g, '—');
      const edit = new vscode.WorkspaceEdit();
      const { line, character } = request.position;
      edit.insert(
        document.uri,
        new vscode.Position(line, character),
        request.template.replace('{reason}', () => written),
      );
      await vscode.workspace.applyEdit(edit);
    },
  };
}
