import { type WordArgs } from '../static/locales';
import type terminal from '../static/locales/en/terminal.json';

export type ProblemCode = keyof (typeof terminal)['problems'];

/** What a failure says, for the one line that the command ends with. */
export const oneLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, ' ').trim();

/** Why nothing can be assessed. It ends the command with one line on stderr and exit code 2. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly args: WordArgs;

  constructor(code: ProblemCode, args: WordArgs = {}, cause?: unknown) {
    super(code, cause === undefined ? {} : { cause });
    this.code = code;
    this.args = args;
  }
}
