import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Settings, defaultSettings, settingsSchema } from '../settings/settings';
import { createEntity, replaceEntity } from './condition';
import { readValue, writeValue } from './values';

const storedShape = z.object({ revision: z.number().int(), body: settingsSchema });

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

/** @returns false where somebody else saved since `revision`: nothing is written then. */
export function saveSettings(next: Settings, revision: number): Promise<boolean> {
  const value = { revision: revision + 1, body: next };
  return revision === 0
    ? createEntity('settings', KEY, value)
    : replaceEntity('settings', KEY, value, 'revision', revision);
}

/** The settings of the last judging: what differs from them came by a setting, not by the site. */
export const readJudgedSettings = (): Promise<Settings | undefined> => readValue(JUDGED, settingsSchema);

export const noteJudgedSettings = (settings: Settings): Promise<void> => writeValue(JUDGED, settings);
