import { defaultSettings, type Settings, settingsSchema } from '../src/settings/settings';
import { FileFaultError, readJsonFile } from './json-file';
import { type FileFault, Problem } from './problem';
import { shapeFault } from './shape-fault';
import { projectBySchema } from './schema-projection';

const settingsFileProblem = (file: string, fault: FileFault, cause?: unknown): Problem =>
  new Problem(fault.code === 'missing' ? 'no-settings' : 'bad-settings', { file }, { fault, cause });

/**
 * Reads the settings from a file. Without a file, the lists are empty.
 * @throws Problem if the file can't be used.
 */
export async function readSettingsFile(file: string | undefined): Promise<Settings> {
  if (file === undefined) return defaultSettings;
  const content = await readJsonFile(file).catch((error: unknown) => {
    throw error instanceof FileFaultError ? settingsFileProblem(file, error.fault, error) : error;
  });
  const parsed = settingsSchema.safeParse(content);
  if (!parsed.success) throw settingsFileProblem(file, shapeFault(parsed.error));
  // A misspelled list name would otherwise count as an empty list.
  const unknownKeys = projectBySchema(settingsSchema, content).unknownKeys;
  if (unknownKeys.length > 0) throw new Problem('unknown-settings', { file, keys: unknownKeys.join(', ') });
  return parsed.data;
}
