import { host } from './bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { HOUR } from '../../src/terms/instant';
import { CHECKLIST, checklist, done, home, NOW, refused, row } from './answers';
import {
  choose,
  every,
  goToTab,
  one,
  opened,
  pageText,
  press,
  rowsOf,
  settled,
  textOf,
  type,
} from './screen';

const LABEL = 'Responsibilities of this site';
const open = (answer: () => unknown, more = {}) =>
  opened(<AdminPage first={CHECKLIST} />, { answers: { home: answer, progress: done({}), ...more } });
const names = () => rowsOf(LABEL).map(([name]) => name);

describe('the first screen', () => {
  it('is loaded by one call', async () => {
    await open(done(home()));
    expect(host.calls.map(({ name }) => name)).toEqual(['home']);
  });

  it('says in one sentence that nothing got worse, and how old what was read is', async () => {
    await open(done(home()));
    expect(pageText()).toContain('Nothing got worse since yesterday 9:30 AM.');
    expect(pageText()).toContain('All that the checklist rests on was read in the last hour.');
    expect(pageText()).toContain('Nothing waits for you.');
  });

  it('says what got worse since the last visit, worst first, in the words of each control', async () => {
    const worse = [
      { is: 'fell', control: 'INF-14', before: 'attested', after: 'due' },
      { is: 'findings', control: 'INF-03', count: 135, left: 135 },
      { is: 'findings', control: 'APP-01', count: 1, left: 1 },
      { is: 'findings', control: 'INF-04', count: 2, left: 2 },
      { is: 'findings', control: 'USR-06', count: 2, left: 2 },
    ] as const;
    await open(done(home({ worse: worse.slice(1, 2) })));
    expect(pageText()).toContain('Since yesterday 9:30 AM, 135 filters became public.');
    await open(done(home({ worse: [...worse] })));
    expect(pageText()).toContain(
      'Since yesterday 9:30 AM, “Backups made, and a restore tested” went from Attested to Due, 135 filters ' +
        'became public, one app came in that nobody registered, and 2 more responsibilities got worse.',
    );
  });

  it('counts what is mended since apart from what is open still', async () => {
    const worse = [
      { is: 'findings', control: 'INF-03', count: 5, left: 2 },
      { is: 'findings', control: 'INF-04', count: 1, left: 0 },
    ] as const;
    await open(done(home({ worse: [...worse] })));
    expect(pageText()).toContain(
      'Since yesterday 9:30 AM, 2 filters became public. 4 more things got worse and are open no more.',
    );
    await open(done(home({ worse: worse.slice(1) })));
    expect(pageText()).toContain('Since yesterday 9:30 AM, one thing got worse, and it is open no more.');
  });

  it('says on a first visit what is open, and how much of it was seen once, as its rows do', async () => {
    const { lastVisit: _earlier, ...first } = home({
      checklist: checklist({
        rows: [
          row('INF-03', { status: 'not-met', open: 1, suspected: 3 }),
          row('INF-04', { status: 'not-met', suspected: 2 }),
          // What the last reading came without holds nothing down any more.
          row('USR-01', { status: 'proved', open: 1 }),
        ],
      }),
    });
    await open(done(first));
    expect(pageText()).toContain(
      '6 things are open. 5 of them were seen once, and wait for a second reading.',
    );
    expect(pageText()).not.toContain('first visit');
    expect(rowsOf(LABEL).map(([, status]) => status)).toEqual([
      'Not met · 4 3 seen once',
      'Not met · 2 2 seen once',
      'Proved',
    ]);
  });

  it('says so where something can not be read, and since when', async () => {
    const gaps = [{ why: 'denied' as const }];
    const read = { state: 'complete' as const, read: 3, gaps: [], asOf: NOW - HOUR };
    const failing = { why: 'denied' as const, since: NOW - 2 * HOUR };
    const coverage = [
      { source: 'auditLog' as const, state: 'absent' as const, read: 0, gaps },
      { source: 'spaces' as const, ...read },
      { source: 'publicFilters' as const, ...read, failing },
    ];
    await open(done(home({ checklist: checklist({ coverage }) })));
    expect(pageText()).toContain("2 of 3 sources can't be read in full.");
    await open(done(home({ checklist: checklist({ coverage: coverage.slice(1) }) })));
    expect(pageText()).toContain("One of 2 sources can't be read in full since today 7:30 AM.");
  });

  it('calls what waits for points still being read, not unreadable', async () => {
    const gaps = [{ why: 'never-read' as const }];
    const coverage = [{ source: 'users' as const, state: 'absent' as const, read: 0, gaps }];
    await open(done(home({ checklist: checklist({ coverage }) })));
    expect(pageText()).toContain('One of 1 sources is still being read.');
    expect(pageText()).not.toContain("can't be read");
  });

  it('has one figure of how far reading is while a sweep is under way: the sweep’s own', async () => {
    const unread = { state: 'absent' as const, read: 0, gaps: [{ why: 'never-read' as const }] };
    const coverage = (['users', 'spaces', 'auditLog'] as const).map(source => ({ source, ...unread }));
    const sweep = {
      why: 'first' as const,
      startedAt: NOW,
      sources: [
        { source: 'users' as const, state: 'read' as const, read: 605 },
        { source: 'auditLog' as const, state: 'failed' as const },
        { source: 'spaces' as const, state: 'reading' as const },
      ],
      cost: { calls: 12, points: 40, objects: 30, seconds: 5 },
    };
    await open(done(home({ checklist: checklist({ coverage }), sweep })));
    expect(pageText()).toContain("Reading the site: 1 of 3 sources are read, one can't be read in full");
    expect(every('ProgressBar')[0]?.props.value).toBeCloseTo(2 / 3);
    expect(pageText().match(/of 3 sources/g)).toHaveLength(1);
    expect(pageText()).not.toContain('All that the checklist rests on was read');
  });

  it('says each band of the score in words, and they add up', async () => {
    await open(done(home()));
    expect(pageText()).toContain('Assured 58% – possible 81%');
    for (const band of ['Proved 41%', 'Attested 17%', 'Unknown or due 23%', 'Not met 19%'])
      expect(pageText()).toContain(band);
  });

  it('says what waits, and where to deal with it', async () => {
    const queue = [
      { is: 'cant-read', source: 'auditLog', why: 'denied', controls: 1, stands: false },
      {
        is: 'cant-read',
        source: 'publicFilters',
        why: 'failed',
        since: NOW - HOUR,
        controls: 0,
        stands: true,
      },
      { is: 'attest', control: 'INF-14', due: '2026-11-21', over: false },
      { is: 'not-filing', missing: 'baseline', open: 2 },
      {
        is: 'entries-end',
        list: 'approvedFilters',
        id: '7',
        name: 'Known issues',
        count: 3,
        due: '2026-11-27',
        over: false,
      },
      {
        is: 'work-item',
        control: 'INF-04',
        issueKey: 'SEC-6',
        remain: 1,
        of: 2,
        assigned: true,
        due: '2026-11-18',
        over: true,
      },
      {
        is: 'fix-failed',
        control: 'INF-03',
        issueKey: 'SEC-7',
        remain: 1,
        of: 3,
        assignee: 'lee',
        over: false,
      },
    ] as const;
    await open(done(home({ queue: [...queue] })));
    expect(pageText()).toContain('Audit log: Jira refused to let the app read it. One row waits for it.');
    expect(pageText()).toContain('Filters, for public shares since today 8:30 AM: Jira did not answer.');
    expect(pageText()).toContain('What was read before still counts.');
    expect(pageText()).toContain('Backups made, and a restore tested: the statement runs out due tomorrow');
    await press('Show all 7');
    expect(pageText()).toContain(
      'Known issues and 2 more in Filters that are meant to be public: their time runs out due Nov 27',
    );
    expect(pageText()).toContain('SEC-6 Dashboards not public: 1 of 2 left to fix Overdue Nov 18');
    expect(pageText()).toContain('SEC-7 Filters not public: was moved to Done, and 1 of 3 remains');
    expect(every('LinkButton').map(({ props }) => props.href)).toEqual(['/browse/SEC-6', '/browse/SEC-7']);
    await press('Take a baseline');
    expect(host.path).toBe('/settings/baseline');
  });
});

