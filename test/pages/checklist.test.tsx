import { host } from './fake-bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { HOUR } from '../../src/domain/instant';
import {
  CHECKLIST_ROUTE,
  checklistValue,
  doneAnswer,
  homeValue,
  NOW,
  refusedAnswer,
  checklistRow,
} from './fixtures';
import {
  chooseOption,
  findAll,
  goToTab,
  findOne,
  renderPage,
  pageText,
  pressButton,
  rowsOf,
  waitUntilSettled,
  textOf,
  typeInto,
} from './page-driver';

const LABEL = 'Controls on this site';
const open = (answer: () => unknown, more = {}) =>
  renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
    answers: { checklist: answer, scanProgress: doneAnswer({}), ...more },
  });
const names = () => rowsOf(LABEL).map(([name]) => name);

describe('the checklist page', () => {
  it('loads with one call', async () => {
    await open(doneAnswer(homeValue()));
    expect(host.calls.map(({ name }) => name)).toEqual(['checklist']);
  });

  it('shows that there are no regressions, and the age of the oldest evidence', async () => {
    await open(doneAnswer(homeValue()));
    expect(pageText()).toContain('Nothing new since yesterday 9:30 AM.');
    expect(pageText()).toContain('Oldest evidence: 1 hour.');
    expect(pageText()).toContain('Nothing needs your attention.');
  });

  it("names regressions since the last visit, worst first, with each control's text", async () => {
    const regressions = [
      { is: 'status-worsened', control: 'INF-14', before: 'attested', after: 'due' },
      { is: 'findings', control: 'INF-03', count: 135, stillOpen: 135 },
      { is: 'findings', control: 'APP-01', count: 1, stillOpen: 1 },
      { is: 'findings', control: 'INF-04', count: 2, stillOpen: 2 },
      { is: 'findings', control: 'USR-06', count: 2, stillOpen: 2 },
    ] as const;
    await open(doneAnswer(homeValue({ regressions: regressions.slice(1, 2) })));
    expect(pageText()).toContain('New since yesterday 9:30 AM: 135 filters became public.');
    await open(doneAnswer(homeValue({ regressions: [...regressions] })));
    expect(pageText()).toContain(
      'New since yesterday 9:30 AM: “Backups are made and restores are tested” went from Attested to Due, 135 filters ' +
        'became public, 1 unregistered app appeared, and 2 more controls got worse.',
    );
  });

  it('counts resolved regressions separately from open ones', async () => {
    const regressions = [
      { is: 'findings', control: 'INF-03', count: 5, stillOpen: 2 },
      { is: 'findings', control: 'INF-04', count: 1, stillOpen: 0 },
    ] as const;
    await open(doneAnswer(homeValue({ regressions: [...regressions] })));
    expect(pageText()).toContain(
      'New since yesterday 9:30 AM: 2 filters became public. 4 other findings appeared and are no longer open.',
    );
    await open(doneAnswer(homeValue({ regressions: regressions.slice(1) })));
    expect(pageText()).toContain('1 finding appeared since yesterday 9:30 AM and is no longer open.');
  });

  it('counts open and unconfirmed findings on a first visit, as the rows do', async () => {
    const { lastVisit: _earlier, ...first } = homeValue({
      checklist: checklistValue({
        rows: [
          checklistRow('INF-03', { status: 'not-met', open: 1, unconfirmed: 3 }),
          checklistRow('INF-04', { status: 'not-met', unconfirmed: 2 }),
          // A verified control has no open findings, whatever its row counts.
          checklistRow('USR-01', { status: 'verified', open: 1 }),
        ],
      }),
    });
    await open(doneAnswer(first));
    expect(pageText()).toContain('6 open findings, 5 awaiting confirmation.');
    expect(pageText()).not.toContain('first visit');
    expect(rowsOf(LABEL).map(([, status]) => status)).toEqual([
      'Not met · 4 3 awaiting confirmation',
      'Not met · 2 2 awaiting confirmation',
      'Verified',
    ]);
  });

  it('counts unreadable sources, and shows since when', async () => {
    const gaps = [{ why: 'denied' as const }];
    const read = { state: 'complete' as const, read: 3, gaps: [], fullReadAt: NOW - HOUR };
    const failure = { why: 'denied' as const, since: NOW - 2 * HOUR };
    const coverage = [
      { source: 'auditLog' as const, state: 'absent' as const, read: 0, gaps },
      { source: 'spaces' as const, ...read },
      { source: 'publicFilters' as const, ...read, failure },
    ];
    await open(doneAnswer(homeValue({ checklist: checklistValue({ coverage }) })));
    expect(pageText()).toContain("The app can't fully read 2 of 3 sources.");
    await open(doneAnswer(homeValue({ checklist: checklistValue({ coverage: coverage.slice(1) }) })));
    expect(pageText()).toContain("The app can't fully read 1 of 2 sources since today 7:30 AM.");
  });

  it('counts sources waiting for API points as still being scanned, not as unreadable', async () => {
    const gaps = [{ why: 'never-read' as const }];
    const coverage = [{ source: 'users' as const, state: 'absent' as const, read: 0, gaps }];
    await open(doneAnswer(homeValue({ checklist: checklistValue({ coverage }) })));
    expect(pageText()).toContain('Still scanning 1 of 1 sources.');
    expect(pageText()).not.toContain("can't fully read");
  });

  it('shows progress only once during a scan, in the progress bar', async () => {
    const unread = { state: 'absent' as const, read: 0, gaps: [{ why: 'never-read' as const }] };
    const coverage = (['users', 'spaces', 'auditLog'] as const).map(source => ({ source, ...unread }));
    const scan = {
      why: 'first' as const,
      startedAt: NOW,
      sources: [
        { source: 'users' as const, state: 'read' as const, read: 605 },
        { source: 'auditLog' as const, state: 'failed' as const },
        { source: 'spaces' as const, state: 'reading' as const },
      ],
      cost: { calls: 12, points: 40, objects: 30, seconds: 5 },
    };
    await open(doneAnswer(homeValue({ checklist: checklistValue({ coverage }), scan })));
    expect(pageText()).toContain('1 of 3 sources scanned, 1 incomplete');
    expect(findAll('ProgressBar')[0]?.props.value).toBeCloseTo(2 / 3);
    expect(pageText().match(/of 3 sources/g)).toHaveLength(1);
    expect(pageText()).not.toContain('Oldest evidence');
  });

  it('labels each band of the score', async () => {
    await open(doneAnswer(homeValue()));
    expect(pageText()).toContain('Assured 58% – possible 81%');
    for (const band of ['Verified 41%', 'Attested 17%', 'Unknown or due 23%', 'Not met 19%'])
      expect(pageText()).toContain(band);
  });

  it('lists items for the reader, with their actions', async () => {
    const forYou = [
      { is: 'source-unreadable', source: 'auditLog', why: 'denied', controls: 1, hasOlderReading: false },
      {
        is: 'source-unreadable',
        source: 'publicFilters',
        why: 'failed',
        since: NOW - HOUR,
        controls: 0,
        hasOlderReading: true,
      },
      { is: 'attest', control: 'INF-14', due: '2026-11-21', overdue: false },
      { is: 'filing-not-set-up', missing: 'baseline', open: 2 },
      {
        is: 'entries-expiring',
        list: 'approvedFilters',
        id: '7',
        name: 'Known issues',
        count: 3,
        due: '2026-11-27',
        overdue: false,
      },
      {
        is: 'work-item',
        control: 'INF-04',
        issueKey: 'SEC-6',
        remaining: 1,
        of: 2,
        assigned: true,
        due: '2026-11-18',
        overdue: true,
      },
      {
        is: 'fix-failed',
        control: 'INF-03',
        issueKey: 'SEC-7',
        remaining: 1,
        of: 3,
        assignee: 'lee',
        overdue: false,
      },
    ] as const;
    await open(doneAnswer(homeValue({ forYou: [...forYou] })));
    expect(pageText()).toContain('Audit log: Jira denied the app access. Affects 1 control.');
    expect(pageText()).toContain("Filter sharing since today 8:30 AM: Jira didn't respond");
    expect(pageText()).toContain('Earlier evidence is still valid.');
    expect(pageText()).toContain(
      'Backups are made and restores are tested: the attestation expires soon Due tomorrow',
    );
    await pressButton('Show all 7');
    expect(pageText()).toContain(
      'Known issues and 2 more in Approved public filters: expire soon Due Nov 27',
    );
    expect(pageText()).toContain('SEC-6 Public dashboards are approved: 1 of 2 findings left Overdue Nov 18');
    expect(pageText()).toContain(
      'SEC-7 Public filters are approved: moved to Done, but 1 of 3 findings left',
    );
    expect(findAll('LinkButton').map(({ props }) => props.href)).toEqual(['/browse/SEC-6', '/browse/SEC-7']);
    await pressButton('Set a baseline');
    expect(host.path).toBe('/settings/baseline');
  });
});

