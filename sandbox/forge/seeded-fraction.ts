import { createHash } from 'node:crypto';

/**
 * A number in [0, 1) that depends on nothing but its arguments: chance that stays the same when the sandbox is started
 * again, and that one more event elsewhere doesn't shift.
 */
export function seededFraction(seed: string, ...about: ReadonlyArray<string | number>): number {
  const digest = createHash('sha1')
    .update([seed, ...about].join('\u0000'))
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}
