import { host } from './fake-bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { buildSummaryArgs } from '../../src/messages/control-text';
import { DAY, HOUR } from '../../src/domain/instant';
import {
  CHECKLIST_ROUTE,
  controlValue,
  doneAnswer,
  findingRow,
  homeValue,
  NOW,
  refusedAnswer,
  checklistRow,
} from './fixtures';
import {
  chooseOption,
  findAll,
  findField,
  findOne,
  renderPage,
  pageText,
  pressButton,
  rowsOf,
  textOf,
  typeInto,
} from './page-driver';

const OPEN = 'Open findings';
const showControl = (
  id: string,
  answer: (payload: { from: number; search?: string }) => unknown,
  more = {},
) =>
  renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
    path: `/control/${id}`,
    answers: { control: answer, ...more },
  });

const withFindings = (findings: ReturnType<typeof findingRow>[], total = findings.length) =>
  controlValue('INF-03', {
    row: checklistRow('INF-03', { status: 'not-met', open: total }),
    findings,
    total,
    summary: { ...buildSummaryArgs(findings as never), count: total },
    summaryByCode: { 'filter-public': { ...buildSummaryArgs(findings as never), count: total } },
  });

describe('one control', () => {
  it('shows what Atlassian does, your role, open findings, and how to meet the control', async () => {
    await showControl('INF-03', doneAnswer(withFindings([findingRow(7, 'All open bugs')])));
    for (const words of [
      'INF-03 Public filters are approved',
      "What Atlassian does Anyone can open a public filter's name",
      'Your role Share filters only with the people who need them.',
      'Make it private or approve it.',
      'All open bugs',
      'How to fix it Can be fixed by:',
    ])
      expect(pageText()).toContain(words);
    expect(findAll('Link').map(({ props }) => props.href)).toContain('/issues/?filter=7');
    expect(findAll('List').some(({ props }) => props.type === 'ordered')).toBe(true);
  });

  it('never shows “None” as the owner if a Jira admin has to fix it', async () => {
    const owners = async (id: string, part: Partial<ReturnType<typeof findingRow>>) => {
      const { owner: _owner, ...ownerless } = findingRow(7, 'External reporting', part);
      const findings = [ownerless];
      await showControl(
        id,
        doneAnswer(
          controlValue(id, {
            row: checklistRow(id, { status: 'not-met', open: 1 }),
            findings,
            total: 1,
            summaryByCode: {},
          }),
        ),
      );
      return rowsOf(OPEN).map(cells => cells.at(-1));
    };
    const grant = {
      name: 'External reporting',
      space: '',
      ownScheme: false,
      permission: 'BROWSE_PROJECTS',
      permissions: 1,
      spaces: 3,
      sensitive: 0,
      archived: 0,
    };
    expect(await owners('INF-01', { code: 'public-browses', args: grant })).toEqual(['Jira admin']);
    expect(await owners('INF-03', {})).toEqual(['None']);
  });

  it('shows 10,000 findings in pages', async () => {
    const page = (from: number) =>
      Array.from({ length: 25 }, (_, index) => findingRow(from + index, `Filter ${from + index}`));
    await showControl('INF-03', ({ from }) => doneAnswer({ ...withFindings(page(from), 10_000), from })());
    expect(rowsOf(OPEN)).toHaveLength(25);
    expect(pageText()).toContain('1–25 of 10,000');
    expect(findOne('Button', 'Previous').props.isDisabled).toBe(true);
    await pressButton('Next');
    expect(pageText()).toContain('26–50 of 10,000');
    expect(rowsOf(OPEN)[0]?.[0]).toContain('Filter 25');
  });

  it('moves the focus to the other button if the pressed one becomes disabled', async () => {
    const page = Array.from({ length: 5 }, (_, index) => findingRow(index, `Filter ${index}`));
    await showControl('INF-03', ({ from }) => doneAnswer({ ...withFindings(page, 30), from })());
    expect(findOne('Button', 'Previous').props.autoFocus).toBe(false);
    await chooseOption('Sort by', 'Newest first');
    await pressButton('Next');
    await pressButton('Previous');
    expect(findOne('Button', 'Previous').props.isDisabled).toBe(true);
    expect(findOne('Button', 'Next').props.autoFocus).toBe(true);
  });

  it('searches and sorts a whole long list, never just one page of it', async () => {
    const page = Array.from({ length: 25 }, (_, index) => findingRow(index, `Filter ${index}`));
    await showControl('INF-03', ({ search }: { search?: string }) =>
      doneAnswer({
        ...withFindings(search === '' ? page : page.slice(7, 8), 30),
        matchCount: search === '' ? 30 : 1,
      })(),
    );
    const [table] = findAll('DynamicTable').filter(({ props }) => props.label === OPEN);
    expect(findAll('Cell', table).some(({ props }) => props.isSortable === true)).toBe(false);
    await chooseOption('Sort by', 'Newest first');
    await typeInto('Search', 'Filter 7');
    expect(host.calls.at(-1)?.payload).toEqual({
      control: 'INF-03',
      from: 0,
      sort: 'newest',
      search: 'Filter 7',
    });
    expect(rowsOf(OPEN)).toHaveLength(1);
    expect(pageText()).toContain('1–1 of 1');
  });

  it('shows names as they are: 255 letters, right to left, with markup and braces', async () => {
    const names = ['x'.repeat(255), 'تقارير الأخطاء', "<b>bold</b> & {count} {x, plural,} '{q}'", ''];
    await showControl(
      'INF-03',
      doneAnswer(withFindings(names.map((name, index) => findingRow(index, name)))),
    );
    for (const name of names.slice(0, 3)) expect(textOf(findOne('Link', name))).toBe(name);
    expect(textOf(findOne('Link', 'Filter 3'))).toBe('Filter 3');
    expect(findAll('Strong').concat(findAll('b'))).toEqual([]);
  });

  it('shows who made the change and when if Jira recorded it, and otherwise the known time range', async () => {
    const candidates = {
      is: 'candidates' as const,
      of: [
        { at: NOW - HOUR, by: 'lee', change: '1' },
        { at: NOW - HOUR, by: 'ana', change: '2' },
      ],
    };
    await showControl(
      'INF-03',
      doneAnswer(
        withFindings([
          findingRow(1, 'One', { opened: { is: 'recorded', at: NOW - 2 * HOUR, by: 'gone', change: '1' } }),
          findingRow(2, 'Two', { opened: { is: 'bounded', after: NOW - DAY, before: NOW - HOUR } }),
          findingRow(3, 'Three', { opened: candidates }),
        ]),
      ),
    );
    const [recorded, bounded, several] = rowsOf(OPEN);
    expect(recorded?.[3]).toContain('2 hours ago');
    expect(bounded?.[3]).toBe('Between yesterday 9:30 AM and today 8:30 AM Changed by: not recorded');
    expect(several?.[3]).toContain('by one of');
    expect(findAll('User').map(({ props }) => props.accountId)).toEqual(
      expect.arrayContaining(['gone', 'lee', 'ana']),
    );
  });

  it("doesn't show who made the change if it is older than the first scan", async () => {
    await showControl('INF-03', doneAnswer(withFindings([findingRow(1, 'One', { baseline: true })])));
    expect(rowsOf(OPEN)[0]?.[3]).toBe('Before today 7:30 AM');
  });

  it('distinguishes two findings of one scheme, and shows who can fix one without an owner', async () => {
    const held = (code: string, permission: string) =>
      findingRow(7, 'External', {
        key: `INF-01:${code}:scheme-7:${permission}`,
        code,
        subject: { kind: 'scheme', id: '7', name: 'External' },
        args: {
          name: 'External',
          space: 'Payments',
          spaces: 1,
          ownScheme: false,
          permission,
          archived: 0,
          sensitive: 0,
        },
        reach: 1,
      });
    const { owner, ...unowned } = held('public-writes', 'ADD_COMMENTS');
    expect(owner).toBe('lee');
    const findings = [held('public-browses', 'BROWSE_PROJECTS'), unowned];
    await showControl(
      'INF-01',
      doneAnswer({
        ...controlValue('INF-01', {
          row: checklistRow('INF-01', { status: 'not-met', open: 2 }),
          findings,
          total: 2,
        }),
        approvalList: 'approvedSpaces',
      }),
    );
    expect(findAll('Label').map(textOf)).toEqual(['External Browse spaces', 'External Add comments']);
    // A person has no letters here: Jira shows the name.
    expect(findAll('User').map(({ props }) => props.accountId)).toEqual(['lee']);
    expect(rowsOf(OPEN).map(cells => cells.at(-1))).toEqual(['', 'Jira admin']);
  });

  it('names the person that a row is about only once', async () => {
    const left = findingRow(1, '', {
      key: 'USR-03:left:person-lee:',
      code: 'inactive-admin',
      subject: { kind: 'person', id: 'lee' },
      args: { person: { person: 'lee' }, deleted: false, group: 'site-admins', groups: 1 },
    });
    await showControl(
      'USR-03',
      doneAnswer(
        controlValue('USR-03', {
          row: checklistRow('USR-03', { status: 'not-met', open: 1 }),
          findings: [left],
          total: 1,
        }),
      ),
    );
    expect(rowsOf(OPEN)[0]?.[1]).toBe('Is inactive and still in the admin group site-admins.');
    expect(findAll('User')).toHaveLength(1);
  });

  it('marks findings that are unconfirmed, unreadable now, reopened, or in the baseline', async () => {
    await showControl(
      'INF-03',
      doneAnswer(
        withFindings([
          findingRow(1, 'One', { state: 'unconfirmed' }),
          findingRow(2, 'Two', { state: 'stale' }),
          findingRow(3, 'Three', { returned: 2, baseline: true }),
          findingRow(4, 'Four', { origin: 'rule' }),
        ]),
      ),
    );
    const lines = rowsOf(OPEN).map(([, line]) => line);
    expect(lines[0]).toContain('Awaiting confirmation');
    expect(lines[1]).toContain("Last seen today 8:30 AM. The app can't read it now.");
    expect(lines[2]).toContain('In baseline');
    expect(lines[2]).toContain('Resolved 2 times before');
    expect(lines[3]).toContain('Found by a new version of this control');
  });

  it("shows what can't be verified, where, and why", async () => {
    const gaps = [{ why: 'denied' as const, source: 'publicFilters' as const, at: 'filter.search 403' }];
    const evidence = [{ source: 'publicFilters' as const, state: 'absent' as const, read: 0, gaps }];
    const unknown = checklistRow('INF-03', { status: 'unknown', gaps });
    await showControl('INF-03', doneAnswer(controlValue('INF-03', { row: unknown, evidence })));
    expect(pageText()).toContain('Filter sharing: Jira denied the app access. (filter.search 403)');
    expect(rowsOf('Evidence')).toEqual([
      ['Filter sharing Jira denied the app access. (filter.search 403)', 'Not read', '', 'Not read yet'],
    ]);
    expect(pageText()).not.toContain('No open findings.');
  });

  it('shows a gap of several places only once', async () => {
    const gaps = ['sizes of groups', 'actors of roles'].map(at => ({ why: 'never-read' as const, at }));
    await showControl(
      'INF-02',
      doneAnswer(controlValue('INF-02', { row: checklistRow('INF-02', { status: 'unknown', gaps }) })),
    );
    expect(pageText().match(/the app doesn't read who is in them/g)).toHaveLength(1);
    expect(pageText()).toContain('(sizes of groups, actors of roles)');
  });

  it('names a missing permission', async () => {
    const gaps = [{ why: 'denied' as const, source: 'publicFilters' as const, at: 'ADMINISTER' }];
    await showControl(
      'INF-03',
      doneAnswer(controlValue('INF-03', { row: checklistRow('INF-03', { status: 'unknown', gaps }) })),
    );
    expect(pageText()).toContain('Jira denied the app access. (Administer Jira)');
  });

  it('shows what is wrong with an implausible list, and what the app does next', async () => {
    const at = 'project.search own-space';
    const gaps = [{ why: 'failed' as const, source: 'spaces' as const, at }];
    await showControl(
      'USR-06',
      doneAnswer(controlValue('USR-06', { row: checklistRow('USR-06', { status: 'unknown', gaps }) })),
    );
    expect(pageText()).toContain("Jira's list is missing the space where this app files work items.");
    expect(pageText()).toContain(
      'It reads the list again within an hour and keeps the last known state until then. (project.search)',
    );
    expect(pageText()).not.toContain("didn't respond");
  });

  it("never shows a source as complete if it can't be read now, even if an earlier reading is still valid", async () => {
    const failing = { why: 'failed' as const, at: 'filter.search 500', since: NOW - DAY };
    const read = { source: 'publicFilters' as const, state: 'complete' as const, read: 3, of: 3, gaps: [] };
    await showControl(
      'INF-03',
      doneAnswer(
        controlValue('INF-03', { evidence: [{ ...read, fullReadAt: NOW - 2 * DAY, failure: failing }] }),
      ),
    );
    const [source, state] = rowsOf('Evidence')[0] ?? [];
    expect(state).toBe('Failing');
    expect(source).toContain(
      "Jira didn't respond or returned an error. The app tries again in the next scan. (filter.search 500)",
    );
    expect(source).toContain('Failing since yesterday 9:30 AM.');
  });

  it("shows why open findings aren't in a work item, and links to the setting that decides it", async () => {
    const notFiled = [
      { why: 'in-baseline' as const, count: 3 },
      { why: 'unconfirmed' as const, count: 1 },
    ];
    await showControl(
      'INF-03',
      doneAnswer({ ...withFindings([findingRow(1, 'One', { baseline: true })]), notFiled }),
      {
        settings: refusedAnswer('failed'),
      },
    );
    expect(pageText()).toContain("3 findings are in the baseline and aren't filed.");
    expect(pageText()).toContain("1 finding is awaiting confirmation. The app files it once it's confirmed.");
    await pressButton('Review baseline');
    expect(host.path).toBe('/settings/baseline');
  });

  it("moves the focus to the back button, and on return to the checklist's first button", async () => {
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      answers: { control: doneAnswer(controlValue('INF-03')), checklist: doneAnswer(homeValue()) },
    });
    expect(findOne('LoadingButton', 'Scan now').props.autoFocus).toBe(false);
    await pressButton('Public filters are approved');
    expect(findOne('Button', 'Checklist').props.autoFocus).toBe(true);
    await pressButton('Checklist');
    expect(findOne('LoadingButton', 'Scan now').props.autoFocus).toBe(true);
  });

  it("doesn't take the focus if it is opened by its address", async () => {
    await showControl('INF-03', doneAnswer(controlValue('INF-03')));
    expect(findOne('Button', 'Checklist').props.autoFocus).toBe(false);
  });

  it('names the frameworks that it supports', async () => {
    const frameworks = [{ name: 'ISO/IEC 27001:2022 Annex A', identifiers: ['A.8.3', 'A.8.12'] }];
    await showControl('INF-03', doneAnswer(controlValue('INF-03', { frameworks })));
    expect(pageText()).toContain('ISO/IEC 27001:2022 Annex A: A.8.3, A.8.12');
  });

  it("re-checks open findings, but not if there are none or the app can't read", async () => {
    const check = { phase: 'none' as const, objects: 1 };
    const open = { ...withFindings([findingRow(1, 'One')]), check };
    await showControl('INF-03', doneAnswer(open), { checkControl: doneAnswer({ is: 'asked', objects: 1 }) });
    await pressButton('Check now');
    expect(host.calls).toContainEqual({ name: 'checkControl', payload: { control: 'INF-03' } });
    await showControl('INF-03', doneAnswer({ ...open, lostRights: true }));
    expect(pageText()).not.toContain('Check now');
    await showControl('INF-03', doneAnswer(controlValue('INF-03')));
    expect(pageText()).not.toContain('Check now');
  });

  it('says that there are no open findings only if that is verified', async () => {
    await showControl('INF-03', doneAnswer(controlValue('INF-03')));
    expect(pageText()).toContain('No open findings.');
    expect(pageText()).toContain('No work item needed. No open findings.');
    for (const status of ['unknown', 'not-applicable'] as const) {
      await showControl(
        'INF-03',
        doneAnswer(controlValue('INF-03', { row: checklistRow('INF-03', { status }) })),
      );
      expect(pageText()).not.toMatch(/no open findings/i);
    }
  });

  it('makes no claim before the first scan', async () => {
    const { row: _, ...unread } = controlValue('INF-03');
    await showControl('INF-03', doneAnswer(unread));
    expect(pageText()).toContain('Not scanned yet.');
    expect(pageText()).toContain('No evidence read yet.');
    expect(pageText()).not.toMatch(/no open findings|needs an attestation/i);
  });

  it('shows that it does not apply', async () => {
    const absent = checklistRow('INF-04', { status: 'not-applicable' });
    await showControl('INF-04', doneAnswer(controlValue('INF-04', { row: absent })));
    expect(pageText()).toContain('Not applicable');
  });

  it('shows its work item, or why there is none', async () => {
    const filed = {
      key: 'INF-03:site',
      is: 'open' as const,
      issueKey: 'SEC-41',
      status: 'To Do',
      assignee: 'lee',
      due: '2026-11-27',
    };
    const problem = { code: 'rights', args: { name: 'Security', permissions: 'ADD_COMMENTS' } };
    const failed = { key: 'INF-03:space-1', is: 'cannot-file' as const, problem };
    const workItems = { workItems: [filed, failed], moreWorkItems: 175 };
    await showControl(
      'INF-03',
      doneAnswer(controlValue('INF-03', { row: checklistRow('INF-03', workItems) })),
    );
    expect(pageText()).toContain('175 more are open. View in Jira');
    expect(findAll('Link').map(({ props }) => props.href)).toContain('/browse/SEC-41');
    expect(pageText()).toContain('due Nov 27, 2026');
    expect(pageText()).toContain('The app needs more permissions in Security: Add comments.');
  });

  it('describes its history in text, not only in colors', async () => {
    const history = [
      { day: '2026-11-17', status: 'verified' as const },
      { day: '2026-11-18', status: 'verified' as const },
      { day: '2026-11-19', status: 'not-met' as const },
    ];
    await showControl('INF-03', doneAnswer(controlValue('INF-03', { history })));
    expect(pageText()).toContain('Verified for 2 days, Not met for 1 day');
  });

  it('never offers to accept a risk', async () => {
    await showControl('INF-03', doneAnswer(withFindings([findingRow(1, 'One')])));
    expect(pageText()).not.toMatch(/accept|exception|risk accepted/i);
  });

  it('shows that a control does not exist, and goes back to the checklist', async () => {
    await showControl('INF-99', refusedAnswer('invalid'));
    expect(pageText()).toContain("We couldn't load this page");
    await pressButton('Checklist');
    expect(host.path).toBe('/checklist');
  });
});

