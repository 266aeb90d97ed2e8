import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';

/** JSON, deflated, in base64: writing and reading are what storage charges for, and facts repeat themselves. */
export const pack = (value: unknown): string => deflateRawSync(JSON.stringify(value)).toString('base64');

/** @throws where the text was not packed by `pack`. */
const unpack = (text: string): unknown =>
  JSON.parse(inflateRawSync(new Uint8Array(Buffer.from(text, 'base64'))).toString('utf8'));

/** What was packed and is of the shape. Anything else does not parse, like a value of an older version. */
export const packed = <T>(shape: z.ZodType<T>) =>
  z.string().transform((text, context): T => {
    try {
      const read = shape.safeParse(unpack(text));
      if (read.success) return read.data;
      for (const { message } of read.error.issues) context.addIssue(message);
    } catch {
      context.addIssue('not packed');
    }
    return z.NEVER;
  });