describe('what can not be read', () => {
  it('says what to do about it when asked, with the way to the evidence', async () => {
    const queue = [
      { is: 'cant-read', source: 'auditLog', why: 'denied', controls: 1, stands: false },
    ] as const;
    await open(done(home({ queue: [...queue] })));
    expect(pageText()).not.toContain('no app access rule shuts it out');
    await press('What to do');
    expect(pageText()).toContain('no app access rule shuts it out');
    await press('Hide');
    expect(pageText()).not.toContain('no app access rule shuts it out');
    await press('What to do');
    await press('See the evidence');
    expect(host.path).toBe('/evidence');
  });
});

describe('work items of which there are too many to look through', () => {
  it('are counted beside the queue, with the way to them in Jira', async () => {
    const rows = [row('INF-02', { moreWorkItems: 175 }), row('INF-03', { moreWorkItems: 5 })];
    await open(done(home({ checklist: checklist({ rows }) })));
    expect(pageText()).toContain(
      '180 more work items are open and not looked through here. See them in Jira',
    );
  });
});

describe('what changed', () => {
  const event = {
    at: NOW - HOUR,
    control: 'INF-03',
    is: 'opened' as const,
    count: 3,
    by: ['lee'],
    baseline: false,
    workItems: ['INF-03:space-7'],
  };
  const item = (key: string, issueKey: string) => ({ key, issueKey, is: 'open' as const, status: 'To Do' });

  it('says so while nothing has', async () => {
    await open(done(home()));
    expect(pageText()).toContain('Nothing has changed since the first reading.');
  });

  it('names who did it, within how long, and the work item of these findings, not another of the control', async () => {
    const workItems = [item('INF-03:site', 'SEC-1'), item('INF-03:space-7', 'SEC-2')];
    const events = [
      { ...event, from: NOW - 4 * HOUR },
      { ...event, is: 'closed' as const, count: 1, by: [], workItems: [], baseline: true },
    ];
    await open(done(home({ checklist: checklist({ events, rows: [row('INF-03', { workItems })] }) })));
    expect(pageText()).toContain('3 new findings');
    expect(pageText()).toContain('1 hour ago within 3 hours');
    expect(every('User').some(({ props }) => props.accountId === 'lee')).toBe(true);
    const changes = pageText().slice(0, pageText().indexOf('Score'));
    expect(changes.match(/SEC-\d/g)).toEqual(['SEC-2']);
  });

  it('tells a control that fell without a finding', async () => {
    const events = [
      {
        ...event,
        control: 'INF-14',
        is: 'fell' as const,
        by: [],
        workItems: [],
        statuses: { before: 'attested' as const, after: 'due' as const },
      },
    ];
    await open(done(home({ checklist: checklist({ events }) })));
    expect(pageText()).toContain('Backups made, and a restore tested Was Attested, is Due');
  });
});

