import { readFile } from 'node:fs/promises';
import { syntaxProblemIn } from './json-syntax';
import { type FileFault, oneLine } from './problem';

/** A file that can't be read as JSON. */
export class FileFaultError extends Error {
  override readonly name = 'FileFaultError';

  constructor(
    readonly fault: FileFault,
    cause?: unknown,
  ) {
    super(fault.code, cause === undefined ? {} : { cause });
  }
}

/** Whether the bytes are UTF-16: by its byte order mark, or since a first character of JSON has a zero byte beside it. */
const isUtf16 = ([first, second]: Buffer): boolean =>
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff) ||
  (first === 0) !== (second === 0);

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT') throw new FileFaultError({ code: 'missing' }, cause);
    if (code === 'EISDIR') throw new FileFaultError({ code: 'folder' }, cause);
    throw new FileFaultError({ code: 'unreadable', args: { cause: oneLine(cause) } }, cause);
  }
}

/** UTF-8, with or without a byte order mark. */
function textOf(bytes: Buffer): string {
  if (isUtf16(bytes)) throw new FileFaultError({ code: 'utf-16' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileFaultError({ code: 'not-utf-8' }, cause);
  }
}

/** The JSON in a file. @throws FileFaultError */
export async function jsonIn(file: string): Promise<unknown> {
  const text = textOf(await bytesOf(file));
  if (text.trim() === '') throw new FileFaultError({ code: 'empty' });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const { line, hint } = syntaxProblemIn(text) ?? { line: 1, hint: 'text' };
    throw new FileFaultError({ code: 'not-json', args: { line: String(line), hint } }, cause);
  }
}
