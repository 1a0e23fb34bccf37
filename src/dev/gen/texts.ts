// Finds texts that lack a language, differ in their placeholders, or are too long for a title.
import { languages } from '../../core/message';

/** Longest title, in characters, in any language (design: titles stay under 60). */
const longestTitle = 59;

/** A complaint about a text, with the way to it: `rules.container-privileged.title: de is missing`. */
export type Complaint = string;

/** Walks plain data and reports every incomplete text in it. */
export function checkTexts(value: unknown, path: string, seen = new Set<unknown>()): Complaint[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const entries = Object.entries(value);
  const present = languages.filter((language) => language in value);
  if (present.length > 0 && entries.every(([key]) => isLanguage(key)))
    return checkText(new Map(entries), path);
  return entries.flatMap(([key, inner]) => checkTexts(inner, `${path}.${key}`, seen));
}

function isLanguage(key: string): boolean {
  return languages.some((language) => language === key);
}

function checkText(text: ReadonlyMap<string, unknown>, path: string): Complaint[] {
  const complaints: Complaint[] = [];
  const expected = placeholders(text.get('en'));
  for (const language of languages) {
    const sentence = text.get(language);
    if (typeof sentence !== 'string' || sentence.trim() === '')
      complaints.push(`${path}: ${language} is missing`);
    else if (placeholders(sentence) !== expected)
      complaints.push(`${path}: ${language} has placeholders ${placeholders(sentence)}, en has ${expected}`);
    else if (path.endsWith('.title') && !path.includes('.sources.') && sentence.length > longestTitle)
      complaints.push(`${path}: ${language} has ${sentence.length} characters, at most ${longestTitle}`);
  }
  return complaints;
}

function placeholders(sentence: unknown): string {
  return typeof sentence === 'string' ? [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort().join(' ') : '';
}