describe('the sums on the first screen', () => {
  it('agree: the headline, the rows and the tabs count the same, and the bands make the score', async () => {
    const rows = [
      row('INF-03', { status: 'not-met', open: 3, suspected: 1 }),
      row('INF-04', { status: 'not-met', open: 1_200 }),
      row('USR-01', { status: 'unknown', open: 2 }),
      row('POL-01', { status: 'attested' }),
      row('APP-01', { status: 'not-met', open: 5 }),
    ];
    const { lastVisit: _earlier, ...first } = home({ checklist: checklist({ rows }) });
    await open(done(first));
    const numberIn = (text: string): number => Number(text.replace(/,/g, ''));
    const inRows = rowsOf(LABEL).map(([, status = '']) => numberIn(/· ([\d,]+)/.exec(status)?.[1] ?? '0'));
    const inHeadline = numberIn(/([\d,]+) things are open/.exec(pageText())?.[1] ?? '');
    expect(inHeadline).toBe(1_209);
    expect(inRows.reduce((sum, each) => sum + each, 0)).toBe(inHeadline);
    const tabs = every('Tab').map(textOf);
    const inTabs = tabs.flatMap(tab => /^(.+) (\d+)$/.exec(tab)?.[2] ?? []).map(Number);
    expect(inTabs).toEqual([5, 1, 1, 2, 1]);
    expect(rowsOf(LABEL)).toHaveLength(5);
    const share = (band: string): number => Number(new RegExp(`${band} (\\d+)%`).exec(pageText())?.[1]);
    expect(share('Proved') + share('Attested')).toBe(share('Assured'));
    expect(share('Assured') + share('Unknown or due')).toBe(share('possible'));
    expect(share('possible') + share('Not met')).toBe(100);
  });
});

