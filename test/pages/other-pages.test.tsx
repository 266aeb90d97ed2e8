import { host } from './fake-bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { PageFrame } from '../../src/pages/shared/page-frame';
import { WorkItemPanel } from '../../src/pages/panel/work-item-panel';
import { defaultSettings } from '../../src/settings/settings';
import { DAY, HOUR, MINUTE } from '../../src/domain/instant';
import {
  CHECKLIST_ROUTE,
  checklistValue,
  doneAnswer,
  findingRow,
  homeValue,
  NOW,
  refusedAnswer,
  checklistRow,
  settingsValue,
} from './fixtures';
import {
  findAll,
  findField,
  findOne,
  renderPage,
  pageText,
  pressButton,
  rowsOf,
  waitUntilSettled,
} from './page-driver';

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
        fullReadAt: NOW - HOUR,
        gaps: [],
        controls: ['INF-01', 'INF-02'],
      },
      {
        source: 'auditLog',
        state: 'absent',
        read: 0,
        gaps: [{ why: 'denied', at: 'audit.list 403' }],
        failure: { why: 'denied', since: NOW - 3 * DAY },
        controls: ['POL-07'],
      },
    ],
    lastScan: { at: NOW - HOUR, why: 'tick', cost: { calls: 31, points: 84, objects: 53, seconds: 12.4 } },
    lastTick: NOW - HOUR,
    budget: { spent: 84, of: 6_000 },
    feed: { since: NOW - 9 * DAY },
    lostRights: false,
  };
  const entry = (seq: number, part = {}) => ({
    seq,
    at: NOW - seq,
    kind: 'scan',
    body: { opened: 1 },
    hash: 'h',
    ...part,
  });
  const open = (more = {}) =>
    renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      path: '/evidence',
      answers: {
        evidence: doneAnswer(evidence),
        auditTrail: ({ before }: { before?: number }) =>
          doneAnswer(
            before === undefined
              ? { entries: [entry(30, { kind: 'attestation', by: 'lee' }), entry(29)], hasMore: true }
              : { entries: [entry(before - 1)], hasMore: false },
          )(),
        ...more,
      },
    });

  it('shows how much of each source was read, when, and which controls use it', async () => {
    await open();
    const [spaces, audit] = rowsOf('Sources');
    expect(spaces?.[0]).toBe('Spaces');
    expect(spaces?.[2]).toBe('1,812 of 1,812');
    // Not counted, which is different from zero.
    expect(audit?.[2]).toBe('');
    expect(audit?.[0]).toContain(
      'Jira denied the app access. (audit.list 403) Failing since Nov 17, 9:30 AM.',
    );
    expect(audit?.slice(-1)).toEqual(['1 control']);
  });

  it('starts a scan if nothing has been read', async () => {
    await open({
      evidence: doneAnswer({ ...evidence, coverage: [] }),
      scanNow: doneAnswer({ is: 'asked' }),
    });
    expect(pageText()).toContain('No scan yet');
    await pressButton('Start scan');
    expect(host.calls.map(({ name }) => name)).toContain('scanNow');
    expect(host.flags).toMatchObject([{ type: 'success' }]);
  });

  it('explains why the audit log can not be read', async () => {
    await open({ evidence: doneAnswer({ ...evidence, feed: { refused: 'denied' } }) });
    expect(pageText()).toContain("Can't be read. Jira denied the app access.");
  });

  it('shows the cost of the last scan and the budget of this hour', async () => {
    await open();
    expect(pageText()).toContain('31 API calls · 84 API points · 53 objects · 12 seconds');
    expect(pageText()).toContain('84 of 6,000');
    expect(pageText()).toContain('No gaps since Nov 11, 9:30 AM');
  });

  it('shows the audit trail page by page, newest first', async () => {
    await open();
    expect(rowsOf('Audit trail').map(([seq, , kind]) => [seq, kind])).toEqual([
      ['30', 'Attestation'],
      ['29', 'Scan'],
    ]);
    await pressButton('Older');
    expect(rowsOf('Audit trail').map(([seq]) => seq)).toEqual(['28']);
    expect(findOne('Button', 'Older').props.isDisabled).toBe(true);
    await pressButton('Newest');
    expect(rowsOf('Audit trail')).toHaveLength(2);
  });

  it('shows whether the audit trail is intact', async () => {
    await open({ verifyAuditTrail: doneAnswer({ is: 'whole', entries: 30 }) });
    await pressButton('Verify audit trail');
    expect(pageText()).toContain('The audit trail is intact: 30 entries checked.');
    await open({ verifyAuditTrail: doneAnswer({ is: 'broken', seq: 7 }) });
    await pressButton('Verify audit trail');
    expect(pageText()).toContain('The audit trail is broken at entry 7.');
  });

  it('is empty before the first scan', async () => {
    const { lastScan: _lastScan, lastTick: _tick, ...unread } = evidence;
    await open({
      evidence: doneAnswer({ ...unread, coverage: [], feed: {} }),
      auditTrail: doneAnswer({ entries: [], hasMore: false }),
    });
    for (const text of ['No scan has finished yet.', 'No scan yet', 'No entries yet.'])
      expect(pageText()).toContain(text);
  });
});

