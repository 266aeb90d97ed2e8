import type { ActivityLine } from '../browser/bench-port';
import type { HostEvent } from '../forge/host-events';

/** What a function of the app is for, in words that need no manifest. */
const FUNCTION_LABELS: Readonly<Record<string, string>> = {
  'on-tick': 'The hourly trigger ran',
  'on-scan': 'The app scanned the site',
  'on-site-event': 'Jira sent the app an event',
  'on-work-item-event': 'Jira sent the app an event about one of its work items',
  'on-lifecycle': 'Jira notified the app of its installation',
  'admin-api': 'The admin page called the app',
  'configure-api': 'The configuration page called the app',
  'panel-api': 'The work item panel called the app',
};

const ENDING_LABELS: Readonly<Record<string, string>> = {
  threw: '(failed)',
  'timed-out': '(timed out)',
  'out-of-memory': '(out of memory)',
  crashed: '(crashed)',
  refused: '(refused)',
};

/** What only passes on that something has to be done is told by what is done then. */
const QUIET_FUNCTIONS: ReadonlySet<string> = new Set(['on-tick', 'on-site-event', 'on-work-item-event']);

/**
 * What happened on the host, in plain words; undefined where it is not worth a line. `look`: the app read the site, as it
 * does all the time; what it made of it is told by its work items.
 */
export function describeHostEvent(hostEvent: HostEvent): ActivityLine | 'look' | undefined {
  switch (hostEvent.kind) {
    case 'invocation': {
      const { functionKey, ending, cause, calls, message, took } = hostEvent;
      const label = FUNCTION_LABELS[functionKey] ?? `The app ran ${functionKey}`;
      const endingLabel = ENDING_LABELS[ending];
      if (endingLabel === undefined) {
        if (functionKey === 'on-scan') return 'look';
        // What a page asks for is seen on the page.
        return cause === 'page' || QUIET_FUNCTIONS.has(functionKey) ? undefined : { text: label };
      }
      const detail = [
        `${calls} ${calls === 1 ? 'call' : 'calls'} in ${Math.round(took)} ms`,
        ...(message === undefined ? [] : [message]),
      ].join('. ');
      return { text: `${label} ${endingLabel}`, detail };
    }
    case 'console':
      return { text: `App log: ${hostEvent.text}` };
    case 'refused':
      return { text: `Forge rejected a call from the app: ${hostEvent.what}`, detail: hostEvent.why };
    case 'redelivery':
      return { text: 'Forge will retry a message', detail: hostEvent.why };
    case 'dropped':
      return { text: 'Forge dropped a message', detail: hostEvent.why };
    case 'filtered':
      return undefined;
  }
}