describe('the rows', () => {
  const rows = [
    row('INF-04'),
    row('INF-14', { status: 'due', gaps: [{ why: 'not-attested' }] }),
    row('INF-03', { status: 'not-met', open: 3, owner: 'ana' }),
    row('USR-01', { status: 'unknown' }),
  ];

  it('stand worst first, and say status, number and owner in words', async () => {
    await open(done(home({ checklist: checklist({ rows }) })));
    expect(names()).toEqual([
      'Filters not public INF-03',
      'Backups made, and a restore tested INF-14',
      'Few, named admins USR-01',
      'Dashboards not public INF-04',
    ]);
    expect(rowsOf(LABEL)[0]?.[1]).toBe('Not met · 3');
  });

  it('are narrowed by area, words, status, owner and who can fix it; none left says how to go on', async () => {
    await open(done(home({ checklist: checklist({ rows }) })));
    await goToTab('Users 1');
    expect(names()).toEqual(['Few, named admins USR-01']);
    await goToTab('All 4');
    await type('Search', 'dash');
    expect(names()).toEqual(['Dashboards not public INF-04']);
    await choose('Status', 'Not met');
    expect(pageText()).toContain('No responsibility matches.');
    await press('Clear filters');
    await choose('Owner', 'Me');
    expect(names()).toEqual(['Filters not public INF-03']);
    await choose('Owner', 'Anybody');
    await choose('Who can fix it', 'Organization admin');
    expect(names()).toEqual(['Backups made, and a restore tested INF-14', 'Few, named admins USR-01']);
  });

  it('keep the filter over a look at one control', async () => {
    await open(done(home({ checklist: checklist({ rows }) })), { control: refused('failed') });
    await type('Search', 'filters');
    await press('Filters not public');
    expect(host.path).toBe('/control/INF-03');
    await press('Checklist');
    expect(names()).toEqual(['Filters not public INF-03']);
  });

  it('say that a work item could not be filed', async () => {
    const problem = { code: 'required-fields', args: { fields: 'Team' } };
    const workItems = [{ key: 'INF-03:site', is: 'cannot-file' as const, problem }];
    await open(done(home({ checklist: checklist({ rows: [row('INF-03', { workItems })] }) })));
    expect(rowsOf(LABEL)[0]?.at(-1)).toContain('Not filed');
    expect(every('Tooltip').map(({ props }) => props.content)).toContain(
      "The work type requires fields that have no value in this app's settings: Team.",
    );
  });

  it('send an overdue statement to its form', async () => {
    await open(done(home({ checklist: checklist({ rows }) })), { control: refused('failed') });
    await press('Attest INF-14');
    expect(host.path).toBe('/control/INF-14');
  });
});