describe('attestation form', () => {
  const due = controlValue('INF-14', {
    row: checklistRow('INF-14', { status: 'due', gaps: [{ why: 'not-attested' }] }),
  });
  const fill = async () => {
    await typeInto('Last good backup', '2026-11-19');
    await typeInto('Stored in', 'A bucket of our own');
    await typeInto('Kept for (days)', '30');
    await typeInto('Who can delete it', 'The platform team');
    await chooseOption('Result', 'Effective');
    await typeInto('Evidence', 'backup.log');
  };

  it('shows the exact text to record, and records it once complete', async () => {
    await showControl('INF-14', doneAnswer(due), {
      attest: doneAnswer({ at: NOW, validUntil: NOW + 30 * DAY }),
    });
    expect(pageText()).not.toContain("We'll record this");
    await fill();
    expect(pageText()).toContain("It's stored in A bucket of our own for 30 days");
    await pressButton('Attest');
    expect(host.calls.find(({ name }) => name === 'attest')?.payload).toEqual({
      control: 'INF-14',
      version: due.definition.version,
      answers: {
        lastBackup: '2026-11-19',
        keptWhere: 'A bucket of our own',
        keptDays: 30,
        whoCanDelete: 'The platform team',
        result: 'effective',
        evidence: 'backup.log',
      },
    });
    expect(host.flags).toEqual([{ title: 'Attested', type: 'success' }]);
  });

  it('shows what is missing or invalid during input, and sends nothing', async () => {
    await showControl('INF-14', doneAnswer(due), { attest: doneAnswer({}) });
    await typeInto('Last good backup', '2026-11-21');
    await typeInto('Kept for (days)', 'many');
    expect(findAll('ErrorMessage').map(textOf)).toEqual([
      'Choose today or an earlier date.',
      'Enter a number.',
    ]);
    expect(findField('Last good backup').props.maxDate).toBe('2026-11-20');
    await pressButton('Attest');
    expect(findAll('ErrorMessage').length).toBeGreaterThan(3);
    expect(host.calls.map(({ name }) => name)).not.toContain('attest');
  });

  it('keeps the input if it could not be recorded', async () => {
    await showControl('INF-14', doneAnswer(due), { attest: refusedAnswer('conflict') });
    await fill();
    await pressButton('Attest');
    expect(pageText()).toContain('Someone else saved changes first');
    expect(findField('Stored in').props.value).toBe('A bucket of our own');
  });

  const attested = {
    at: NOW - 10 * DAY,
    by: 'gone-person',
    validUntil: NOW + 20 * DAY,
    answers: {
      lastBackup: '2026-11-09',
      keptWhere: 'A bucket of our own',
      keptDays: 30,
      whoCanDelete: 'The platform team',
      result: 'effective',
      evidence: 'backup.log',
    },
  };

  it('shows the last attestation and how long it is valid, and the form only on demand', async () => {
    await showControl('INF-14', doneAnswer({ ...due, attestation: attested }));
    expect(pageText()).toContain('Attested on Nov 10, 2026. Valid until Dec 10, 2026.');
    expect(pageText()).toContain(
      "The last good backup of this site is from Nov 9, 2026. It's stored in A bucket of our own",
    );
    expect(findAll('DatePicker')).toEqual([]);
    await pressButton('Attest again');
    expect(findAll('DatePicker').length).toBeGreaterThan(0);
  });

  it('starts with the last answers, except for dates', async () => {
    await showControl('INF-14', doneAnswer({ ...due, attestation: attested }));
    await pressButton('Attest again');
    expect(findField('Stored in').props.value).toBe('A bucket of our own');
    expect(findField('Kept for (days)').props.value).toBe('30');
    expect(findField('Last good backup').props.value).toBe('');
    await pressButton('Checklist');
    expect(host.path).toBe('/checklist');
  });

  it('asks before input is lost', async () => {
    await showControl('INF-14', doneAnswer(due));
    await typeInto('Stored in', 'A bucket');
    await pressButton('Checklist');
    expect(pageText()).toContain('Leave without saving?');
    await pressButton('Keep editing');
    expect(host.path).toBe('/control/INF-14');
  });

  it('shows when an expired attestation was valid, and asks for a new one', async () => {
    const validUntil = NOW - 70 * DAY;
    const lapsed = checklistRow('INF-14', {
      status: 'due',
      attestation: { at: NOW - 430 * DAY, by: 'ana', validUntil },
    });
    await showControl(
      'INF-14',
      doneAnswer({ ...due, row: lapsed, attestation: { ...attested, at: NOW - 430 * DAY, validUntil } }),
    );
    expect(pageText()).toContain(
      'Attested on Sep 16, 2025. Expired on Sep 11, 2026, 2 months ago. Attest again.',
    );
    expect(pageText()).toContain('Needs a new attestation. The last one was valid until Sep 11, 2026.');
    expect(pageText()).not.toContain('None given yet');
  });
});
