import { type Settings, settingsSchema } from '../settings/settings';
import { type SettingsChange } from './contract/settings';

/**
 * Omits `siteBegan`, because it is optional in the groups `site` and `all`: a change without it clears the stored
 * value.
 */
const transferableSettingsSchema = settingsSchema.omit({ siteBegan: true });

/** Replaces one group of the settings. Keeps the baseline, which has its own call. */
export function applySettingsChange(current: Settings, { group, value }: SettingsChange): Settings {
  return group === 'site' || group === 'all'
    ? { ...transferableSettingsSchema.parse(current), ...value }
    : { ...current, ...value };
}
