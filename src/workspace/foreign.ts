// Suppressions written for other tools, read as those tools read them.
import type { Comment } from '../core/format';
import { kicsQuery, kicsTitle } from './kics';

/** What a comment for another tool accepts. */
export interface ForeignSuppression {
  /** The tool's name in the crosswalk (`peers` of the rules). */
  readonly tool: string;
  /** Whether it speaks about the tool's check of this name. */
  accepts(check: string): boolean;
  /**
   * `statement`: the next one, with everything in it; `section`: the same, or the stage or object that begins with it;
   * `line`: the next line; `block`: the stage, service or object around; `file`: everywhere.
   */
  readonly scope: 'statement' | 'section' | 'line' | 'block' | 'file';
  /** The comment as it is named in the report. */
  readonly label: string;
  /** What it gives as its reason, empty if nothing. */
  readonly reason: string;
}

/** What the reading of a comment depends on. */
export interface ForeignContext {
  /** Whether the file is YAML, where Checkov's comments speak about an object instead of the file. */
  readonly yaml: boolean;
  /** Whether nothing but comments stands before it. */
  atStart(): boolean;
  /** Whether it is an annotation of an object, and no comment. */
  readonly annotation: boolean;
  /** Today as `YYYY-MM-DD`. */
  readonly today: string;
}

/** The suppressions of other tools in a comment. */
export function foreignSuppressions(comment: Comment, context: ForeignContext): ForeignSuppression[] {
  const text = comment.text.trim();
  if (context.annotation) return annotation(text);
  return [...hadolint(text), ...trivy(text, context), ...checkov(text, context), ...kics(text, context)];
}

function exactly(name: string): (check: string) => boolean {
  return (check) => check === name;
}

/** `hadolint ignore=DL3002,DL3008 # reason`; https://github.com/hadolint/hadolint#inline-ignores */
function hadolint(text: string): ForeignSuppression[] {
  const match =
    /^hadolint[ \t]+(global[ \t]+)?ignore[ \t]*=[ \t]*([DLSC\d]+(?:[ \t]*,[ \t]*[DLSC\d]+)*)[ \t]*(?:#(.*))?$/.exec(
      text,
    );
  if (match === null) return [];
  const [, global, names = '', reason = ''] = match;
  return names.split(/[ \t]*,[ \t]*/).map((name) => ({
    tool: 'hadolint',
    accepts: exactly(name),
    scope: global === undefined ? 'statement' : 'file',
    label: `hadolint ${global === undefined ? '' : 'global '}ignore=${name}`,
    reason: reason.trim(),
  }));
}

/**
 * `trivy:ignore:DS-0002`, `trivy:ignore:AVD-DS-0002:exp:2027-01-31`, several in one comment, `*` for any characters;
 * https://trivy.dev/docs/latest/guide/scanner/misconfiguration/config/config/#filtering-resources-by-inline-comments
 */
