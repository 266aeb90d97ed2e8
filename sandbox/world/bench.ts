import type { Bench, BenchAction, BenchChoice, ActivityLine, HistoryProgress } from '../browser/bench-port';
import { DAY, HOUR, MINUTE, type Millis } from '../clock';
import type { HostEvent } from '../forge/host-events';
import type { PlannedFault } from '../jira/faults';
import type { SiteSwitches } from '../jira/switches';
import { type SiteAction, siteActions } from './site-actions';
import { describeHostEvent } from './describe-host-event';
import { describeWorkItemEvent } from './describe-work-item-event';
import type { World } from './world';

/** What a run of the trigger takes: an event may come three minutes late, and a second read follows a minute after the first. */
const TRIGGER_RUN_TIME = 6 * MINUTE;

/** The bench of a world, with what whoever runs the world has to tell it. */
export interface WorldBench extends Bench {
  log(line: ActivityLine): void;
  /** What happened on the host: told where it says something, counted where it was one more look at the site. */
  logHostEvent(hostEvent: HostEvent): void;
  /** The days before the first visit, while they are lived through. */
  setHistoryProgress(days: HistoryProgress | undefined): void;
}

const FAULTS: Readonly<Record<string, { readonly label: string; readonly fault?: PlannedFault }>> = {
  none: { label: 'No errors' },
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
    label: 'Everything: 429, quota used up',
    fault: { on: 'GET *', fault: { kind: 'limit', reason: 'jira-quota-global-based', retryAfter: 1800 } },
  },
};

/** Of a look at the site that left its work items as they were. */
const SCANNED_WITHOUT_CHANGES = 'The app scanned the site. No work items to change.';

const formatDuration = (by: Millis): string => {
  const [count, unit] = by % DAY === 0 ? [by / DAY, 'day'] : [by / HOUR, 'hour'];
  return `${count} ${count === 1 ? unit : `${unit}s`}`;
};

const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const;

/** Makes the bench: acts of named persons, faults and switches of the site, its clock. */
export function createBench(world: World): WorldBench {
  const { site, host, clock, undoStore, activityLog } = world;
  const listeners = new Set<() => void>();
  let historyProgress: HistoryProgress | undefined;
  let fault = 'none';
  let repair: () => void = () => undefined;

  let version = 0;
  /** A look at the site that is told by what the app did then. */
  let isLogged = false;

  const notifyListeners = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  /** A disk that fails is told by whatever is written next and waited for. */
  const saveInBackground = (saving: Promise<void>): void => {
    saving.catch(() => undefined);
    notifyListeners();
  };
  const logLine = (line: ActivityLine): void => saveInBackground(activityLog.add(clock.now(), line));
  const logHostEvent = (hostEvent: HostEvent): void => {
    const activityLine = describeHostEvent(hostEvent);
    if (activityLine === 'look' && !isLogged)
      return saveInBackground(activityLog.addRepeated(clock.now(), SCANNED_WITHOUT_CHANGES));
    if (activityLine === 'look') isLogged = false;
    else if (activityLine !== undefined) return logLine(activityLine);
    notifyListeners();
  };

  site.onEvent(event => {
    const actor = site.state.accounts.get(event.actor ?? '');
    const eventLine = describeWorkItemEvent(event, actor?.displayName ?? 'Someone');
    isLogged ||= eventLine !== undefined && actor?.kind === 'app';
    if (eventLine === undefined) notifyListeners();
    else logLine(eventLine);
  });

  const toBenchAction = (siteAction: SiteAction): BenchAction => ({
    id: siteAction.id,
    title: siteAction.title,
    description: siteAction.description,
    state: undoStore.get(siteAction.id) === undefined ? 'ready' : 'done',
    run: async () => {
      const outcome = await siteAction.run();
      await undoStore.set(siteAction.id, outcome.undoData);
      logLine({ text: outcome.message, subject: { control: siteAction.control } });
    },
    undo: async () => {
      const undoData = undoStore.get(siteAction.id);
      if (undoData === undefined) return;
      const message = await siteAction.undo(undoData);
      await undoStore.delete(siteAction.id);
      logLine({ text: message, subject: { control: siteAction.control } });
    },
  });

  const toSwitch = (
    id: keyof SiteSwitches & string,
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
      logLine({
        text: `You set “${title}” to: ${options.find(option => option.value === chosen)?.label ?? chosen}`,
      });
    },
  });

  const choices = (): readonly BenchChoice[] => [
    {
      id: 'fault',
      kind: 'fault',
      title: 'Break an endpoint',
      description: 'Jira returns this to everyone until you change it.',
      options: Object.entries(FAULTS).map(([value, { label }]) => ({ value, label })),
      value: fault,
      choose: async chosen => {
        repair();
        fault = chosen;
        const planned = FAULTS[chosen]?.fault;
        repair = planned === undefined ? () => undefined : site.faults.add(planned);
        logLine({ text: `You set Jira's responses to: ${FAULTS[chosen]?.label ?? chosen}` });
      },
    },
    toSwitch(
      'appIsAdmin',
      'The app’s account has Administer Jira',
      'Jira grants this permission when the app is installed. An admin can remove it.',
      YES_NO,
      site.switches.appIsAdmin ? 'yes' : 'no',
      chosen => {
        site.switches.appIsAdmin = chosen === 'yes';
      },
    ),
    toSwitch(
      'auditForApps',
      'Apps can read the audit log',
      'Not verified on a real site: whether Jira lets apps read its audit log.',
      [
        { value: 'readable', label: 'Yes' },
        { value: 'forbidden', label: '403' },
      ],
      site.switches.auditForApps,
      chosen => {
        site.switches.auditForApps = chosen === 'forbidden' ? 'forbidden' : 'readable';
      },
    ),
  ];

  const advance = async (duration: Millis): Promise<void> => {
    await host.advance(duration);
    await world.pump();
    notifyListeners();
  };

  return {
    actions: () => siteActions(site).map(toBenchAction),
    choices,
    activity: () => activityLog.entries(),
    now: () => clock.now(),
    historyProgress: () => historyProgress,
    version: () => version,
    advance: async duration => {
      logLine({ text: `You moved the clock ahead ${formatDuration(duration)}` });
      await advance(duration);
    },
    runTrigger: async () => {
      logLine({ text: 'You ran the scheduled trigger' });
      await host.runSchedule('hourly-tick');
      await advance(TRIGGER_RUN_TIME);
    },
    onChange: listener => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    log: logLine,
    logHostEvent,
    setHistoryProgress: progress => {
      historyProgress = progress;
      notifyListeners();
    },
  };
}
