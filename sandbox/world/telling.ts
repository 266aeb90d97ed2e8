import type { Line } from '../browser/bench-port';
import type { Happening } from '../forge/happenings';

/** What a function of the app is for, in words that need no manifest. */
const WHAT: Readonly<Record<string, string>> = {
  'on-tick': 'The hourly trigger ran',
  'on-sweep': 'The app looked at the site',
  'on-site-event': 'Jira told the app that something changed',
  'on-work-item-event': 'Jira told the app that one of its work items changed',
  'on-lifecycle': 'Jira told the app that it was installed',
  'admin-api': 'The admin page asked the app',
  'configure-api': 'The configuration page asked the app',
  'panel-api': 'The panel on a work item asked the app',
};

const ENDED: Readonly<Record<string, string>> = {
  threw: 'and failed',
  'timed-out': 'and ran out of time',
  'out-of-memory': 'and ran out of memory',
  crashed: 'and crashed',
  refused: 'and was refused',
};

/** What only passes on that something has to be done is told by what is done then. */
const PASSED_ON: ReadonlySet<string> = new Set(['on-tick', 'on-site-event', 'on-work-item-event']);

/**
 * What happened on the host, in plain words; undefined where it is not worth a line. `look`: the app read the site, as it
 * does all the time; what it made of it is told by its work items.
 */
export function heardAs(happening: Happening): Line | 'look' | undefined {
  switch (happening.kind) {
    case 'invocation': {
      const { functionKey, ending, cause, calls, message, took } = happening;
      const what = WHAT[functionKey] ?? `The app ran ${functionKey}`;
      const ended = ENDED[ending];
      if (ended === undefined) {
        if (functionKey === 'on-sweep') return 'look';
        // What a page asks for is seen on the page.
        return cause === 'page' || PASSED_ON.has(functionKey) ? undefined : { text: what };
      }
      const detail = [
        `${calls} ${calls === 1 ? 'call' : 'calls'} in ${Math.round(took)} ms`,
        ...(message === undefined ? [] : [message]),
      ].join('. ');
      return { text: `${what} ${ended}`, detail };
    }
    case 'console':
      return { text: `The app wrote to its log: ${happening.text}` };
    case 'refused':
      return { text: `Forge refused the app: ${happening.what}`, detail: happening.why };
    case 'again':
      return { text: 'A message comes again later', detail: happening.why };
    case 'dropped':
      return { text: 'A message was given up', detail: happening.why };
    case 'filtered':
      return undefined;
  }
}
