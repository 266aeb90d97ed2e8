import { approvable, approve, takeBack } from './contract/approve';
import { attest, checkControl, control } from './contract/control';
import { evidence, ledger, verify } from './contract/evidence';
import { previewFiling, takeBaseline, tryFiling } from './contract/filing';
import { home, progress, sweepNow } from './contract/home';
import { checkNow, panel } from './contract/panel';
import { proposals } from './contract/start';
import { saveSettings, search, settings, whatChanges } from './contract/settings';

/** What the admin pages may ask. */
export const adminCalls = {
  home,
  progress,
  sweepNow,
  control,
  checkControl,
  attest,
  approvable,
  approve,
  takeBack,
  proposals,
  settings,
  saveSettings,
  whatChanges,
  search,
  tryFiling,
  previewFiling,
  takeBaseline,
  evidence,
  ledger,
  verify,
} as const;
export type AdminCalls = typeof adminCalls;

/** What the panel on a work item may ask. */
export const panelCalls = { panel, checkNow } as const;
export type PanelCalls = typeof panelCalls;
