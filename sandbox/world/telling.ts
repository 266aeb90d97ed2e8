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

/** A line about what happened on the host, in plain words; undefined where it is not worth one. */
export function toldAs(happening: Happening): { text: string; detail?: string } | undefined {
  switch (happening.kind) {
    case 'invocation': {
      const what = WHAT[happening.functionKey] ?? `The app ran ${happening.functionKey}`;
      const ended = ENDED[happening.ending];
      // What a page asks for is seen on the page, and what the trigger asks for is told by what does it.
      const isSilent = happening.cause === 'page' || happening.functionKey === 'on-tick';
      if (isSilent && ended === undefined) return undefined;
      const { calls } = happening;
      const detail = [
        `${calls} ${calls === 1 ? 'call' : 'calls'} in ${Math.round(happening.took)} ms`,
        ...(happening.message === undefined ? [] : [happening.message]),
      ].join('. ');
      return { text: ended === undefined ? what : `${what} ${ended}`, detail };
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
