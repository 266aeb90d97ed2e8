import { host } from './bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { PageFrame } from '../../src/pages/page/page-frame';
import { WorkItemPanel } from '../../src/pages/panel/work-item-panel';
import { DAY, HOUR, MINUTE } from '../../src/terms/instant';
import { checklist, done, finding, home, NOW, refused, row, settings } from './answers';
import { every, one, opened, pageText, press, rowsOf, settled } from './screen';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

describe('the evidence page', () => {
  const evidence = {
    now: NOW,
    timeZone: 'UTC',
    coverage: [
      {
        source: 'spaces',
        state: 'complete',
        read: 1_812,
        of: 1_812,
        asOf: NOW - HOUR,
        gaps: [],
        controls: ['INF-01', 'INF-02'],
      },
      {
        source: 'auditLog',
        state: 'absent',
        read: 0,
        gaps: [{ why: 'denied', at: 'audit.list 403' }],
        failing: { why: 'denied', since: NOW - 3 * DAY },
        controls: ['POL-07'],
      },
    ],
    lastSweep: { at: NOW - HOUR, why: 'tick', cost: { calls: 31, points: 84, objects: 53, seconds: 12.4 } },
    lastTick: NOW - HOUR,
    budget: { spent: 84, of: 6_000 },
    feed: { since: NOW - 9 * DAY },
    lostRights: false,
    sources: [],
  };
  const entry = (seq: number, part = {}) => ({
    seq,
    at: NOW - seq,
    kind: 'sweep',
    body: { opened: 1 },
    hash: 'h',
    ...part,
  });
  const open = (more = {}) =>
    opened(<AdminPage />, {
      path: '/evidence',
      answers: {
        evidence: done(evidence),
        ledger: ({ before }: { before?: number }) =>
          done(
            before === undefined
              ? { entries: [entry(30, { kind: 'attestation', by: 'lee' }), entry(29)], more: true }
              : { entries: [entry(before - 1)], more: false },
          )(),
        ...more,
      },
    });

  it('says how much of each source was read, when, and what rests on it', async () => {
    await open();
    const [spaces, audit] = rowsOf('What was read');
    expect(spaces?.[0]).toBe('Spaces');
    expect(spaces?.[2]).toBe('1,812 of 1,812');
    expect(audit?.[0]).toContain(
      'Jira refused to let the app read it. At: audit.list 403 failing since 3 days ago',
    );
    expect(audit?.slice(-1)).toEqual(['1']);
  });

  it('says what the last sweep cost and what this hour may cost', async () => {
    await open();
    expect(pageText()).toContain('31 calls · 84 points · 53 objects · 12 seconds');
    expect(pageText()).toContain('84 of 6,000');
    expect(pageText()).toContain('followed without a hole since Nov 11, 9:30 AM');
  });

  it('shows the ledger a page at a time, with who decided', async () => {
    await open();
    expect(rowsOf('Ledger').map(([seq, , kind]) => [seq, kind])).toEqual([
      ['30', 'Attested'],
      ['29', 'Sweep'],
    ]);
    await press('Older');
    expect(rowsOf('Ledger').map(([seq]) => seq)).toEqual(['28']);
    expect(one('Button', 'Older').props.isDisabled).toBe(true);
    await press('Newest');
    expect(rowsOf('Ledger')).toHaveLength(2);
  });

  it('says whether the chain is whole', async () => {
    await open({ verify: done({ is: 'whole', entries: 30 }) });
    await press('Verify the chain');
    expect(pageText()).toContain('The chain is whole: 30 entries.');
    await open({ verify: done({ is: 'broken', seq: 7 }) });
    await press('Verify the chain');
    expect(pageText()).toContain('The chain is broken at entry 7.');
  });

  it('is empty before the first reading', async () => {
    const { lastSweep: first, lastTick: tick, ...unread } = evidence;
    expect([first, tick]).toBeDefined();
    await open({
      evidence: done({ ...unread, coverage: [], feed: {} }),
      ledger: done({ entries: [], more: false }),
    });
    for (const words of ['No sweep has ended yet.', 'Nothing has been read yet.', 'Nothing is recorded yet.'])
      expect(pageText()).toContain(words);
  });
});

