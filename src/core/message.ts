// User-visible text: every sentence exists in each language, and is rendered only at the edge.

/** The languages of the interface. English is the fallback. */
export const languages = ['en', 'de'] as const;

/** One of the interface's languages. */
export type Language = (typeof languages)[number];

/** A sentence in every language; `{name}` marks where an argument goes. */
export type Text = Readonly<Record<Language, string>>;

/** A value put into a template; numbers are written the way the language writes them. */
export type Argument = string | number | Text | readonly Argument[];

/** Arguments of a template, by name. */
export type Arguments = Readonly<Record<string, Argument>>;

/** A template with its arguments: plain data that any edge can render. */
export interface Message {
  readonly text: Text;
  readonly args?: Arguments;
}

/** Writes an argument in a language; lists are joined with commas. */
export function renderArgument(value: Argument, language: Language): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value, language);
  if (isList(value)) return value.map((item) => renderArgument(item, language)).join(', ');
  return value[language];
}

function isList(value: Text | readonly Argument[]): value is readonly Argument[] {
  return Array.isArray(value);
}

/** Renders a message; a placeholder without argument stays visible, so that a mistake is seen, not hidden. */
export function render(message: Message, language: Language): string {
  const { args } = message;
  const template = message.text[language];
  if (args === undefined) return template;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = args[name];
    return value === undefined ? whole : renderArgument(value, language);
  });
}

/** The message as an argument of another one. */
export function asText(message: Message): Text {
  return { en: render(message, 'en'), de: render(message, 'de') };
}

/** The message with a capital first letter, for where it stands alone; a placeholder there stays as it is. */
export function capitalised({ text, ...rest }: Message): Message {
  const capital = (template: string): string => template.charAt(0).toUpperCase() + template.slice(1);
  return { text: { en: capital(text.en), de: capital(text.de) }, ...rest };
}

/** Writes a number with at most two decimals and the language's decimal mark, without grouping. */
export function formatNumber(value: number, language: Language): string {
  const rounded = String(Math.round(value * 100) / 100);
  return language === 'de' ? rounded.replace('.', ',') : rounded;
}

const binaryUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const decimalUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

function size(count: number, base: number, units: readonly string[]): Text {
  let value = count;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  const write = (language: Language): string => `${formatNumber(value, language)} ${units[unit] ?? ''}`;
  return { en: write('en'), de: write('de') };
}

/** Bytes in the largest binary unit that keeps the number at 1 or above: `17179869184` is `16 GiB`. */
export function bytes(count: number): Text {
  return size(count, 1024, binaryUnits);
}

/** Bytes in the largest decimal unit, as vendors state their minima: `1000000000` is `1 GB`. */
export function decimalBytes(count: number): Text {
  return size(count, 1000, decimalUnits);
}

/** A text that reads the same in every language: a name, a command, a value. */
export function verbatim(value: string): Text {
  return { en: value, de: value };
}

/** The language asked for, else the one of a locale string such as `de_DE.UTF-8`, else English. */
export function languageOf(locale: string | undefined): Language {
  return locale !== undefined && /^de\b|^de[_-]/i.test(locale) ? 'de' : 'en';
}
