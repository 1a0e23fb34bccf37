// Generates the parts of package.json that the tables of src/extension feed, and their translations.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '../../core/message';
import {
  type CommandContribution,
  commands,
  manifestTexts,
  type SettingContribution,
  settings,
} from '../../extension/contributions';
import { formats } from '../../formats/registry.generated';
import type { Generated } from './generated';

type Json = Record<string, unknown>;

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function settingSchema(id: string, setting: SettingContribution): Json {
  const { description: _, ...schema } = setting;
  return { ...schema, markdownDescription: `%${id}%` };
}

function paletteEntries(): Json[] {
  return Object.entries<CommandContribution>(commands)
    .filter(([, command]) => command.when !== undefined)
    .map(([command, { when }]) => ({ command, when }));
}

/** The keys of `contributes` that come from tables; the rest of package.json is written by hand. */
function contributions(): Json {
  return {
    commands: Object.keys(commands).map((command) => ({ command, title: `%${command}%`, category: 'Berth' })),
    menus: { commandPalette: paletteEntries() },
    configuration: {
      title: 'Berth',
      properties: Object.fromEntries(
        Object.entries(settings).map(([id, setting]) => [id, settingSchema(id, setting)]),
      ),
    },
  };
}

function translations(language: keyof Text): Json {
  const entries: [string, string][] = Object.entries(manifestTexts).map(([key, text]) => [
    key,
    text[language],
  ]);
  for (const [id, { title }] of Object.entries(commands)) entries.push([id, title[language]]);
  for (const [id, { description }] of Object.entries(settings)) entries.push([id, description[language]]);
  return Object.fromEntries(entries);
}

/** Languages that wake no one: JSON is in every window, VS Code itself opens some in each. */
const everywhere: ReadonlySet<string> = new Set(['json']);

/** package.json with its generated parts, and its translations. */
export function manifests(root: string): Generated[] {
  // package.json is ours and npm keeps it well formed; its shape is checked by the packaging.
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Json & {
    contributes?: Json;
  };
  const languages = [...new Set(formats.flatMap((format) => format.languages))]
    .filter((language) => !everywhere.has(language))
    .sort();
  const files = formats.flatMap((format) => format.wakingFiles ?? []);
  const complete = {
    ...manifest,
    activationEvents: [
      ...languages.map((language) => `onLanguage:${language}`),
      ...files.map((glob) => `workspaceContains:${glob}`),
    ],
    contributes: { ...manifest.contributes, ...contributions() },
  };
  return [
    { path: 'package.json', content: json(complete) },
    { path: 'package.nls.json', content: json(translations('en')) },
    { path: 'package.nls.de.json', content: json(translations('de')) },
  ];
}
