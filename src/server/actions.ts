// Code actions: quick fixes, all safe fixes at once, ignore with a reason, explain.
import {
  type CodeAction,
  CodeActionKind,
  type Range,
  type TextEdit as WireEdit,
} from 'vscode-languageserver';
import type { Finding } from '../core/finding';
import type { TextEdit } from '../core/format';
import { type Language, render } from '../core/message';
import type { Analysis } from '../service/analysis';
import { editsOf, safeEdits } from '../service/fixes';
import { suppressionText } from '../workspace/suppressions';
import { diagnosticOf, rangeOf, wireEdits } from './convert';
import { clientCommands, type IgnoreRequest } from './protocol';
import { texts } from './texts';

/** Kind of the action that applies all safe fixes, for `editor.codeActionsOnSave`. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.berth`;

/** What the actions depend on beside the analysis. */
export interface ActionContext {
  readonly uri: string;
  readonly version: number;
  readonly language: Language;
  /** The client implements `clientCommands`. */
  readonly commands: boolean;
  readonly uriScheme: string | undefined;
}

function touches(a: Range, b: Range): boolean {
  const before = (x: Range['start'], y: Range['start']): boolean =>
    x.line < y.line || (x.line === y.line && x.character < y.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}

function fixAction(analysis: Analysis, finding: Finding, context: ActionContext): CodeAction[] {
  const { fix } = finding;
  if (fix === undefined) return [];
  const edits = editsOf(analysis, fix);
  if (edits === undefined) return [];
  const title = render(
    {
      text: fix.safety === 'safe' ? texts.safeFix : texts.behaviourFix,
      args: { title: render(fix.title, context.language) },
    },
    context.language,
  );
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      isPreferred: fix.safety === 'safe',
      diagnostics: [diagnosticOf(analysis, finding, context.language, context.uriScheme)],
      edit: editIn(context, wireEdits(analysis, edits)),
    },
  ];
}

function editIn({ uri, version }: ActionContext, edits: WireEdit[]): NonNullable<CodeAction['edit']> {
  return { documentChanges: [{ textDocument: { uri, version }, edits }] };
}

/** Where a suppression for a finding goes: a line of its own above the statement, with its indentation. */
export function suppressionLine(analysis: Analysis, finding: Finding, reason: string): TextEdit {
  const { start } = analysis.statementAt(finding.evidence[0].place.span.start);
  const lineStart = analysis.text.lastIndexOf('\n', start - 1) + 1;
  const indentation = /^[ \t]*/.exec(analysis.text.slice(lineStart, start))?.[0] ?? '';
  const newline = analysis.text.includes('\r\n') ? '\r\n' : '\n';
  const comment = analysis.commentLine(suppressionText(finding.rule, reason));
  return { span: { start: lineStart, end: lineStart }, text: `${indentation}${comment}${newline}` };
}

function ignoreAction(analysis: Analysis, finding: Finding, context: ActionContext): CodeAction {
  const { language, commands, uri, version } = context;
  const title = render({ text: texts.ignore, args: { rule: finding.rule } }, language);
  const diagnostics = [diagnosticOf(analysis, finding, language, context.uriScheme)];
  const edit = suppressionLine(analysis, finding, commands ? '{reason}' : texts.reason[language]);
  if (!commands) {
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      edit: editIn(context, wireEdits(analysis, [edit])),
    };
  }
  const request: IgnoreRequest = {
    uri,
    version,
    position: rangeOf(analysis, edit.span).start,
    rule: finding.rule,
    template: edit.text,
  };
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    command: { title, command: clientCommands.ignore, arguments: [request] },
  };
}

function explainAction(finding: Finding, { language }: ActionContext): CodeAction {
  const title = render({ text: texts.explain, args: { rule: finding.rule } }, language);
  return {
    title,
    kind: CodeActionKind.QuickFix,
    command: { title, command: clientCommands.explain, arguments: [finding.rule] },
  };
}

/** The actions for a range; `only` are the kinds the client asks for, all when empty. */
export function actionsFor(
  analysis: Analysis,
  range: Range,
  only: readonly string[],
  context: ActionContext,
): CodeAction[] {
  const wanted = (kind: string): boolean =>
    only.length === 0 || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    const here = analysis.findings.filter(
      (finding) =>
        finding.suppressed === undefined && touches(rangeOf(analysis, finding.evidence[0].place.span), range),
    );
    actions.push(...here.flatMap((finding) => fixAction(analysis, finding, context)));
    actions.push(...here.map((finding) => ignoreAction(analysis, finding, context)));
    if (context.commands) actions.push(...here.map((finding) => explainAction(finding, context)));
  }
  if (wanted(fixAllKind)) {
    const edits = safeEdits(analysis);
    if (edits.length > 0) {
      actions.push({
        title: texts.fixAll[context.language],
        kind: fixAllKind,
        edit: editIn(context, wireEdits(analysis, edits)),
      });
    }
  }
  return actions;
}
