import { createContext, useContext } from 'react';
import { type Person } from '../bench-port';
import { type BenchView, type ShellConfig } from '../bench-view';
import { type EventHub } from './event-hub';
import { type Directory } from '../render/component-node';
import { type SiteClient } from './site/site-client';
import { type FlagActions } from './flags';
import { type Theme } from './theme';

/** What every view of the shell may ask for. */
export interface Shell {
  config: ShellConfig;
  person: Person;
  theme: Theme;
  flags: FlagActions;
  events: EventHub;
  /** The site as the person uses it, and its people as they are seen. */
  site: SiteClient;
  people: Directory;
  /** Undefined until the first news of it arrives. */
  bench: BenchView | undefined;
}

export const ShellContext = createContext<Shell | undefined>(undefined);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (shell === undefined) throw new Error('This view stands outside the shell');
  return shell;
}

/** Changes whenever something happened on the site, so that what was read from it is read again. */
export function useSiteVersion(): number {
  return useShell().bench?.version ?? 0;
}
