import { z } from 'zod';
import { type Settings, defaultSettings, settingsSchema } from '../settings/settings';
import { readValue, writeValue } from './values';

const storedShape = z.object({ revision: z.number().int(), current: settingsSchema });
export type StoredSettings = z.infer<typeof storedShape>;

const KEY = 'settings';
/** Apart from the settings themselves, so that a sweep that notes it never overwrites what an admin just saved. */
const JUDGED = 'settings:judged';

export const readSettings = async (): Promise<StoredSettings> =>
  (await readValue(KEY, storedShape)) ?? { revision: 0, current: defaultSettings };

/** @returns false where somebody else saved since `revision`: nothing is written then. */
export async function saveSettings(next: Settings, revision: number): Promise<boolean> {
  const stored = await readSettings();
  if (stored.revision !== revision) return false;
  await writeValue(KEY, { revision: revision + 1, current: next });
  return true;
}

/** The settings of the last judging: what differs from them came by a setting, not by the site. */
export const readJudgedSettings = (): Promise<Settings | undefined> => readValue(JUDGED, settingsSchema);

export const noteJudgedSettings = (settings: Settings): Promise<void> => writeValue(JUDGED, settings);