function trivy(text: string, { today }: ForeignContext): ForeignSuppression[] {
  const words = text.split(/\s+/).map((word) => word.replace(/^[#/*]+/, ''));
  const rules = words.filter((word) => word.startsWith('trivy:'));
  const reason = words.filter((word) => !word.startsWith('trivy:')).join(' ');
  return rules.flatMap((rule): ForeignSuppression[] => {
    const [, ...sections] = rule.split(':');
    const section = (name: string): string | undefined => {
      const at = sections.findIndex((key, index) => index % 2 === 0 && key === name);
      return at < 0 ? undefined : (sections[at + 1] ?? '');
    };
    const id = section('ignore')?.replace(/\[.*$/, '');
    const until = section('exp');
    // On the day it names, and with a date that is none, it no longer counts.
    if (id === undefined || id === '' || (until !== undefined && !(isDate(until) && today < until)))
      return [];
    return [{ tool: 'trivy', accepts: trivyPattern(id), scope: 'statement', label: rule, reason }];
  });
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

/** Trivy's ids are written in several ways: `AVD-DS-0002`, `DS-0002`, `DS002`, in any case. */
function trivyId(id: string): string {
  return id
    .toUpperCase()
    .replace(/^AVD-/, '')
    .replace(
      /^([A-Z]+)-?(\d+)$/,
      (_, letters: string, digits: string) => `${letters}-${digits.padStart(4, '0')}`,
    );
}

function trivyPattern(pattern: string): (check: string) => boolean {
  const [first = '', ...others] = trivyId(pattern).split('*');
  const last = others.pop();
  if (last === undefined) return (check) => trivyId(check) === first;
  return (check) => {
    const id = trivyId(check);
    let at = id.startsWith(first) ? first.length : -1;
    for (const part of others) {
      if (at < 0) return false;
      const found = id.indexOf(part, at);
      at = found < 0 ? -1 : found + part.length;
    }
    return at >= 0 && id.endsWith(last) && id.length - last.length >= at;
  };
}

/**
 * `checkov:skip=CKV_DOCKER_8:reason`; https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
 * In a Dockerfile it speaks about the whole file (https://github.com/bridgecrewio/checkov/issues/2139).
 */
function checkov(text: string, { yaml }: ForeignContext): ForeignSuppression[] {
  return [...text.matchAll(/checkov:skip= *([A-Z\d_]+(?:,[A-Z\d_]+)*)(?::([^\n]+))?/g)].flatMap(
    ([, names = '', reason = '']) =>
      names.split(',').map(
        (name): ForeignSuppression => ({
          tool: 'checkov',
          accepts: exactly(name),
          scope: yaml ? 'block' : 'file',
          label: `checkov:skip=${name}`,
          reason: unquoted(reason),
        }),
      ),
  );
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}

/** `kics-scan ignore-line` and its siblings; https://docs.kics.io/latest/running-kics/#using-commands-on-scanned-files-as-comments */
function kics(text: string, { atStart }: ForeignContext): ForeignSuppression[] {
  const match = /^kics-scan[ \t]+(ignore(?:-line|-block)?(?![\w-])|disable=)(.*)/.exec(text);
  if (match === null) return [];
  const [, command = '', rest = ''] = match;
  const all = { tool: 'kics', accepts: () => true, label: `kics-scan ${command}`, reason: rest.trim() };
  switch (command) {
    case 'ignore-line':
      return [{ ...all, scope: 'line' }];
    case 'ignore-block':
      return [{ ...all, scope: 'section' }];
    case 'ignore':
      return atStart() ? [{ ...all, scope: 'file' }] : [];
    default:
      return atStart() ? rest.split(',').flatMap((id) => kicsDisabled(id.trim())) : [];
  }
}

function kicsDisabled(id: string): ForeignSuppression[] {
  const title = kicsQuery(id);
  if (title === undefined) return [];
  const accepts = (check: string): boolean => kicsTitle(check) === title;
  return [{ tool: 'kics', accepts, scope: 'file', label: `kics-scan disable=${id}`, reason: '' }];
}

/**
 * Annotations of Kubernetes objects: `checkov.io/skip1: CKV_K8S_20=reason` (the page above), and
 * `ignore-check.kube-linter.io/privileged-container: reason`, `kube-linter.io/ignore-all: reason`
 * (https://docs.kubelinter.io/#/configuring-kubelinter?id=ignoring-violations-for-specific-cases).
 */
function annotation(text: string): ForeignSuppression[] {
  const [, key = '', raw = ''] = /^["']?([^"'\s]+?)["']?\s*:(?:\s+([\s\S]*))?$/.exec(text) ?? [];
  // As it stands in the file: quoted, or a text of several lines.
  const value = unquoted(raw.replace(/^[|>][+-]?\s/, '').replace(/\s+/g, ' '));
  const scope = 'statement';
  if (/^checkov\.io\/skip/.test(key)) {
    const [name = '', ...reason] = value.split('=');
    const label = `${key}: ${name.trim()}`;
    return [
      { tool: 'checkov', accepts: exactly(name.trim()), scope, label, reason: reason.join('=').trim() },
    ];
  }
  if (key === 'kube-linter.io/ignore-all')
    return [{ tool: 'kube-linter', accepts: () => true, scope, label: key, reason: value }];
  const check = /^ignore-check\.kube-linter\.io\/(.+)$/.exec(key)?.[1];
  return check === undefined
    ? []
    : [{ tool: 'kube-linter', accepts: exactly(check), scope, label: key, reason: value }];
}
