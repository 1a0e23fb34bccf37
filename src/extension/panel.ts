// The comparison panel: one webview that follows the cursor and the text.
import * as vscode from 'vscode';
import type { ViewPlace } from '../comparison/view';
import type { ComparisonAnswer, ComparisonParams, WirePosition } from '../server/protocol';
import type { FromPage, ToPage } from '../webview/protocol';
import { currentLanguage, say } from './language';
import { texts } from './texts';

/** What the panel asks for. */
export interface PanelPorts {
  comparison(params: ComparisonParams): Promise<ComparisonAnswer>;
  readEngine(): Promise<void>;
}

/** The one comparison panel. */
export interface Panel {
  /** Opens it beside the editor, or brings it to the front; without a subject it stays on the one it has. */
  show(subject: Subject | undefined): Promise<void>;
  /** The document was analysed anew. */
  analysed(uri: string): void;
  visible(): boolean;
}

/** What the panel shows. */
export interface Subject {
  readonly uri: vscode.Uri;
  readonly position: WirePosition;
  /** Stays on this workload while the text changes; wins over the position. */
  readonly workload?: string;
}

const viewType = 'berth.comparison';

/** A fresh token that allows exactly our script to run. */
function nonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
}

function page(webview: vscode.Webview, extension: vscode.Uri, language: string): string {
  const token = nonce();
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webview.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'media', 'comparison.css'));
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; style-src ${webview.cspSource}; script-src 'nonce-${token}'">
<link rel="stylesheet" href="${style}">
<title>Berth</title>
</head>
<body><main id="root"></main><script nonce="${token}" src="${script}"></script></body>
</html>`;
}

/** Creates the panel's state; the webview itself is made when it is first shown. */
export function createPanel(context: vscode.ExtensionContext, ports: PanelPorts): Panel {
  let panel: vscode.WebviewPanel | undefined;
  let subject: Subject | undefined;
  // Answers that arrive after a newer question are dropped.
  let asked = 0;

  function post(message: ToPage): void {
    void panel?.webview.postMessage(message);
  }

  async function refresh(): Promise<void> {
    if (panel === undefined) return;
    const mine = ++asked;
    const params: ComparisonParams | undefined = subject && {
      uri: subject.uri.toString(),
      position: subject.position,
      ...(subject.workload === undefined ? {} : { workload: subject.workload }),
    };
    const answer = params && (await ports.comparison(params));
    if (mine !== asked || panel === undefined) return;
    if (answer === undefined || answer.view === null) {
      const language = answer?.language ?? currentLanguage();
      post({
        type: 'empty',
        language,
        state: { title: say(texts.nothingTitle), text: say(texts.nothingText) },
      });
      return;
    }
    panel.title = `${texts.comparison[answer.language]}: ${answer.view.workload.name}`;
    if (subject !== undefined) subject = { ...subject, workload: answer.view.workload.id };
    post({ type: 'view', view: answer.view, language: answer.language });
  }

  async function reveal({ path, line, character, endLine, endCharacter }: ViewPlace): Promise<void> {
    const range = new vscode.Range(line, character, endLine, endCharacter);
    const uri = vscode.Uri.parse(path);
    const column = vscode.window.visibleTextEditors.find(
      (editor) => editor.document.uri.toString() === path,
    )?.viewColumn;
    const editor = await vscode.window.showTextDocument(uri, {
      viewColumn: column ?? vscode.ViewColumn.One,
      selection: range,
    });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async function receive(message: FromPage): Promise<void> {
    if (message.type === 'ready') await refresh();
    else if (message.type === 'reveal') await reveal(message.place);
    else if (message.type === 'engine') await ports.readEngine();
    else if (subject !== undefined) {
      subject = { ...subject, workload: message.workload };
      await refresh();
    }
  }

  function open(): vscode.WebviewPanel {
    const created = vscode.window.createWebviewPanel(
      viewType,
      say(texts.comparison),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
      {
        enableScripts: true,
        localResourceRoots: [
          vscode.Uri.joinPath(context.extensionUri, 'dist'),
          vscode.Uri.joinPath(context.extensionUri, 'media'),
        ],
      },
    );
    created.webview.html = page(created.webview, context.extensionUri, currentLanguage());
    created.webview.onDidReceiveMessage((message: FromPage) => void receive(message));
    created.onDidDispose(() => {
      panel = undefined;
    });
    return created;
  }

  context.subscriptions.push(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
      // A selection that code made (our own reveal) must not move the panel to another workload.
      if (panel === undefined || kind === undefined || kind === vscode.TextEditorSelectionChangeKind.Command)
        return;
      const { document, selection } = textEditor;
      if (document.uri.scheme === 'output') return;
      subject = { uri: document.uri, position: selection.active };
      void refresh();
    }),
    { dispose: () => panel?.dispose() },
  );

  return {
    async show(wanted) {
      subject = wanted ?? subject;
      if (panel === undefined) panel = open();
      else panel.reveal();
      await refresh();
    },
    analysed(uri) {
      if (subject?.uri.toString() === uri) void refresh();
    },
    visible: () => panel?.visible === true,
  };
}
