// Code actions: quick fixes, all safe fixes at once, ignore with a reason, explain.
import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver';
import type { Finding } from '../core/finding';
import type { TextEdit } from '../core/format';
import { type Language, render } from '../core/message';
import type { Analysis } from '../service/analysis';
import { editsOf, type FileEdits, safeEdits } from '../service/fixes';
import { type Presented, presented } from '../service/presentation';
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

function fixAction(analysis: Analysis, item: Presented, context: ActionContext): CodeAction[] {
  const { fix } = item.finding;
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
      diagnostics: [diagnosticOf(analysis, item, context.language, context.uriScheme)],
      edit: editIn(analysis, context, edits),
    },
  ];
}

/** The edits of several files; only the open one has a version that must still hold. */
function editIn(
  analysis: Analysis,
  { uri, version }: ActionContext,
  edits: FileEdits,
): NonNullable<CodeAction['edit']> {
  return {
    documentChanges: [...edits].map(([path, changes]) => ({
      textDocument: path === analysis.path ? { uri, version } : { uri: path, version: null },
      edits: wireEdits(analysis, path, changes),
    })),
  };
}

/**
 * Where a suppression for a finding goes: a line of its own above the statement, with its indentation. Nowhere in files
 * that must hold no comment.
 */
export function suppressionLine(
  analysis: Analysis,
  { finding, rules }: Presented,
  reason: string,
): TextEdit | undefined {
  const { place } = finding.evidence[0];
  const { start } = analysis.statementAt(place);
  const lineStart = analysis.text.lastIndexOf('\n', start - 1) + 1;
  const indentation = /^[ \t]*/.exec(analysis.text.slice(lineStart, start))?.[0] ?? '';
  const newline = analysis.text.includes('\r\n') ? '\r\n' : '\n';
  const comment = analysis.commentLine(suppressionText(rules, reason), place.path);
  if (comment === undefined) return undefined;
  return { span: { start: lineStart, end: lineStart }, text: `${indentation}${comment}${newline}` };
}

function ignoreActions(analysis: Analysis, item: Presented, context: ActionContext): CodeAction[] {
  const { language, commands, uri, version } = context;
  const edit = suppressionLine(analysis, item, commands ? '{reason}' : texts.reason[language]);
  if (edit === undefined) return [];
  const title = render({ text: texts.ignore, args: { rule: [...item.rules] } }, language);
  const action = {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(analysis, item, language, context.uriScheme)],
  };
  if (!commands) return [{ ...action, edit: editIn(analysis, context, new Map([[analysis.path, [edit]]])) }];
  const request: IgnoreRequest = {
    uri,
    version,
    position: rangeOf(analysis, { path: analysis.path, span: edit.span }).start,
    rule: item.rules.join(', '),
    template: edit.text,
  };
  return [{ ...action, command: { title, command: clientCommands.ignore, arguments: [request] } }];
}

function explainActions({ rules }: Presented, { language }: ActionContext): CodeAction[] {
  return rules.map((rule) => {
    const title = render({ text: texts.explain, args: { rule } }, language);
    return {
      title,
      kind: CodeActionKind.QuickFix,
      command: { title, command: clientCommands.explain, arguments: [rule] },
    };
  });
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
    const isHere = ({ suppressed, evidence: [{ place }] }: Finding): boolean =>
      suppressed === undefined && place.path === analysis.path && touches(rangeOf(analysis, place), range);
    const findings = analysis.findings.filter(isHere);
    const here = presented(findings);
    // What is shown together can still be fixed one by one.
    const parts = here
      .filter(({ rules }) => rules.length > 1)
      .flatMap(({ rules }) => findings.filter(({ rule }) => rules.includes(rule)))
      .map((finding) => ({ finding, rules: [finding.rule] }));
    actions.push(...[...here, ...parts].flatMap((item) => fixAction(analysis, item, context)));
    actions.push(...here.flatMap((item) => ignoreActions(analysis, item, context)));
    if (context.commands) actions.push(...here.flatMap((item) => explainActions(item, context)));
  }
  if (wanted(fixAllKind)) {
    const edits = safeEdits(analysis);
    if (edits.length > 0) {
      actions.push({
        title: texts.fixAll[context.language],
        kind: fixAllKind,
        edit: editIn(analysis, context, new Map([[analysis.path, edits]])),
      });
    }
  }
  return actions;
}