describe('an unreadable source', () => {
  it('shows what to do on request, with a link to the evidence', async () => {
    const forYou = [
      { is: 'source-unreadable', source: 'auditLog', why: 'denied', controls: 1, hasOlderReading: false },
    ] as const;
    await open(doneAnswer(homeValue({ forYou: [...forYou] })));
    expect(pageText()).not.toContain('no app access rule blocks it');
    await pressButton('What to do');
    expect(pageText()).toContain('no app access rule blocks it');
    await pressButton('Hide');
    expect(pageText()).not.toContain('no app access rule blocks it');
    await pressButton('What to do');
    await pressButton('View evidence');
    expect(host.path).toBe('/evidence');
  });
});

describe('work items beyond the limit', () => {
  it('are counted below the list, with a link to Jira', async () => {
    const rows = [
      checklistRow('INF-02', { moreWorkItems: 175 }),
      checklistRow('INF-03', { moreWorkItems: 5 }),
    ];
    await open(doneAnswer(homeValue({ checklist: checklistValue({ rows }) })));
    expect(pageText()).toContain("180 more open work items aren't listed here. View in Jira");
  });
});

describe('recent changes', () => {
  const event = {
    at: NOW - HOUR,
    control: 'INF-03',
    is: 'opened' as const,
    count: 3,
    by: ['lee'],
    inBaseline: false,
    workItems: ['INF-03:space-7'],
  };
  const item = (key: string, issueKey: string) => ({ key, issueKey, is: 'open' as const, status: 'To Do' });

  it('shows a text if nothing has changed', async () => {
    await open(doneAnswer(homeValue()));
    expect(pageText()).toContain('Nothing has changed since the first scan.');
  });

  it("shows the people, the time span, and the findings' own work item", async () => {
    const workItems = [item('INF-03:site', 'SEC-1'), item('INF-03:space-7', 'SEC-2')];
    const events = [
      { ...event, firstAt: NOW - 4 * HOUR },
      { ...event, is: 'resolved' as const, count: 1, by: [], workItems: [], inBaseline: true },
    ];
    await open(
      doneAnswer(
        homeValue({ checklist: checklistValue({ events, rows: [checklistRow('INF-03', { workItems })] }) }),
      ),
    );
    expect(pageText()).toContain('3 new findings');
    expect(pageText()).toContain('1 hour ago spread over 3 hours');
    expect(findAll('User').some(({ props }) => props.accountId === 'lee')).toBe(true);
    const changes = pageText().slice(0, pageText().indexOf('Score'));
    expect(changes.match(/SEC-\d/g)).toEqual(['SEC-2']);
  });

  it('shows a status that worsened without a finding', async () => {
    const events = [
      {
        ...event,
        control: 'INF-14',
        is: 'status-worsened' as const,
        by: [],
        workItems: [],
        statuses: { before: 'attested' as const, after: 'due' as const },
      },
    ];
    await open(doneAnswer(homeValue({ checklist: checklistValue({ events }) })));
    expect(pageText()).toContain('Backups are made and restores are tested Went from Attested to Due');
  });
});