describe('the first ten minutes', () => {
  const setup = {
    started: true,
    project: false,
    baseline: false,
    known: 0,
    open: 0,
    sensitive: 0,
    owners: 0,
  };
  const rows = [
    row('INF-03', { status: 'not-met', open: 0, suspected: 3 }),
    row('INF-14', { status: 'due' }),
  ];

  it('goes from what was read to what would help most, a step at a time', async () => {
    await opened(<AdminPage />, {
      path: '/start',
      answers: {
        home: done(home({ setup, checklist: checklist({ rows }) })),
        progress: done({}),
        settings: done(settings()),
        search: done({ found: [] }),
        previewFiling: done({ items: 0, findings: 0, sweeps: 0, people: [], texts: [] }),
      },
    });
    expect(pageText()).toContain('The site was read. 3 things are open.');
    const seen: boolean[] = [];
    for (const words of [
      'rows fall as you do',
      'When a control drifts',
      'The baseline is the starting point',
      'Owners of controls',
      'You are set up',
    ]) {
      await press('Next');
      seen.push(pageText().includes(words));
    }
    expect(seen).toEqual([true, true, true, true, true]);
    expect(pageText()).toContain('Filters not public Not met, weight High');
    await press('Go to the checklist');
    expect(host.path).toBe('/');
  });

  it('is offered on the checklist until somebody said where to file and took a baseline', async () => {
    await opened(<AdminPage />, { answers: { home: done(home({ setup })), progress: done({}) } });
    await press('Continue');
    expect(host.path).toBe('/start');
  });
});

describe('the panel on a work item', () => {
  const left = {
    now: NOW,
    control: 'INF-03',
    status: 'not-met',
    remaining: [finding(7, 'All <b>bugs</b>')],
    open: 12,
    of: 15,
    checkedAt: NOW - 2 * MINUTE,
    checking: false,
  };
  const open = (answers: object, extension: object = { issue: { id: '10041', key: 'SEC-41' } }) =>
    opened(
      <PageFrame go={() => undefined}>
        <WorkItemPanel />
      </PageFrame>,
      { answers: { ...answers }, extension },
    );

  it('says what is left, for somebody who never heard of the app', async () => {
    await open({ panel: done(left) });
    for (const words of [
      'Filters not public',
      '12 of 15 left',
      'Checked 2 minutes ago',
      'All <b>bugs</b>',
      'and 11 more',
    ])
      expect(pageText()).toContain(words);
    expect(host.calls).toEqual([{ name: 'panel', payload: { issue: '10041' } }]);
    expect(pageText()).not.toMatch(/accept/i);
  });

  it('checks now, and shows the outcome when it is there', async () => {
    let shown: object = left;
    await open({ panel: () => done(shown)(), checkNow: done({ objects: 12 }) });
    await press('Check now');
    expect(pageText()).toContain('Reading again.');
    shown = { ...left, remaining: [], open: 0, status: 'proved', checkedAt: NOW };
    await jest.advanceTimersByTimeAsync(4_000);
    await settled();
    expect(pageText()).toContain('Nothing that this was filed for is open any more.');
    expect(pageText()).not.toContain('Reading again.');
    const asked = host.calls.length;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(host.calls).toHaveLength(asked);
  });

  it('says so where the check could not be started', async () => {
    await open({ panel: done(left), checkNow: refused('failed') });
    await press('Check now');
    expect(pageText()).toContain('The check could not be started.');
  });

  it('is no one’s business on other work items', async () => {
    await open({ panel: refused('forbidden') });
    expect(pageText()).toContain("This work item is not one of this app's");
    await open({}, {});
    expect(pageText()).toContain("This work item is not one of this app's");
    expect(every('LoadingButton')).toEqual([]);
  });

  it('can be tried again after a failure', async () => {
    let fails = true;
    await open({ panel: () => (fails ? refused('failed')() : done(left)()) });
    expect(pageText()).toContain('This could not be loaded.');
    fails = false;
    await press('Try again');
    expect(pageText()).toContain('12 of 15 left');
  });
});
