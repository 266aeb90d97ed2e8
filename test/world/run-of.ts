import { inflateRawSync } from 'node:zlib';
import type { TestWorld } from './harness';

/** What a test asks of the run as it stands in the store. */
export interface Run {
  /** Slices in a row without progress. */
  readonly idle: number;
  readonly second: readonly unknown[];
  readonly sweep?: { readonly pending: readonly string[] };
}

/** The run of an installation, past the app: after each slice it says whether that made progress. */
export async function readRunOf({ store }: TestWorld, installationId: string): Promise<Run> {
  const path = ['forge', installationId, 'kvs'];
  const kept = store.sublevel<string, unknown>(path, { valueEncoding: 'json' });
  const stored = (await kept.get('value/|run')) as
    { readonly value: Omit<Run, 'second'> & { readonly second: string } } | undefined;
  if (stored === undefined) return { idle: 0, second: [] };
  const packed = new Uint8Array(Buffer.from(stored.value.second, 'base64'));
  return { ...stored.value, second: JSON.parse(inflateRawSync(packed).toString('utf8')) as unknown[] };
}
