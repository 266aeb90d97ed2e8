import { host } from './bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { PageFrame } from '../../src/pages/page/page-frame';
import { WorkItemPanel } from '../../src/pages/panel/work-item-panel';
import { defaultSettings } from '../../src/settings/settings';
import { DAY, HOUR, MINUTE } from '../../src/terms/instant';
import { CHECKLIST, checklist, done, finding, home, NOW, refused, row, settings } from './answers';
import { every, field, one, opened, pageText, press, rowsOf, settled } from './screen';

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
    opened(<AdminPage first={CHECKLIST} />, {
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
    // Nothing was counted, which is not none.
    expect(audit?.[2]).toBe('');
    expect(audit?.[0]).toContain(
      'Jira refused to let the app read it. (audit.list 403) Reading it has failed since Nov 17, 9:30 AM.',
    );
    expect(audit?.slice(-1)).toEqual(['one responsibility']);
  });

  it('starts reading where nothing was read yet', async () => {
    await open({ evidence: done({ ...evidence, coverage: [] }), sweepNow: done({ is: 'asked' }) });
    expect(pageText()).toContain('Nothing has been read yet.');
    await press('Start reading');
    expect(host.calls.map(({ name }) => name)).toContain('sweepNow');
    expect(host.flags).toMatchObject([{ type: 'success' }]);
  });

  it('says in words why the audit log is not followed', async () => {
    await open({ evidence: done({ ...evidence, feed: { refused: 'denied' } }) });
    expect(pageText()).toContain('not readable. Jira refused to let the app read it.');
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
    const { lastSweep: _sweep, lastTick: _tick, ...unread } = evidence;
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
    row('INF-14', { status: 'due', gaps: [{ why: 'not-attested' }] }),
  ];

  const proposals = {
    settings: settings(),
    address: 'https://acme.example',
    plans: [{ application: 'jira-software', plan: 'PAID' }],
    atlassians: [{ id: 'atl', name: 'Automation for Jira' }],
    lists: [
      {
        list: 'knownApps',
        controls: ['APP-01'],
        found: [
          { id: 'app-1', name: 'Chart maker' },
          { id: 'app-2', name: 'Time keeper' },
        ],
        all: 2,
      },
    ],
  };
  const answers = {
    home: done(home({ setup, checklist: checklist({ rows }) })),
    progress: done({}),
    settings: done(settings()),
    proposals: done(proposals),
    search: done({ found: [] }),
    previewFiling: done({ items: 0, findings: 0, once: 0, sweeps: 0, people: [], texts: [] }),
  };

  it('goes from what was read to what would help most, a step at a time, and skips by name', async () => {
    await opened(<AdminPage first={CHECKLIST} />, { path: '/start', answers });
    expect(pageText()).toContain(
      'The site was read. 3 things are open. All of them were seen once, and wait for a second reading.',
    );
    const seen: boolean[] = [];
    for (const [way, words] of [
      ['Next', 'Jira, for software spaces: paid plan'],
      ['Next', 'rows fall as you do'],
      ['Next', 'When a control drifts'],
      ['Skip for now', 'The baseline is the starting point'],
      ['Skip for now', 'Owners of controls'],
      ['Skip for now', 'Not everything is set up yet'],
    ] as const) {
      await press(way);
      seen.push(pageText().includes(words));
    }
    expect(seen).toEqual([true, true, true, true, true, true]);
    expect(pageText()).toContain('Take a baseline: until then nothing is filed');
    expect(pageText()).toContain('Fill in its form, about 10 minutes');
    await press('Go to the checklist');
    expect(host.path).toBe('/checklist');
  });

  it('gives the focus to what comes first in a step, and to Next once a step is saved, without a flag over it', async () => {
    const place = { project: '10010', issueType: '10001' };
    const stored = { ...defaultSettings, filing: { ...defaultSettings.filing, ...place } };
    let baseline: object | undefined;
    await opened(<AdminPage first={CHECKLIST} />, {
      path: '/start',
      answers: {
        ...answers,
        settings: () =>
          done(
            settings({
              revision: baseline === undefined ? 4 : 5,
              settings: { ...stored, ...(baseline === undefined ? {} : { baseline }) } as never,
            }),
          )(),
        takeBaseline: () => {
          baseline = { takenAt: NOW, by: 'lee', mode: 'worse' };
          return done({ revision: 5 })();
        },
        tryFiling: done({ problems: [], fields: [] }),
      },
    });
    expect(one('Button', 'Next').props.autoFocus).toBe(false);
    await press('Next');
    expect(one('Button', 'Choose all 2').props.autoFocus).toBe(true);
    await press('Next');
    // Nothing was found that would have to be vouched for.
    expect(one('Button', 'Next').props.autoFocus).toBe(true);
    await press('Next');
    expect(field('Space').props.autoFocus).toBe(true);
    await press('Skip for now');
    await press('Take the baseline');
    expect(host.flags).toEqual([]);
    expect(pageText()).toContain('The baseline was taken. The checklist follows within a minute.');
    expect(one('Button', 'Next').props.autoFocus).toBe(true);
    await press('Next');
    expect(pageText()).not.toContain('The baseline was taken.');
  });

  it.each(['Do this later', 'Go to the checklist'])(
    'is left for the checklist where it stands in its place: %s',
    async way => {
      const nothing = { ...setup, started: false };
      const { checklist: later, ...first } = home({ setup: nothing });
      let value: ReturnType<typeof home> | typeof first = first;
      await opened(<AdminPage first={CHECKLIST} />, { answers: { ...answers, home: () => done(value)() } });
      expect(pageText()).toContain('What it never does');
      value = { ...first, ...(later === undefined ? {} : { checklist: later }), setup };
      if (way === 'Go to the checklist') {
        const tracker = every('ProgressTracker')[0]?.props.items as { onClick: () => void }[];
        tracker.at(-1)?.onClick();
        await settled();
      }
      await press(way);
      expect(pageText()).toContain('Assured 58%');
    },
  );

  it('draws what is complete up to the last step and no further', async () => {
    const whole = { ...setup, project: true, baseline: true };
    await opened(<AdminPage first={CHECKLIST} />, {
      path: '/start',
      answers: { ...answers, home: done(home({ setup: whole })) },
    });
    const items = every('ProgressTracker')[0]?.props.items as { percentageComplete: number }[];
    expect(items.map(({ percentageComplete }) => percentageComplete)).toEqual([100, 0, 0, 100, 100, 0, 0]);
  });

  it('is offered on the checklist until somebody said where to file and took a baseline', async () => {
    await opened(<AdminPage first={CHECKLIST} />, {
      answers: { home: done(home({ setup })), progress: done({}) },
    });
    await press('Continue');
    expect(host.path).toBe('/start');
  });
});

