import { readFile } from 'node:fs/promises';
import { findSyntaxProblem } from './json-syntax';
import { type FileFault, toOneLine } from './problem';

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

/** Whether the bytes are UTF-16: they have its byte order mark, or exactly one of the first two bytes is zero. */
const isUtf16 = ([first, second]: Buffer): boolean =>
  (first === 0xff && second === 0xfe) ||
  (first === 0xfe && second === 0xff) ||
  (first === 0) !== (second === 0);

const errorCodeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = errorCodeOf(cause);
    if (code === 'ENOENT') throw new FileFaultError({ code: 'missing' }, cause);
    if (code === 'EISDIR') throw new FileFaultError({ code: 'folder' }, cause);
    throw new FileFaultError({ code: 'unreadable', args: { cause: toOneLine(cause) } }, cause);
  }
}

/** Decodes UTF-8, with or without a byte order mark. */
function decodeUtf8(bytes: Buffer): string {
  if (isUtf16(bytes)) throw new FileFaultError({ code: 'utf-16' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileFaultError({ code: 'not-utf-8' }, cause);
  }
}

/**
 * Reads a JSON file.
 * @throws FileFaultError
 */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = decodeUtf8(await readBytes(file));
  if (text.trim() === '') throw new FileFaultError({ code: 'empty' });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const { line, hint } = findSyntaxProblem(text) ?? { line: 1, hint: 'text' };
    throw new FileFaultError({ code: 'not-json', args: { line: String(line), hint } }, cause);
  }
}
