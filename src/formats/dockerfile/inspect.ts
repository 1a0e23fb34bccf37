// Instructions in BuildKit's terms, as `berth inspect` prints them.
import { parse } from './parse';
import { type Dockerfile, heredocText, type Instruction } from './tree';

/** One instruction in BuildKit's terms; lines count from 1, and are 0 for a trigger, as BuildKit leaves them. */
export interface InspectedInstruction {
  readonly keyword: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly flags: readonly string[];
  readonly json: boolean;
  /** The strings of the JSON form, HEALTHCHECK's `CMD` first; empty in shell form. */
  readonly args: readonly string[];
  readonly heredocs: readonly InspectedHeredoc[];
  readonly trigger?: InspectedInstruction;
}

/** A heredoc in BuildKit's terms. */
interface InspectedHeredoc {
  readonly name: string;
  readonly stripTabs: boolean;
  readonly expand: boolean;
  readonly fd: number;
  readonly content: string;
}

/** What `inspect` prints for a Dockerfile beside facts and problems; `escape` only where it is not a backslash. */
export function instructionsOf(text: string): {
  readonly escape?: string;
  readonly instructions: readonly InspectedInstruction[];
} {
  const file = parse(text);
  const instructions = inspect(file);
  return file.escape === '\\' ? { instructions } : { escape: file.escape, instructions };
}

/** The instructions of a file in BuildKit's terms. */
export function inspect(file: Dockerfile): InspectedInstruction[] {
  return file.instructions.map((instruction) => inspectInstruction(file, instruction, false));
}

function inspectInstruction(
  file: Dockerfile,
  instruction: Instruction,
  isTrigger: boolean,
): InspectedInstruction {
  const { keyword, json, code, trigger } = instruction;
  const words = json?.map((word) => word.text) ?? [];
  if (json !== undefined && keyword === 'HEALTHCHECK') {
    const [kind = ''] = code.text.slice(instruction.argumentsStart, instruction.argumentsEnd).split(/\s/, 1);
    words.unshift(kind);
  }
  const inspected = {
    keyword,
    startLine: isTrigger ? 0 : instruction.startLine,
    endLine: isTrigger ? 0 : instruction.endLine,
    flags: instruction.flags.map((flag) => flag.text),
    json: json !== undefined,
    args: words,
    heredocs: instruction.heredocs.map((heredoc) => ({
      name: heredoc.name,
      stripTabs: heredoc.stripTabs,
      expand: heredoc.expand,
      fd: heredoc.fd,
      content: heredocText(file, heredoc),
    })),
  };
  return trigger === undefined
    ? inspected
    : { ...inspected, trigger: inspectInstruction(file, trigger, true) };
}
