/** What the suites share: documents of the workspace, and waiting for what the language server says. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** A file of the workspace the tests run in. */
export function fileUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the tests run without a workspace');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a file of the workspace in an editor. */
export async function show(name: string): Promise<vscode.TextEditor> {
  return await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(name)));
}

/** Replaces the text of a document without saving it. */
export async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit was not applied');
}

/** Throws unsaved changes away and closes every editor. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme === 'untitled') continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Our diagnostics of a document, as soon as they are as wanted; fails after ten seconds with the last ones. */
export async function diagnostics(
  uri: vscode.Uri,
  wanted: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const ours = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'berth');
  return await until(ours, wanted, (found) => found.map(codeOf).join(', '));
}

/** Asks again until the answer is as wanted; fails after ten seconds with the last answer. */
export async function until<T>(
  ask: () => T | Promise<T>,
  wanted: (answer: T) => boolean,
  describe: (answer: T) => string = (answer) => JSON.stringify(answer),
): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > end) assert.fail(`still not as wanted: ${describe(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** The rule of a diagnostic. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Whether a rule is among the diagnostics. */
export function has(rule: string): (found: readonly vscode.Diagnostic[]) => boolean {
  return (found) => found.some((diagnostic) => codeOf(diagnostic) === rule);
}

/** The first position of a text in a document. */
export function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `${text} is not in the document`);
  return document.positionAt(offset);
}