describe('the counts on the checklist page', () => {
  it('agree: the headline, the rows, and the tabs count the same, and the bands add up to the score', async () => {
    const rows = [
      checklistRow('INF-03', { status: 'not-met', open: 3, unconfirmed: 1 }),
      checklistRow('INF-04', { status: 'not-met', open: 1_200 }),
      checklistRow('USR-01', { status: 'unknown', open: 2 }),
      checklistRow('POL-01', { status: 'attested' }),
      checklistRow('APP-01', { status: 'not-met', open: 5 }),
    ];
    const { lastVisit: _earlier, ...first } = homeValue({ checklist: checklistValue({ rows }) });
    await open(doneAnswer(first));
    const numberIn = (text: string): number => Number(text.replace(/,/g, ''));
    const inRows = rowsOf(LABEL).map(([, status = '']) => numberIn(/· ([\d,]+)/.exec(status)?.[1] ?? '0'));
    const inHeadline = numberIn(/([\d,]+) open findings/.exec(pageText())?.[1] ?? '');
    expect(inHeadline).toBe(1_209);
    expect(inRows.reduce((sum, each) => sum + each, 0)).toBe(inHeadline);
    const tabs = findAll('Tab').map(textOf);
    const inTabs = tabs.flatMap(tab => /^(.+) (\d+)$/.exec(tab)?.[2] ?? []).map(Number);
    expect(inTabs).toEqual([5, 1, 1, 2, 1]);
    expect(rowsOf(LABEL)).toHaveLength(5);
    const share = (band: string): number => Number(new RegExp(`${band} (\\d+)%`).exec(pageText())?.[1]);
    expect(share('Verified') + share('Attested')).toBe(share('Assured'));
    expect(share('Assured') + share('Unknown or due')).toBe(share('possible'));
    expect(share('possible') + share('Not met')).toBe(100);
  });
});

