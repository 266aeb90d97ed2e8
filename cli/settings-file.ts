import { readFile } from 'node:fs/promises';
import { differencesIn } from '../src/jira/schema-differences';
import { defaultSettings, type Settings, settingsSchema } from '../src/settings/settings';
import { oneLine, Problem } from './problem';
import { seenBy } from './what-is-read';

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
    throw new Problem('bad-settings', { file, at: oneLine(cause) }, cause);
  }
  const read = settingsSchema.safeParse(given);
  if (!read.success) throw new Problem('bad-settings', { file, at: differencesIn(read.error) });
  // A list with a misspelt name would be judged as an empty one.
  const unknown = seenBy(settingsSchema, given).unread;
  if (unknown.length > 0) throw new Problem('unknown-settings', { file, keys: unknown.join(', ') });
  return read.data;
}