describe('the setup', () => {
  const setup = {
    started: true,
    project: false,
    baseline: false,
    reviewedEntries: 0,
    approvedEntries: 0,
    sensitive: 0,
    owners: 0,
  };
  const rows = [
    checklistRow('INF-03', { status: 'not-met', open: 0, unconfirmed: 3 }),
    checklistRow('INF-14', { status: 'due', gaps: [{ why: 'not-attested' }] }),
  ];

  const proposals = {
    settings: settingsValue(),
    address: 'https://acme.example',
    plans: [{ application: 'jira-software', plan: 'PAID' }],
    atlassianAccounts: [{ id: 'atl', name: 'Automation for Jira' }],
    lists: [
      {
        list: 'knownApps',
        controls: ['APP-01'],
        candidates: [
          { id: 'app-1', name: 'Chart maker' },
          { id: 'app-2', name: 'Time keeper' },
        ],
        total: 2,
      },
    ],
  };
  const answers = {
    checklist: doneAnswer(homeValue({ setup, checklist: checklistValue({ rows }) })),
    scanProgress: doneAnswer({}),
    settings: doneAnswer(settingsValue()),
    proposals: doneAnswer(proposals),
    search: doneAnswer({ matches: [] }),
    previewFiling: doneAnswer({ items: 0, findings: 0, unconfirmed: 0, scans: 0, assignees: [], texts: [] }),
  };

  it('leads step by step from the scan to suggested actions, and steps can be skipped', async () => {
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, { path: '/start', answers });
    expect(pageText()).toContain('First scan finished. 3 open findings, 3 awaiting confirmation.');
    const seen: boolean[] = [];
    for (const [button, text] of [
      ['Next', 'Jira (software spaces): paid plan'],
      ['Next', 'The count drops as you approve.'],
      ['Next', 'When a control drifts'],
      ['Skip for now', 'The baseline is the set of findings'],
      ['Skip for now', 'Control owners'],
      ['Skip for now', "Setup isn't complete yet"],
    ] as const) {
      await pressButton(button);
      seen.push(pageText().includes(text));
    }
    expect(seen).toEqual([true, true, true, true, true, true]);
    expect(pageText()).toContain('Set a baseline (nothing is filed until then)');
    expect(pageText()).toContain('Attest, about 10 minutes');
    await pressButton('Go to checklist');
    expect(host.path).toBe('/checklist');
  });

  it('focuses the first field of a step, and Next once the step is saved, without a flag', async () => {
    const place = { project: '10010', issueType: '10001' };
    const stored = { ...defaultSettings, filing: { ...defaultSettings.filing, ...place } };
    let baseline: object | undefined;
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      path: '/start',
      answers: {
        ...answers,
        settings: () =>
          doneAnswer(
            settingsValue({
              revision: baseline === undefined ? 4 : 5,
              settings: { ...stored, ...(baseline === undefined ? {} : { baseline }) } as never,
            }),
          )(),
        takeBaseline: () => {
          baseline = { takenAt: NOW, by: 'lee', mode: 'drift' };
          return doneAnswer({ revision: 5 })();
        },
        preflightFiling: doneAnswer({ problems: [], fields: [] }),
      },
    });
    expect(findOne('Button', 'Next').props.autoFocus).toBe(false);
    await pressButton('Next');
    expect(findOne('Button', 'Select all 2').props.autoFocus).toBe(true);
    await pressButton('Next');
    // Nothing was found that needs an approval.
    expect(findOne('Button', 'Next').props.autoFocus).toBe(true);
    await pressButton('Next');
    expect(findField('Space').props.autoFocus).toBe(true);
    await pressButton('Skip for now');
    await pressButton('Set baseline');
    expect(host.flags).toEqual([]);
    expect(pageText()).toContain('Baseline set. The checklist updates within a minute.');
    expect(findOne('Button', 'Next').props.autoFocus).toBe(true);
    await pressButton('Next');
    expect(pageText()).not.toContain('Baseline set.');
  });

  it.each(['Finish later', 'Go to checklist'])(
    'leads to the checklist that it replaced: %s',
    async button => {
      const nothing = { ...setup, started: false };
      const { checklist: later, ...first } = homeValue({ setup: nothing });
      let value: ReturnType<typeof homeValue> | typeof first = first;
      await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
        answers: { ...answers, checklist: () => doneAnswer(value)() },
      });
      expect(pageText()).toContain('What it never does');
      value = { ...first, ...(later === undefined ? {} : { checklist: later }), setup };
      if (button === 'Go to checklist') {
        const tracker = findAll('ProgressTracker')[0]?.props.items as { onClick: () => void }[];
        tracker.at(-1)?.onClick();
        await waitUntilSettled();
      }
      await pressButton(button);
      expect(pageText()).toContain('Assured 58%');
    },
  );

  it('marks completed steps, except the last one', async () => {
    const completedSetup = { ...setup, project: true, baseline: true };
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      path: '/start',
      answers: { ...answers, checklist: doneAnswer(homeValue({ setup: completedSetup })) },
    });
    const items = findAll('ProgressTracker')[0]?.props.items as { percentageComplete: number }[];
    expect(items.map(({ percentageComplete }) => percentageComplete)).toEqual([100, 0, 0, 100, 100, 0, 0]);
  });

  it('is offered on the checklist until filing and the baseline are set up', async () => {
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      answers: { checklist: doneAnswer(homeValue({ setup })), scanProgress: doneAnswer({}) },
    });
    await pressButton('Continue setup');
    expect(host.path).toBe('/start');
  });
});

