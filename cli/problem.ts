import { type MessageValues, type Messages } from '../src/messages/messages';
import type terminal from '../static/locales/en/terminal.json';

export type ProblemCode = keyof (typeof terminal)['problems'];
export type FileFaultCode = keyof (typeof terminal)['files'];

/** What is wrong with a file's content, for a problem's message. */
export interface FileFault {
  readonly code: FileFaultCode;
  readonly args?: MessageValues;
}

/** An error's message on one line. */
export const toOneLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, ' ').trim();

/** Why the site can't be assessed. The command prints one line on stderr and exits with code 2. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly args: MessageValues;
  /** The message's argument `reason`. */
  readonly fault: FileFault | undefined;

  constructor(
    code: ProblemCode,
    args: MessageValues = {},
    { fault, cause }: { readonly fault?: FileFault; readonly cause?: unknown } = {},
  ) {
    super(code, cause === undefined ? {} : { cause });
    this.code = code;
    this.args = args;
    this.fault = fault;
  }
}

/** The message of a problem. It can contain text from the site or a file, so clean it before printing. */
export function messageOf(messages: Messages, { code, args, fault }: Problem): string {
  const reason =
    fault === undefined ? {} : { reason: messages.plainText(`terminal.files.${fault.code}`, fault.args) };
  return messages.plainText(`terminal.problems.${code}`, { ...args, ...reason });
}
