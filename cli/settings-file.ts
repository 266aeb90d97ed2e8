import { defaultSettings, type Settings, settingsSchema } from '../src/settings/settings';
import { FileFaultError, jsonIn } from './json-file';
import { type FileFault, Problem } from './problem';
import { shapeFault } from './shape-fault';
import { seenBy } from './what-is-read';

const unusable = (file: string, fault: FileFault, cause?: unknown): Problem =>
  new Problem(fault.code === 'missing' ? 'no-settings' : 'bad-settings', { file }, { fault, cause });

/** The app's settings from a file; without one the lists are empty. @throws Problem where the file can't be used. */
export async function settingsIn(file: string | undefined): Promise<Settings> {
  if (file === undefined) return defaultSettings;
  const given = await jsonIn(file).catch((error: unknown) => {
    throw error instanceof FileFaultError ? unusable(file, error.fault, error) : error;
  });
  const read = settingsSchema.safeParse(given);
  if (!read.success) throw unusable(file, shapeFault(read.error));
  // A misspelled list would be judged as an empty one.
  const unknown = seenBy(settingsSchema, given).unread;
  if (unknown.length > 0) throw new Problem('unknown-settings', { file, keys: unknown.join(', ') });
  return read.data;
}
