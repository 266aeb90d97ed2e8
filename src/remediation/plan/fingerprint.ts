import { createHash } from 'node:crypto';

/** A short hash: equal JSON gives the same 12 hexadecimal digits. The order of object members matters. */
export const fingerprint = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
