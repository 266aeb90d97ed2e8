import { z } from 'zod';
import { type Settings, defaultSettings, settingsSchema } from '../settings/settings';
import { readValue, writeValue } from './values';

/** `judged` are the settings of the last judging: what differs from it came by a setting, not by the site. */
const storedShape = z.object({
  revision: z.number().int(),
  current: settingsSchema,
  judged: settingsSchema.optional(),
});
export type StoredSettings = z.infer<typeof storedShape>;

const KEY = 'settings';

export const readSettings = async (): Promise<StoredSettings> =>
  (await readValue(KEY, storedShape)) ?? { revision: 0, current: defaultSettings };

/** @returns false where somebody else saved since `revision`: nothing is written then. */
export async function saveSettings(next: Settings, revision: number): Promise<boolean> {
  const stored = await readSettings();
  if (stored.revision !== revision) return false;
  await writeValue(KEY, { ...stored, revision: revision + 1, current: next });
  return true;
}

/** Remembers that judging has seen `settings`. */
export async function noteJudgedSettings(settings: Settings): Promise<void> {
  const stored = await readSettings();
  await writeValue(KEY, { ...stored, judged: settings });
}
