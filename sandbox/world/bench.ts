import type { Bench, BenchAction, BenchChoice, LivedDays } from '../browser/bench-port';
import { MINUTE, type Millis } from '../clock';
import type { PlannedFault } from '../jira/faults';
import type { Switches } from '../jira/switches';
import { type Act, actsOf } from './acts';
import { workItemNews } from './work-item-news';
import type { World } from './world';

/** What a run of the trigger takes: an event may come three minutes late, and a second read follows a minute after the first. */
const TRIGGERED = 6 * MINUTE;

/** The bench of a world, with what whoever runs the world has to tell it. */
export interface WorldBench extends Bench {
  tell(line: { text: string; detail?: string }): void;
  /** The days before the first visit, while they are lived through. */
  setLivedDays(days: LivedDays | undefined): void;
}

const FAULTS: Readonly<Record<string, { readonly label: string; readonly fault?: PlannedFault }>> = {
  none: { label: 'Answers as usual' },
  'filters-refused': {
    label: 'Filters: 403',
    fault: { on: 'GET /rest/api/3/filter*', fault: { kind: 'status', status: 403 } },
  },
  'schemes-broken': {
    label: 'Permission schemes: 503',
    fault: { on: 'GET /rest/api/3/permissionscheme*', fault: { kind: 'status', status: 503 } },
  },
  'quota-spent': {
    label: 'Everything: 429, quota spent',
    fault: { on: 'GET *', fault: { kind: 'limit', reason: 'jira-quota-global-based', retryAfter: 1800 } },
  },
};

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const;

/** Makes the bench: acts of named persons, faults and switches of the site, its clock. */
export function createBench(world: World): WorldBench {
  const { site, host, clock, left, told } = world;
  const listeners = new Set<() => void>();
  let lived: LivedDays | undefined;
  let fault = 'none';
  let repair: () => void = () => undefined;

  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const tell = ({ text, detail }: { text: string; detail?: string }): void => {
    // A disk that fails is told by whatever is written next and waited for.
    told.add({ at: clock.now(), text, ...(detail === undefined ? {} : { detail }) }).catch(() => undefined);
    changed();
  };

  site.onEvent(event => {
    const who = site.state.accounts.get(event.actor ?? '')?.displayName ?? 'Somebody';
    const news = workItemNews(event, who);
    if (news !== undefined) tell(news);
  });

  const actionOf = (act: Act): BenchAction => ({
    id: act.id,
    title: act.title,
    description: act.description,
    state: left.get(act.id) === undefined ? 'ready' : 'done',
    run: async () => {
      const done = await act.run();
      await left.keep(act.id, done.left);
      tell({ text: done.said });
    },
    undo: async () => {
      const before = left.get(act.id);
      if (before === undefined) return;
      const said = await act.undo(before);
      await left.drop(act.id);
      tell({ text: said });
    },
  });

  const switchOf = (
    id: keyof Switches & string,
    title: string,
    description: string,
    options: BenchChoice['options'],
    value: string,
    choose: (value: string) => void,
  ): BenchChoice => ({
    id,
    kind: 'switch',
    title,
    description,
    options,
    value,
    choose: async chosen => {
      choose(chosen);
      tell({ text: `${title}: ${options.find(option => option.value === chosen)?.label ?? chosen}` });
    },
  });

  const choices = (): readonly BenchChoice[] => [
    {
      id: 'fault',
      kind: 'fault',
      title: 'Break an endpoint',
      description: 'What Jira answers to everyone until you choose otherwise.',
      options: Object.entries(FAULTS).map(([value, { label }]) => ({ value, label })),
      value: fault,
      choose: async chosen => {
        repair();
        fault = chosen;
        const planned = FAULTS[chosen]?.fault;
        repair = planned === undefined ? () => undefined : site.faults.add(planned);
        tell({ text: `Jira: ${FAULTS[chosen]?.label ?? chosen}` });
      },
    },
    switchOf(
      'appIsAdmin',
      'The app’s account administers Jira',
      'Jira gives an installed app this right; an admin can take it away.',
      yesNo,
      site.switches.appIsAdmin ? 'yes' : 'no',
      chosen => {
        site.switches.appIsAdmin = chosen === 'yes';
      },
    ),
    switchOf(
      'auditForApps',
      'The audit log answers apps',
      'Whether Jira lets an app read its audit log could not be tried on a real site.',
      [
        { value: 'readable', label: 'Readable' },
        { value: 'forbidden', label: '403' },
      ],
      site.switches.auditForApps,
      chosen => {
        site.switches.auditForApps = chosen === 'forbidden' ? 'forbidden' : 'readable';
      },
    ),
  ];

  const advance = async (by: Millis): Promise<void> => {
    await host.advance(by);
    await world.pump();
    changed();
  };

  return {
    actions: () => actsOf(site).map(actionOf),
    choices,
    happenings: () => told.lines(),
    now: () => clock.now(),
    livedDays: () => lived,
    advance,
    runTrigger: async () => {
      await host.runSchedule('hourly-tick');
      await advance(TRIGGERED);
    },
    onChange: listener => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    tell,
    setLivedDays: days => {
      lived = days;
      changed();
    },
  };
}
