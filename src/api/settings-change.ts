import { type Settings } from '../settings/settings';
import { type SettingsChange } from './contract/settings';

/** The settings with one group replaced. A baseline is taken, never changed with the rest. */
export const changedSettings = (current: Settings, { value }: SettingsChange): Settings => ({
  ...current,
  ...value,
});
