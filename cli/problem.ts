import { type WordArgs, type Words } from '../static/locales';
import type terminal from '../static/locales/en/terminal.json';

export type ProblemCode = keyof (typeof terminal)['problems'];
export type FileFaultCode = keyof (typeof terminal)['files'];

/** What is wrong with the content of a file, for the message of a problem. */
export interface FileFault {
  readonly code: FileFaultCode;
  readonly args?: WordArgs;
}

/** What a failure says, for the one line that the command ends with. */
export const oneLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, ' ').trim();

/** Why nothing can be assessed. It ends the command with one line on stderr and exit code 2. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly args: WordArgs;
  /** Fills `reason` of the message. */
  readonly fault: FileFault | undefined;

  constructor(
    code: ProblemCode,
    args: WordArgs = {},
    { fault, cause }: { readonly fault?: FileFault; readonly cause?: unknown } = {},
  ) {
    super(code, cause === undefined ? {} : { cause });
    this.code = code;
    this.args = args;
    this.fault = fault;
  }
}

/** The message of a problem. It may contain text of the site or of a file: clean it before it is printed. */
export function messageOf(words: Words, { code, args, fault }: Problem): string {
  const reason =
    fault === undefined ? {} : { reason: words.plain(`terminal.files.${fault.code}`, fault.args) };
  return words.plain(`terminal.problems.${code}`, { ...args, ...reason });
}
