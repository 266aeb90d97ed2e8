import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Settings, defaultSettings, settingsSchema } from '../settings/settings';
import { type Instant } from '../terms/instant';
import { type LedgerRecord, appendToLedger } from './ledger';
import { type Write, createEntity } from './transaction';
import { readValue } from './values';

/** What is stored is never refused as a whole because of its time zone: one that this runtime no longer knows is UTC. */
const storedSettings = settingsSchema.extend({ timeZone: settingsSchema.shape.timeZone.catch('UTC') });

const storedShape = z.object({ revision: z.number().int(), body: storedSettings });

/** The settings, and how often they were saved: who saves names the revision that they changed. */
export interface StoredSettings {
  readonly revision: number;
  readonly current: Settings;
}

const KEY = 'current';
/** Apart from the settings themselves, so that a sweep that notes it never overwrites what an admin just saved. */
const JUDGED = 'settings:judged';

/** Bytes of JSON that settings may have: the platform takes 240 KiB, and the judged ones stand beside them. */
export const MOST_BYTES = 200_000;

/** @throws where they are there and can't be read: nobody's decisions are taken for none. */
export async function readSettings(): Promise<StoredSettings> {
  const stored: unknown = await kvs.entity('settings').get(KEY);
  if (stored === undefined || stored === null) return { revision: 0, current: defaultSettings };
  const { revision, body } = storedShape.parse(stored);
  return { revision, current: body };
}

/**
 * Saves settings with what the ledger tells of them, both or neither.
 * @returns false where somebody else saved since `revision`: nothing is written then.
 */
export async function saveSettings(
  next: Settings,
  revision: number,
  record: LedgerRecord,
  now: Instant,
): Promise<boolean> {
  // A first save depends on what is there as well.
  if (revision === 0) await createEntity('settings', KEY, { revision, body: defaultSettings });
  const when = { attribute: 'revision', equals: revision };
  const value = { revision: revision + 1, body: next };
  const writes = [{ key: KEY, value, entity: { name: 'settings', when } }] as const;
  return (await appendToLedger(record, now, { writes })) !== undefined;
}

/** The settings of the last judging: what differs from them came by a setting, not by the site. */
export const readJudgedSettings = (): Promise<Settings | undefined> => readValue(JUDGED, storedSettings);

export const judgedSettingsWrite = (settings: Settings): Write => ({ key: JUDGED, value: settings });
