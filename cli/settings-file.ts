import { readFile } from 'node:fs/promises';
import { differencesIn } from '../src/jira/schema-differences';
import { defaultSettings, type Settings, settingsSchema } from '../src/settings/settings';
import { Problem } from './problem';

/** The app's settings from a file; without one the lists are empty. @throws Problem where the file can't be used. */
export async function settingsIn(file: string | undefined): Promise<Settings> {
  if (file === undefined) return defaultSettings;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Problem('no-settings', { file }, cause);
  });
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new Problem(
      'bad-settings',
      { file, at: cause instanceof Error ? cause.message : String(cause) },
      cause,
    );
  }
  const read = settingsSchema.safeParse(given);
  if (!read.success) throw new Problem('bad-settings', { file, at: differencesIn(read.error) });
  return read.data;
}
