// The extension's entry: light enough for every window, and silent until a file it knows is open.
import * as vscode from 'vscode';
import { isConfiguration } from '../core/configuration-name';
import { isOurs } from '../formats/recognise';
import type { Client } from './client';
import type { CommandId } from './contributions';

/** What tests may reach. */
export interface Api {
  /** Whether the language server was started. */
  running(): boolean;
}

/** How much of a text decides whether it is ours, in lines. */
const headLines = 200;

function head(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(0, 0, headLines, 0));
}

/** Called by VS Code when a document of one of our languages opens, or one of our commands is run. */
export function activate(context: vscode.ExtensionContext): Api {
  let client: Promise<Client> | undefined;

  const start = (): Promise<Client> => {
    client ??= import('./client').then((module) => module.start(context));
    return client;
  };
  const look = (document: vscode.TextDocument): void => {
    const { path } = document.uri;
    if (client === undefined && (isConfiguration(path) || isOurs(path, () => head(document)))) void start();
  };

  // Commands exist from the start, and bring the client with them when they are used.
  const register = (
    id: CommandId | 'berth.ignore',
    run: (client: Client, args: unknown[]) => Promise<void>,
  ): void => {
    const command = vscode.commands.registerCommand(id, async (...args: unknown[]) =>
      run(await start(), args),
    );
    context.subscriptions.push(command);
  };
  register('berth.compare', (started, [uri, position, workload]) => started.compare(uri, position, workload));
  register('berth.explain', (started, [rule]) => started.explain(rule));
  register('berth.engine', (started) => started.engine());
  register('berth.hostMemory', (started, [uri]) => started.hostMemory(uri));
  register('berth.ignore', (started, [request]) => started.ignore(request));

  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.window.registerUriHandler({
      // Diagnostics link to vscode://berth.berth/rule/ID.
      handleUri: async ({ path }) => (await start()).explain(/^\/rule\/([\w-]+)$/.exec(path)?.[1]),
    }),
  );
  vscode.workspace.textDocuments.forEach(look);
  return { running: () => client !== undefined };
}
