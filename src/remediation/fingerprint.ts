import { createHash } from 'node:crypto';

/** A short name for content: equal JSON gives the same 12 hexadecimal digits. The order of an object's members counts. */
export const fingerprint = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