describe('when it is not so', () => {
  const unread = home();
  delete unread.checklist;

  it('begins with what the app reads and never does, before anything was read', async () => {
    const setup = {
      started: false,
      project: false,
      baseline: false,
      known: 0,
      open: 0,
      sensitive: 0,
      owners: 0,
    };
    await open(done({ ...unread, setup }), { sweepNow: done({ is: 'asked' }) });
    expect(pageText()).toContain('Nothing is filed until you say so.');
    await press('Start reading');
    expect(host.calls.map(({ name }) => name)).toContain('sweepNow');
  });

  it('shows how far a first reading has come', async () => {
    const sources = [
      { source: 'licence', state: 'read', read: 2, of: 2 },
      { source: 'spaces', state: 'reading', read: 50, of: 120 },
      { source: 'users', state: 'waiting' },
    ];
    const sweep = {
      why: 'first',
      startedAt: NOW,
      sources,
      cost: { calls: 12, points: 40, objects: 30, seconds: 5 },
    };
    await open(done({ ...unread, sweep }));
    expect(pageText()).toContain('Reading the site: 1 of 3 sources are read');
    expect(pageText()).toContain('12 calls, 40 points');
    expect(every('ProgressBar')[0]?.props.value).toBeCloseTo(1 / 3);
  });

  it.each([
    ['somebody who is no Jira admin', refused('forbidden'), 'This page is for Jira admins'],
    ['an app without its rights', refused('app-not-admin'), 'The app has lost its rights in Jira'],
    ['a failure', refused('failed'), 'This could not be loaded'],
    [
      'no answer',
      () => {
        throw new Error('timed out');
      },
      'This could not be loaded',
    ],
    ['an answer of another version', done({ now: 'soon' }), 'This could not be loaded'],
  ])('tells %s what happened', async (_, answer, words) => {
    await open(answer);
    expect(pageText()).toContain(words);
  });

  it('loads again after a failure', async () => {
    let fails = true;
    await open(() => (fails ? refused('failed')() : done(home())()));
    fails = false;
    await press('Try again');
    expect(pageText()).toContain('Nothing got worse');
  });

  it('says how to give the app its rights back, and still shows what was last seen', async () => {
    const queue = [{ is: 'lost-rights' as const, sources: 9, controls: 4 }];
    await open(done(home({ app: 'lost-rights', queue })));
    expect(pageText()).toContain('atlassian-addons-admin');
    expect(pageText()).toContain("9 sources can't be read, and 4 rows wait for them.");
    expect(pageText()).not.toContain('was read in the last');
    expect(names().length).toBeGreaterThan(10);
  });

  it('says that the app has not run for hours', async () => {
    await open(done(home({ app: 'behind', lastTick: NOW - 5 * HOUR })));
    expect(pageText()).toContain('the last time was 5 hours ago');
  });

  it('says that there is no such responsibility', async () => {
    await opened(<AdminPage first={CHECKLIST} />, {
      path: '/control/INF-99',
      answers: {
        home: done(home()),
        control: () => ({ is: 'refused', error: { code: 'invalid', fields: [] } }),
      },
    });
    expect(pageText()).toContain('There is no such page');
    await press('Go to the checklist');
    expect(host.path).toBe('/checklist');
  });

  it('stays itself where Jira gives the page no history', async () => {
    await opened(<AdminPage first={CHECKLIST} />, {
      answers: { home: done(home()), control: refused('failed') },
      hasHistory: false,
    });
    await press('Filters not public');
    expect(pageText()).toContain('This could not be loaded');
    await press('Checklist');
    expect(pageText()).toContain('Nothing got worse');
  });
});

describe('Sweep now', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  it('follows the sweep to its end, then shows the new checklist', async () => {
    let checklistAt = NOW;
    let sweep: object | undefined;
    const shown = () => done(home({ checklist: checklist({ at: checklistAt }) }))();
    await open(shown, {
      sweepNow: done({ is: 'asked' }),
      progress: () => done({ checklistAt, ...(sweep === undefined ? {} : { sweep }) })(),
    });
    const look = async () => {
      await jest.advanceTimersByTimeAsync(3_000);
      await settled();
    };
    await press('Sweep now');
    expect(host.flags).toEqual([{ title: 'The sweep starts within a minute', type: 'success' }]);
    sweep = {
      why: 'asked',
      startedAt: NOW,
      sources: [{ source: 'spaces', state: 'waiting' }],
      cost: { calls: 1, points: 3, objects: 2, seconds: 1 },
    };
    await look();
    expect(pageText()).toContain('Reading the site: 0 of 1 sources');
    expect(one('LoadingButton', 'Sweep now').props.isDisabled).toBe(true);
    sweep = undefined;
    checklistAt = NOW + 1;
    await look();
    expect(pageText()).not.toContain('Reading the site');
    expect(host.calls.filter(({ name }) => name === 'home').length).toBeGreaterThan(1);
    expect(textOf(one('LoadingButton', 'Sweep now'))).toBe('Sweep now');
  });

  it.each([
    [{ is: 'running' }, 'A scan is already running', 'info'],
    [{ is: 'too-soon', againAt: NOW }, 'A scan was requested minutes ago', 'info'],
    [{ is: 'paused', until: NOW }, 'Hourly API limit reached', 'warning'],
  ])('says why it doesn’t start: %o', async (answer, title, type) => {
    await open(done(home()), { sweepNow: done(answer) });
    await press('Sweep now');
    expect(host.flags).toEqual([{ title, type }]);
  });

  it('says so where it could not be asked', async () => {
    await open(done(home()), { sweepNow: refused('failed') });
    await press('Sweep now');
    expect(host.flags).toEqual([{ title: 'That did not work', type: 'error' }]);
  });
});