describe('the panel on a work item', () => {
  const openItem = {
    role: 'assignee',
    now: NOW,
    control: 'INF-03',
    remaining: [findingRow(7, 'All <b>bugs</b>')],
    open: 12,
    of: 15,
    checkedAt: NOW - 2 * MINUTE,
    check: { phase: 'none', objects: 12 },
    lostRights: false,
    awaitingConfirmation: false,
    endedWithoutFix: false,
    mustCloseManually: false,
  };
  const forAdmin = { ...openItem, role: 'jira-admin', status: 'not-met', approvals: [] };
  let went: unknown[] = [];
  const open = (answers: object, extension: object = { issue: { id: '10041', key: 'SEC-41' } }) =>
    renderPage(
      <PageFrame navigate={place => went.push(place)}>
        <WorkItemPanel />
      </PageFrame>,
      { answers: { ...answers }, extension },
    );

  it('shows what is left, for people who do not know the app', async () => {
    await open({ panel: doneAnswer(openItem) });
    for (const text of [
      'Public filters are approved',
      '12 of 15 findings left',
      'Checked 2 minutes ago',
      'All <b>bugs</b>',
      'and 11 more',
    ])
      expect(pageText()).toContain(text);
    expect(host.calls).toEqual([{ name: 'panel', payload: { issue: '10041' } }]);
    expect(pageText()).not.toMatch(/accept/i);
  });

  const checkNow = async (): Promise<void> => {
    await jest.advanceTimersByTimeAsync(4_000);
    await waitUntilSettled();
  };

  it('polls until the fix is confirmed, and then until the app has closed the work item', async () => {
    let shown: object = openItem;
    await open({ panel: () => doneAnswer(shown)(), checkNow: doneAnswer({ is: 'asked', objects: 12 }) });
    const retryAt = NOW + 2 * MINUTE;
    shown = { ...openItem, check: { phase: 'rechecking', objects: 12, retryAt } };
    await pressButton('Check now');
    expect(pageText()).toContain('Re-checking.');

    const closing = [findingRow(7, 'One', { state: 'closing' })];
    const confirmingItem = {
      ...openItem,
      remaining: closing,
      awaitingConfirmation: true,
      open: 1,
      checkedAt: NOW,
    };
    shown = { ...confirmingItem, check: { phase: 'confirming', objects: 1, retryAt } };
    await checkNow();
    expect(pageText()).toContain('Looks fixed, awaiting confirmation');
    expect(pageText()).toContain('Looks fixed. Confirmation takes about a minute.');
    expect(pageText()).not.toContain('No findings left');

    const resolvedItem = { ...openItem, remaining: [], open: 0, checkedAt: NOW };
    shown = { ...resolvedItem, check: { phase: 'none', objects: 0 } };
    await checkNow();
    expect(pageText()).toContain('The app closes this work item within an hour.');
    shown = { ...resolvedItem, check: { phase: 'none', objects: 0 }, closedAt: NOW };
    await checkNow();
    expect(pageText()).toContain('All findings are resolved, confirmed');
    expect(findAll('LoadingButton')).toEqual([]);
    const callCount = host.calls.length;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(host.calls).toHaveLength(callCount);
  });

  it('does not claim a fix if a finding ended without one', async () => {
    const check = { phase: 'none', objects: 0 };
    await open({
      panel: doneAnswer({ ...openItem, remaining: [], open: 0, check, closedAt: NOW, endedWithoutFix: true }),
    });
    expect(pageText()).toContain('not all of them were fixed');
    expect(pageText()).not.toContain('two consecutive scans');
  });

  it('names a person only once', async () => {
    const line = {
      code: 'admin-not-reviewed',
      args: { person: { person: 'lee' }, group: 'admins', groups: 1 },
    };
    const admin = { ...findingRow(1, 'x'), ...line, subject: { kind: 'person', id: 'lee' } };
    await open({ panel: doneAnswer({ ...openItem, control: 'USR-01', remaining: [admin], open: 1 }) });
    expect(pageText()).toContain('can administer Jira through the group admins');
    expect(findAll('User')).toHaveLength(1);
  });

  it('links only admins to the control in the app', async () => {
    went = [];
    await open({ panel: doneAnswer(openItem) });
    expect(pageText()).not.toContain('in the app');
    await open({ panel: doneAnswer(forAdmin) });
    await pressButton('Open “Public filters are approved” in the app');
    expect(went).toEqual([{ page: 'control', control: 'INF-03' }]);
  });

  it('explains how to approve findings that can be approved', async () => {
    await open({ panel: doneAnswer(openItem) });
    expect(pageText()).toContain('A Jira admin can approve the filter in this app');
    const log = { ...findingRow(1, 'Log'), code: 'audit-log-short', args: { days: 30, wanted: 365 } };
    await open({ panel: doneAnswer({ ...openItem, control: 'POL-07', remaining: [log] }) });
    expect(pageText()).not.toContain('Is this intentional?');
  });

  it('shows the reason, the owner, and the expiration date of approvals', async () => {
    const approvals = [{ name: 'Roadmap', reason: 'Our public roadmap', owner: 'ana', until: '2027-01-31' }];
    const check = { phase: 'none', objects: 0 };
    const closedItem = { ...forAdmin, remaining: [], open: 0, check, closedAt: NOW, endedWithoutFix: true };
    await open({ panel: doneAnswer({ ...closedItem, approvals }) });
    for (const text of ['Approved: Roadmap', 'Our public roadmap', 'Expires Jan 31, 2027'])
      expect(pageText()).toContain(text);
    await open({ panel: doneAnswer({ ...closedItem, approvals: [{ name: '', reason: '', owner: '' }] }) });
    expect(pageText()).toContain('Approved');
    expect(pageText()).not.toContain('Expires');
  });

  it('shows when the next check is possible, and offers it then', async () => {
    const check = { phase: 'none', objects: 12, requestedAt: NOW - MINUTE, retryAt: NOW + 90_000 };
    let shown: object = { ...openItem, check };
    await open({ panel: () => doneAnswer(shown)() });
    expect(pageText()).toContain('Last check: 1 minute ago. You can check again in 2 minutes.');
    expect(findOne('LoadingButton', 'Check now').props.isDisabled).toBe(true);
    shown = openItem;
    await jest.advanceTimersByTimeAsync(90_000);
    await waitUntilSettled();
    expect(findOne('LoadingButton', 'Check now').props.isDisabled).toBe(false);
  });

  it('shows until when checks are paused', async () => {
    const check = { phase: 'none', objects: 12, pausedUntil: Date.UTC(2026, 10, 20, 14) };
    await open({ panel: doneAnswer({ ...openItem, check }) });
    expect(pageText()).toMatch(/Checks are paused until 2:00.PM\. The hourly scan continues\./);
    expect(findOne('LoadingButton', 'Check now').props.isDisabled).toBe(true);
  });

  it('shows a viewer the progress, and no button', async () => {
    const {
      now,
      control,
      open: count,
      of,
      checkedAt,
      awaitingConfirmation,
      endedWithoutFix,
      mustCloseManually,
    } = openItem;
    const state = {
      role: 'viewer',
      now,
      control,
      open: count,
      of,
      checkedAt,
      awaitingConfirmation,
      endedWithoutFix,
      mustCloseManually,
    };
    await open({ panel: doneAnswer(state) });
    for (const text of [
      '12 of 15 findings left',
      'Checked 2 minutes ago',
      "The assignee, the object's owner",
    ])
      expect(pageText()).toContain(text);
    expect(pageText()).not.toContain('Not met');
    expect(findAll('LoadingButton')).toEqual([]);
  });

  it('offers no check if the app lost its rights, or if only a scan can check', async () => {
    await open({ panel: doneAnswer({ ...openItem, lostRights: true }) });
    expect(pageText()).toContain('The app lost its permissions in Jira');
    expect(pageText()).toContain('Ask a Jira admin');
    expect(findAll('LoadingButton')).toEqual([]);
    await open({ panel: doneAnswer({ ...forAdmin, lostRights: true }) });
    expect(pageText()).not.toContain('Ask a Jira admin');
    await open({ panel: doneAnswer({ ...openItem, check: { phase: 'none', objects: 0 } }) });
    expect(pageText()).toContain('Only the hourly scan can check this');
    expect(findAll('LoadingButton')).toEqual([]);
  });

  it('asks people to close the work item if the workflow prevents the app from it', async () => {
    const resolvedItem = { ...openItem, remaining: [], open: 0, mustCloseManually: true };
    await open({ panel: doneAnswer({ ...resolvedItem, check: { phase: 'none', objects: 0 } }) });
    expect(pageText()).toContain('so move it yourself');
  });

  it('shows an error if the check could not start', async () => {
    await open({ panel: doneAnswer(openItem), checkNow: refusedAnswer('failed') });
    await pressButton('Check now');
    expect(pageText()).toContain("The check couldn't start.");
  });

  it('is empty on other work items', async () => {
    await open({ panel: refusedAnswer('forbidden') });
    expect(pageText()).toContain("This work item isn't from this app");
    await open({}, {});
    expect(pageText()).toContain("This work item isn't from this app");
    expect(findAll('LoadingButton')).toEqual([]);
  });

  it('can be reloaded after a failure', async () => {
    let fails = true;
    await open({ panel: () => (fails ? refusedAnswer('failed')() : doneAnswer(openItem)()) });
    expect(pageText()).toContain("We couldn't load this.");
    fails = false;
    await pressButton('Try again');
    expect(pageText()).toContain('12 of 15 findings left');
  });
});