describe('the panel on a work item', () => {
  const left = {
    role: 'assignee',
    now: NOW,
    control: 'INF-03',
    remaining: [finding(7, 'All <b>bugs</b>')],
    open: 12,
    of: 15,
    checkedAt: NOW - 2 * MINUTE,
    check: { phase: 'none', objects: 12 },
    lostRights: false,
    looksFixed: false,
    unfixed: false,
    byHand: false,
  };
  const forAdmin = { ...left, role: 'jira-admin', status: 'not-met', meant: [] };
  let went: unknown[] = [];
  const open = (answers: object, extension: object = { issue: { id: '10041', key: 'SEC-41' } }) =>
    opened(
      <PageFrame go={place => went.push(place)}>
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

  const looked = async (): Promise<void> => {
    await jest.advanceTimersByTimeAsync(4_000);
    await settled();
  };

  it('looks on until the second read has said it, and then until the app has closed the work item', async () => {
    let shown: object = left;
    await open({ panel: () => done(shown)(), checkNow: done({ is: 'asked', objects: 12 }) });
    const again = NOW + 2 * MINUTE;
    shown = { ...left, check: { phase: 'reading', objects: 12, againAt: again } };
    await press('Check now');
    expect(pageText()).toContain('Reading again.');

    const fading = [finding(7, 'One', { state: 'fading' })];
    const second = { ...left, remaining: fading, looksFixed: true, open: 1, checkedAt: NOW };
    shown = { ...second, check: { phase: 'second', objects: 1, againAt: again } };
    await looked();
    expect(pageText()).toContain('Looks fixed, not yet confirmed');
    expect(pageText()).toContain('read a second time to be sure, which takes about a minute');
    expect(pageText()).not.toContain('Fixed Nothing');

    const gone = { ...left, remaining: [], open: 0, checkedAt: NOW };
    shown = { ...gone, check: { phase: 'none', objects: 0 } };
    await looked();
    expect(pageText()).toContain('The app closes this work item within the hour.');
    shown = { ...gone, check: { phase: 'none', objects: 0 }, closedAt: NOW };
    await looked();
    expect(pageText()).toContain('Two readings in a row came without it; the app confirmed that');
    expect(every('LoadingButton')).toEqual([]);
    const asked = host.calls.length;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(host.calls).toHaveLength(asked);
  });

  it('does not say fixed where something ended otherwise', async () => {
    const check = { phase: 'none', objects: 0 };
    await open({ panel: done({ ...left, remaining: [], open: 0, check, closedAt: NOW, unfixed: true }) });
    expect(pageText()).toContain('not all of it was fixed');
    expect(pageText()).not.toContain('Two readings');
  });

  it('names a person once', async () => {
    const line = {
      code: 'admin-not-reviewed',
      args: { person: { person: 'lee' }, group: 'admins', groups: 1 },
    };
    const admin = { ...finding(1, 'x'), ...line, subject: { kind: 'person', id: 'lee' } };
    await open({ panel: done({ ...left, control: 'USR-01', remaining: [admin], open: 1 }) });
    expect(pageText()).toContain('can administer Jira through the group admins');
    expect(every('User')).toHaveLength(1);
  });

  it('leads an admin to the control in the app, and nobody else', async () => {
    went = [];
    await open({ panel: done(left) });
    expect(pageText()).not.toContain('in the app');
    await open({ panel: done(forAdmin) });
    await press('Open “Filters not public” in the app');
    expect(went).toEqual([{ page: 'control', control: 'INF-03' }]);
  });

  it('says how to say that it is meant to be so, where that can be said', async () => {
    await open({ panel: done(left) });
    expect(pageText()).toContain('A Jira admin approves the filter as public in this app');
    const log = { ...finding(1, 'Log'), code: 'audit-log-short', args: { days: 30, wanted: 365 } };
    await open({ panel: done({ ...left, control: 'POL-07', remaining: [log] }) });
    expect(pageText()).not.toContain('Meant to be so?');
  });

  it('names the reason, who answers for it and until when of what is meant to be so', async () => {
    const meant = [{ name: 'Roadmap', reason: 'Our public roadmap', owner: 'ana', until: '2027-01-31' }];
    const check = { phase: 'none', objects: 0 };
    const over = { ...forAdmin, remaining: [], open: 0, check, closedAt: NOW, unfixed: true };
    await open({ panel: done({ ...over, meant }) });
    for (const words of ['Roadmap: meant to be so', 'Our public roadmap', 'Until Jan 31, 2027.'])
      expect(pageText()).toContain(words);
    await open({ panel: done({ ...over, meant: [{ name: '', reason: '', owner: '' }] }) });
    expect(pageText()).toContain('Meant to be so');
    expect(pageText()).not.toContain('Until');
  });

  it('says when it may be checked again, and offers it then', async () => {
    const check = { phase: 'none', objects: 12, askedAt: NOW - MINUTE, againAt: NOW + 90_000 };
    let shown: object = { ...left, check };
    await open({ panel: () => done(shown)() });
    expect(pageText()).toContain('Last check: 1 minute ago. You can check again in 2 minutes.');
    expect(one('LoadingButton', 'Check now').props.isDisabled).toBe(true);
    shown = left;
    await jest.advanceTimersByTimeAsync(90_000);
    await settled();
    expect(one('LoadingButton', 'Check now').props.isDisabled).toBe(false);
  });

  it('says until when checks are paused', async () => {
    const check = { phase: 'none', objects: 12, pausedUntil: Date.UTC(2026, 10, 20, 14) };
    await open({ panel: done({ ...left, check }) });
    expect(pageText()).toMatch(/Checks are paused until 2:00.PM\. The hourly scan continues\./);
    expect(one('LoadingButton', 'Check now').props.isDisabled).toBe(true);
  });

  it('shows a viewer how far it is, and no button', async () => {
    const { now, control, open: count, of, checkedAt, looksFixed, unfixed, byHand } = left;
    const state = { role: 'viewer', now, control, open: count, of, checkedAt, looksFixed, unfixed, byHand };
    await open({ panel: done(state) });
    for (const words of ['12 of 15 left', 'Checked 2 minutes ago', 'The assignee, an object'])
      expect(pageText()).toContain(words);
    expect(pageText()).not.toContain('Not met');
    expect(every('LoadingButton')).toEqual([]);
  });

  it('offers no check where the app lost its rights, or where only a sweep can tell', async () => {
    await open({ panel: done({ ...left, lostRights: true }) });
    expect(pageText()).toContain('The app has lost its rights in Jira');
    expect(pageText()).toContain('Ask a Jira admin');
    expect(every('LoadingButton')).toEqual([]);
    await open({ panel: done({ ...forAdmin, lostRights: true }) });
    expect(pageText()).not.toContain('Ask a Jira admin');
    await open({ panel: done({ ...left, check: { phase: 'none', objects: 0 } }) });
    expect(pageText()).toContain('the hourly sweep reads it again');
    expect(every('LoadingButton')).toEqual([]);
  });

  it('asks a person to close what the workflow keeps it from closing', async () => {
    const gone = { ...left, remaining: [], open: 0, byHand: true };
    await open({ panel: done({ ...gone, check: { phase: 'none', objects: 0 } }) });
    expect(pageText()).toContain('move it to Done yourself');
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
