import type { Bench, BenchAction, BenchChoice, Line, LivedDays } from '../browser/bench-port';
import { DAY, HOUR, MINUTE, type Millis } from '../clock';
import type { Happening } from '../forge/happenings';
import type { PlannedFault } from '../jira/faults';
import type { Switches } from '../jira/switches';
import { type Act, actsOf } from './acts';
import { heardAs } from './telling';
import { workItemNews } from './work-item-news';
import type { World } from './world';

/** What a run of the trigger takes: an event may come three minutes late, and a second read follows a minute after the first. */
const TRIGGERED = 6 * MINUTE;

/** The bench of a world, with what whoever runs the world has to tell it. */
export interface WorldBench extends Bench {
  tell(line: Line): void;
  /** What happened on the host: told where it says something, counted where it was one more look at the site. */
  hear(happening: Happening): void;
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
  'user-service-down': {
    label: 'Accounts: user service down',
    fault: { on: 'GET *', fault: { kind: 'user-service-down' } },
  },
  'quota-spent': {
    label: 'Everything: 429, quota spent',
    fault: { on: 'GET *', fault: { kind: 'limit', reason: 'jira-quota-global-based', retryAfter: 1800 } },
  },
};

/** Of a look at the site that left its work items as they were. */
const LOOKED = 'The app looked at the site and had no work item to change';

const lengthOf = (by: Millis): string => {
  const [count, unit] = by % DAY === 0 ? [by / DAY, 'day'] : [by / HOUR, 'hour'];
  return `${count} ${count === 1 ? unit : `${unit}s`}`;
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

  let version = 0;
  /** A look at the site that is told by what the app did then. */
  let isTold = false;

  const changed = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  /** A disk that fails is told by whatever is written next and waited for. */
  const kept = (written: Promise<void>): void => {
    written.catch(() => undefined);
    changed();
  };
  const tell = (line: Line): void => kept(told.add(clock.now(), line));
  const hear = (happening: Happening): void => {
    const heard = heardAs(happening);
    if (heard === 'look' && !isTold) return kept(told.count(clock.now(), LOOKED));
    if (heard === 'look') isTold = false;
    else if (heard !== undefined) return tell(heard);
    changed();
  };

  site.onEvent(event => {
    const actor = site.state.accounts.get(event.actor ?? '');
    const news = workItemNews(event, actor?.displayName ?? 'Somebody');
    isTold ||= news !== undefined && actor?.kind === 'app';
    if (news === undefined) changed();
    else tell(news);
  });

  const actionOf = (act: Act): BenchAction => ({
    id: act.id,
    title: act.title,
    description: act.description,
    state: left.get(act.id) === undefined ? 'ready' : 'done',
    run: async () => {
      const done = await act.run();
      await left.keep(act.id, done.left);
      tell({ text: done.said, about: { control: act.control } });
    },
    undo: async () => {
      const before = left.get(act.id);
      if (before === undefined) return;
      const said = await act.undo(before);
      await left.drop(act.id);
      tell({ text: said, about: { control: act.control } });
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
      tell({
        text: `You switched “${title}” to: ${options.find(option => option.value === chosen)?.label ?? chosen}`,
      });
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
        tell({ text: `You let Jira answer: ${FAULTS[chosen]?.label ?? chosen}` });
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
    version: () => version,
    advance: async by => {
      tell({ text: `You moved the clock ${lengthOf(by)} ahead` });
      await advance(by);
    },
    runTrigger: async () => {
      tell({ text: 'You ran the scheduled trigger' });
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
    hear,
    setLivedDays: days => {
      lived = days;
      changed();
    },
  };
}
