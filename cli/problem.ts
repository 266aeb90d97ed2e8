import { type WordArgs } from '../static/locales';
import type terminal from '../static/locales/en/terminal.json';

export type ProblemCode = keyof (typeof terminal)['problems'];

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