describe('the table of controls', () => {
  const rows = [
    checklistRow('INF-04'),
    checklistRow('INF-14', { status: 'due', gaps: [{ why: 'not-attested' }] }),
    checklistRow('INF-03', { status: 'not-met', open: 3, owner: 'ana' }),
    checklistRow('USR-01', { status: 'unknown' }),
  ];

  it('lists the worst first, with status and number of findings', async () => {
    await open(doneAnswer(homeValue({ checklist: checklistValue({ rows }) })));
    expect(names()).toEqual([
      'Public filters are approved INF-03',
      'Backups are made and restores are tested INF-14',
      'Admins are few and reviewed USR-01',
      'Public dashboards are approved INF-04',
    ]);
    expect(rowsOf(LABEL)[0]?.[1]).toBe('Not met · 3');
  });

  it('filters by area, text, status, owner, and fixer, and offers to clear the filters if none match', async () => {
    await open(doneAnswer(homeValue({ checklist: checklistValue({ rows }) })));
    await goToTab('Users 1');
    expect(names()).toEqual(['Admins are few and reviewed USR-01']);
    await goToTab('All 4');
    await typeInto('Search', 'dash');
    expect(names()).toEqual(['Public dashboards are approved INF-04']);
    await chooseOption('Status', 'Not met');
    expect(pageText()).toContain('No controls match.');
    await pressButton('Clear filters');
    await chooseOption('Owner', 'Me');
    expect(names()).toEqual(['Public filters are approved INF-03']);
    await chooseOption('Owner', 'Any owner');
    await chooseOption('Can be fixed by', 'Organization admin');
    expect(names()).toEqual([
      'Backups are made and restores are tested INF-14',
      'Admins are few and reviewed USR-01',
    ]);
  });

  it('keeps the filter after a visit to a control', async () => {
    await open(doneAnswer(homeValue({ checklist: checklistValue({ rows }) })), {
      control: refusedAnswer('failed'),
    });
    await typeInto('Search', 'filters');
    await pressButton('Public filters are approved');
    expect(host.path).toBe('/control/INF-03');
    await pressButton('Checklist');
    expect(names()).toEqual(['Public filters are approved INF-03']);
  });

  it('shows that a work item could not be filed', async () => {
    const problem = { code: 'required-fields', args: { fields: 'Team' } };
    const workItems = [{ key: 'INF-03:site', is: 'cannot-file' as const, problem }];
    await open(
      doneAnswer(homeValue({ checklist: checklistValue({ rows: [checklistRow('INF-03', { workItems })] }) })),
    );
    expect(rowsOf(LABEL)[0]?.at(-1)).toContain('Not filed');
    expect(findAll('Tooltip').map(({ props }) => props.content)).toContain(
      "This work type requires fields that have no value in the app's settings: Team. Enter their values.",
    );
  });

  it('links an overdue attestation to its form', async () => {
    await open(doneAnswer(homeValue({ checklist: checklistValue({ rows }) })), {
      control: refusedAnswer('failed'),
    });
    await pressButton('Attest INF-14');
    expect(host.path).toBe('/control/INF-14');
  });
});

