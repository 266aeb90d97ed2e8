import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';

/** Deflated JSON in base64: Forge charges for the bytes read and written, and facts are repetitive. */
export const pack = (value: unknown): string => deflateRawSync(JSON.stringify(value)).toString('base64');

/** @throws if `text` was not packed by `pack`. */
const unpack = (text: string): unknown =>
  JSON.parse(inflateRawSync(new Uint8Array(Buffer.from(text, 'base64'))).toString('utf8'));

/** Parses a packed value of the given schema. Anything else fails, such as a value of an older version. */
export const packedSchema = <T>(schema: z.ZodType<T>) =>
  z.string().transform((text, context): T => {
    try {
      const parsed = schema.safeParse(unpack(text));
      if (parsed.success) return parsed.data;
      for (const { message } of parsed.error.issues) context.addIssue(message);
    } catch {
      context.addIssue('not packed');
    }
    return z.NEVER;
  });
