import { inflateRawSync } from 'node:zlib';
import type { TestWorld } from './harness';

/** What tests read from the stored scan state. */
export interface StoredScanState {
  /** Slices in a row without progress. */
  readonly idleSlices: number;
  readonly pendingConfirmations: readonly unknown[];
  readonly scan?: { readonly pending: readonly string[] };
}

/** Reads an installation's scan state from the store, bypassing the app. It shows whether the last slice made progress. */
export async function readScanState({ store }: TestWorld, installationId: string): Promise<StoredScanState> {
  const path = ['forge', installationId, 'kvs'];
  const kvsLevel = store.sublevel<string, unknown>(path, { valueEncoding: 'json' });
  const stored = (await kvsLevel.get('value/|run')) as
    | {
        readonly value: Omit<StoredScanState, 'pendingConfirmations'> & {
          readonly pendingConfirmations: string;
        };
      }
    | undefined;
  if (stored === undefined) return { idleSlices: 0, pendingConfirmations: [] };
  const packed = new Uint8Array(Buffer.from(stored.value.pendingConfirmations, 'base64'));
  const pendingConfirmations = JSON.parse(inflateRawSync(packed).toString('utf8')) as unknown[];
  return { ...stored.value, pendingConfirmations };
}