describe('other states', () => {
  const unread = homeValue();
  delete unread.checklist;

  it('starts with an introduction before the first scan', async () => {
    const setup = {
      started: false,
      project: false,
      baseline: false,
      reviewedEntries: 0,
      approvedEntries: 0,
      sensitive: 0,
      owners: 0,
    };
    await open(doneAnswer({ ...unread, setup }), { scanNow: doneAnswer({ is: 'asked' }) });
    expect(pageText()).toContain('It never files anything until you say so.');
    await pressButton('Start scan');
    expect(host.calls.map(({ name }) => name)).toContain('scanNow');
  });

  it('shows the progress of the first scan', async () => {
    const sources = [
      { source: 'license', state: 'read', read: 2, of: 2 },
      { source: 'spaces', state: 'reading', read: 50, of: 120 },
      { source: 'users', state: 'waiting' },
    ];
    const scan = {
      why: 'first',
      startedAt: NOW,
      sources,
      cost: { calls: 12, points: 40, objects: 30, seconds: 5 },
    };
    await open(doneAnswer({ ...unread, scan }));
    expect(pageText()).toContain('1 of 3 sources scanned');
    expect(pageText()).toContain('12 API calls, 40 API points');
    expect(findAll('ProgressBar')[0]?.props.value).toBeCloseTo(1 / 3);
  });

  it.each([
    ['a user who is not a Jira admin', refusedAnswer('forbidden'), 'This page is for Jira admins'],
    ['an app that lost its rights', refusedAnswer('app-not-admin'), 'The app lost its permissions in Jira'],
    ['a failure', refusedAnswer('failed'), "We couldn't load this page"],
    [
      'no answer',
      () => {
        throw new Error('timed out');
      },
      "We couldn't load this page",
    ],
    ['an answer of another version', doneAnswer({ now: 'soon' }), "We couldn't load this page"],
  ])('explains %s', async (_, answer, text) => {
    await open(answer);
    expect(pageText()).toContain(text);
  });

  it('reloads after a failure', async () => {
    let fails = true;
    await open(() => (fails ? refusedAnswer('failed')() : doneAnswer(homeValue())()));
    fails = false;
    await pressButton('Try again');
    expect(pageText()).toContain('Nothing new');
  });

  it('shows how to restore lost rights, and still shows the last known state', async () => {
    const forYou = [{ is: 'lost-rights' as const, sources: 9, controls: 4 }];
    await open(doneAnswer(homeValue({ appHealth: 'lost-rights', forYou })));
    expect(pageText()).toContain('atlassian-addons-admin');
    expect(pageText()).toContain("it can't read 9 sources and can't verify 4 controls.");
    expect(pageText()).not.toContain('Oldest evidence');
    expect(names().length).toBeGreaterThan(10);
  });

  it('shows that the app has not run for hours', async () => {
    await open(doneAnswer(homeValue({ appHealth: 'not-running', lastTick: NOW - 5 * HOUR })));
    expect(pageText()).toContain('last ran 5 hours ago');
  });

  it('shows that a control does not exist', async () => {
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      path: '/control/INF-99',
      answers: {
        checklist: doneAnswer(homeValue()),
        control: () => ({ is: 'refused', error: { code: 'invalid', fields: [] } }),
      },
    });
    expect(pageText()).toContain('Page not found');
    await pressButton('Go to checklist');
    expect(host.path).toBe('/checklist');
  });

  it('works without a history from Jira', async () => {
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      answers: { checklist: doneAnswer(homeValue()), control: refusedAnswer('failed') },
      hasHistory: false,
    });
    await pressButton('Public filters are approved');
    expect(pageText()).toContain("We couldn't load this page");
    await pressButton('Checklist');
    expect(pageText()).toContain('Nothing new');
  });
});

describe('Scan now', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  it('shows the scan until it ends, then the new checklist', async () => {
    let checklistAt = NOW;
    let scan: object | undefined;
    const shown = () => doneAnswer(homeValue({ checklist: checklistValue({ at: checklistAt }) }))();
    await open(shown, {
      scanNow: doneAnswer({ is: 'asked' }),
      scanProgress: () => doneAnswer({ checklistAt, ...(scan === undefined ? {} : { scan }) })(),
    });
    const poll = async () => {
      await jest.advanceTimersByTimeAsync(3_000);
      await waitUntilSettled();
    };
    await pressButton('Scan now');
    expect(host.flags).toEqual([{ title: 'The scan starts within a minute', type: 'success' }]);
    scan = {
      why: 'asked',
      startedAt: NOW,
      sources: [{ source: 'spaces', state: 'waiting' }],
      cost: { calls: 1, points: 3, objects: 2, seconds: 1 },
    };
    await poll();
    expect(pageText()).toContain('0 of 1 sources scanned');
    expect(findOne('LoadingButton', 'Scan now').props.isDisabled).toBe(true);
    scan = undefined;
    checklistAt = NOW + 1;
    await poll();
    expect(pageText()).not.toContain('sources scanned');
    expect(host.calls.filter(({ name }) => name === 'checklist').length).toBeGreaterThan(1);
    expect(textOf(findOne('LoadingButton', 'Scan now'))).toBe('Scan now');
  });

  it.each([
    [{ is: 'running' }, 'A scan is already running', 'info'],
    [{ is: 'too-soon', againAt: NOW }, 'A scan was just requested', 'info'],
    [{ is: 'paused', until: NOW }, 'Hourly API limit reached', 'warning'],
  ])('explains why the scan does not start: %o', async (answer, title, type) => {
    await open(doneAnswer(homeValue()), { scanNow: doneAnswer(answer) });
    await pressButton('Scan now');
    expect(host.flags).toEqual([{ title, type }]);
  });

  it('shows an error if the request fails', async () => {
    await open(doneAnswer(homeValue()), { scanNow: refusedAnswer('failed') });
    await pressButton('Scan now');
    expect(host.flags).toEqual([{ title: 'Something went wrong', type: 'error' }]);
  });
});
