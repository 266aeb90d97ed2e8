import { controls } from '../../src/controls';
import { type ControlId } from '../../src/domain/control-attributes';
import { createMessages } from '../../src/messages/messages';
import { createControlText } from '../../src/messages/control-text';

/** The headline's text after "Since Monday,", for one finding and for three. */
const REGRESSION_TEXTS: readonly (readonly [ControlId, string, string])[] = [
  ['USR-01', "1 change to Jira's admins needs a review", "3 changes to Jira's admins need a review"],
  ['USR-02', '1 more default group grants admin access', '3 more default groups grant admin access'],
  [
    'USR-03',
    '1 inactive account is still an admin or space owner',
    '3 inactive accounts are still admins or space owners',
  ],
  ['USR-06', '1 more grant goes to a single user', '3 more grants go to single users'],
  ['INF-01', 'anyone on the internet got 1 more permission', 'anyone on the internet got 3 more permissions'],
  ['INF-02', 'everyone got 1 permission too many', 'everyone got 3 permissions too many'],
  ['INF-03', '1 filter became public', '3 filters became public'],
  ['INF-04', '1 dashboard became public', '3 dashboards became public'],
  ['INF-05', 'public sharing was turned on', 'public sharing was turned on'],
  [
    'INF-14',
    'backups or restore tests no longer meet the rules',
    'backups or restore tests no longer meet the rules',
  ],
  [
    'INF-21',
    'new spaces, filters, or dashboards start more open than before',
    'new spaces, filters, or dashboards start more open than before',
  ],
  ['APP-01', '1 unregistered app appeared', '3 unregistered apps appeared'],
  ['POL-01', 'the risk assessment needs an update', 'the risk assessment needs an update'],
  ['POL-07', 'the audit log goes back less than a year', 'the audit log goes back less than a year'],
];

describe('the headline about a control with regressions', () => {
  it('has a text for every control', () => {
    expect(REGRESSION_TEXTS.map(([id]) => id)).toEqual(controls.map(({ id }) => id));
  });

  it.each(REGRESSION_TEXTS)('%s: %s; %s', (id, one, three) => {
    const { regressionText } = createControlText(createMessages('en'), id);
    expect([regressionText(1), regressionText(3)]).toEqual([one, three]);
  });
});
