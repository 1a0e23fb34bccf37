// The docker-info format: what an engine said of itself, saved to a file.

import { statementAround } from '../comments';
import type { Format, Reading } from '../format';
import { secondValue } from '../json/messages';
import { parseJson } from '../json/parse';
import { lower } from './lower';
import { jsonReport, textReport } from './report';

/** Reports of `docker info` and `docker version`. A report is no configuration: nothing is edited in it. */
export default {
  id: 'docker-info',
  grammars: () => [],
  read: (text, path) => (/^\uFEFF?\s*[{[]/.test(text) ? readJson(text, path) : readText(text, path)),
} satisfies Format;

function readJson(text: string, path: string): Reading {
  const file = parseJson(text);
  const report = jsonReport(file, path);
  return {
    // The outputs of two commands may stand one after the other.
    problems: file.problems.filter(({ message }) => message !== secondValue),
    workloads: [],
    declarations: report === undefined ? [] : [lower(report, path, text.length)],
    comments: [],
    edits: () => undefined,
    statementAt: (offset) => statementAround(file, offset),
  };
}

function readText(text: string, path: string): Reading {
  const report = textReport(text, path);
  return {
    problems: [],
    workloads: [],
    declarations: report === undefined ? [] : [lower(report, path, text.length)],
    comments: [],
    edits: () => undefined,
    statementAt: () => ({ start: 0, end: text.length }),
  };
}
