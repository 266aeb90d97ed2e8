import { type Settings, settingsSchema } from '../settings/settings';
import { type SettingsChange } from './contract/settings';

/** What no other group and no file touches. Parts that a group may leave empty are not taken over from before. */
const without = settingsSchema.omit({ siteBegan: true });

/** The settings with one group replaced. A baseline is taken, never changed with the rest. */
export function changedSettings(current: Settings, { group, value }: SettingsChange): Settings {
  return group === 'site' || group === 'all'
    ? { ...without.parse(current), ...value }
    : { ...current, ...value };
}
