// Suppression comments of a JSON file.
import type { Comment } from '../../core/format';
import { suppressionComments } from '../comments';
import type { JsonFile } from './tree';

const markers = /^\/\/+|^\/\*+|\*+\/$/g;

/** The comments that may suppress findings, each with the statement it speaks about. */
export function jsonComments(file: JsonFile): readonly Comment[] {
  return suppressionComments(file, markers);
}

/** How a comment line reads. */
export function commentLine(text: string): string {
  return `// ${text}`;
}
