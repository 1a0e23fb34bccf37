// Turns changes of the model's terms into edits of an answer file: whole commands and settings, with their lines.
import type { Change, TextEdit } from '../../core/format';
import { contains, type Span } from '../../core/span';
import { editorOf } from '../editor';
import { isSound, replaceText, targetAt, wholeLines } from '../xml/edits';
import { textOf, walk, type XmlDocument, type XmlElement } from '../xml/tree';
import { isCommand } from './lower';

/** Makes the edits of one file. */
export function editor(document: XmlDocument): (change: Change) => readonly TextEdit[] | undefined {
  return editorOf({
    removal: ({ span }) => {
      const command = commandAround(document, span);
      const target = command?.parent ?? targetAt(document, span)?.element;
      if (target === undefined || !isSound(target)) return undefined;
      // A line with several commands may do more than what is meant.
      if (command !== undefined && /&&|[;|]/.test(textOf(command)?.value ?? '')) return undefined;
      return { span: wholeLines(document.text, target), text: '' };
    },
    replacement: ({ span }, value) => {
      const element = targetAt(document, span)?.element;
      const text = element && textOf(element);
      // Part of a command is no value.
      return text === undefined ||
        commandAround(document, span) !== undefined ||
        element === undefined ||
        !isSound(element)
        ? undefined
        : replaceText(text, value);
    },
    binding: () => undefined,
    protection: () => undefined,
    set: () => undefined,
  });
}

function commandAround(document: XmlDocument, span: Span): XmlElement | undefined {
  for (const element of walk(document.nodes))
    if (isCommand(element) && contains(element.span, span)) return element;
  return undefined;
}
