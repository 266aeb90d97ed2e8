import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Settings, defaultSettings, settingsSchema } from '../settings/settings';
import { type Instant } from '../domain/instant';
import { type AuditEntryInput, appendToAuditTrail } from './audit-trail';
import { type StorageWrite, createEntity } from './transaction';
import { readValue } from './values';

/** Stored settings stay readable if this runtime no longer knows their time zone: it becomes UTC. */
const tolerantSettingsSchema = settingsSchema.extend({
  timeZone: settingsSchema.shape.timeZone.catch('UTC'),
});

const storedSettingsSchema = z.object({ revision: z.number().int(), body: tolerantSettingsSchema });

/** The settings, with the revision of the record for conditional writes. */
export interface StoredSettings {
  readonly revision: number;
  readonly current: Settings;
}

const SETTINGS_KEY = 'current';
/** A separate key, so that a scan that stores the judged settings never overwrites what an admin just saved. */
const JUDGED_SETTINGS_KEY = 'settings:judged';

/** Maximum size of the settings in bytes of JSON. The Forge limit for one value is 240 KiB. */
export const MAX_SETTINGS_BYTES = 200_000;

/** @throws ZodError if the stored settings are unreadable: defaults must never replace an admin's decisions. */
export async function readSettings(): Promise<StoredSettings> {
  const stored: unknown = await kvs.entity('settings').get(SETTINGS_KEY);
  if (stored === undefined || stored === null) return { revision: 0, current: defaultSettings };
  const { revision, body } = storedSettingsSchema.parse(stored);
  return { revision, current: body };
}

/**
 * Saves settings and their audit trail entry in one transaction.
 * @returns false, with nothing written, if someone else saved since `revision`.
 */
export async function saveSettings(
  next: Settings,
  revision: number,
  auditRecord: AuditEntryInput,
  now: Instant,
): Promise<boolean> {
  // Creates the record first, so that the first save is a conditional write too.
  if (revision === 0) await createEntity('settings', SETTINGS_KEY, { revision, body: defaultSettings });
  const when = { attribute: 'revision', equals: revision };
  const value = { revision: revision + 1, body: next };
  const writes = [{ key: SETTINGS_KEY, value, entity: { name: 'settings', when } }] as const;
  return (await appendToAuditTrail(auditRecord, now, { writes })) !== undefined;
}

/** The settings of the last judging. A finding that differs because of newer settings was not caused by the site. */
export const readJudgedSettings = (): Promise<Settings | undefined> =>
  readValue(JUDGED_SETTINGS_KEY, tolerantSettingsSchema);

export const buildJudgedSettingsWrite = (settings: Settings): StorageWrite => ({
  key: JUDGED_SETTINGS_KEY,
  value: settings,
});
