import { controls } from '../../src/controls';
import { type ControlId } from '../../src/terms/control-terms';
import { wordsOf } from '../../static/locales';
import { controlWords } from '../../static/locales/control-words';

/** What the headline says after "Since Monday,", for one finding and for three. */
const WORSE: readonly (readonly [ControlId, string, string])[] = [
  [
    'USR-01',
    'one thing about the admins changed that nobody reviewed',
    '3 things about the admins changed that nobody reviewed',
  ],
  ['USR-02', 'one more default group makes people admins', '3 more default groups make people admins'],
  [
    'USR-03',
    'one person who left still stands as admins or owners',
    '3 people who left still stand as admins or owners',
  ],
  ['USR-06', 'one more grant goes to people by name', '3 more grants go to people by name'],
  [
    'INF-01',
    'one more thing is open to anyone on the internet',
    '3 more things are open to anyone on the internet',
  ],
  [
    'INF-02',
    'everyone may do more than they should in one more place',
    'everyone may do more than they should in 3 more places',
  ],
  ['INF-03', 'one filter became public', '3 filters became public'],
  ['INF-04', 'one dashboard became public', '3 dashboards became public'],
  ['INF-05', 'public sharing was switched on', 'public sharing was switched on'],
  ['INF-14', 'backups are no longer as they should be', 'backups are no longer as they should be'],
  [
    'INF-21',
    'new spaces, filters or dashboards start more open than before',
    'new spaces, filters or dashboards start more open than before',
  ],
  ['APP-01', 'one app came in that nobody registered', '3 apps came in that nobody registered'],
  ['POL-01', 'the risk assessment no longer holds', 'the risk assessment no longer holds'],
  ['POL-07', 'the audit log no longer reaches back a year', 'the audit log no longer reaches back a year'],
];

describe('what the headline says of a control that got worse', () => {
  it('is written for every control', () => {
    expect(WORSE.map(([id]) => id)).toEqual(controls.map(({ id }) => id));
  });

  it.each(WORSE)('%s: %s; %s', (id, one, three) => {
    const { worse } = controlWords(wordsOf('en'), id);
    expect([worse(1), worse(3)]).toEqual([one, three]);
  });
});
