import { host } from './bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { summaryArgs } from '../../static/locales/control-words';
import { DAY, HOUR } from '../../src/terms/instant';
import { CHECKLIST, control, done, finding, home, NOW, refused, row } from './answers';
import { choose, every, field, one, opened, pageText, press, rowsOf, textOf, type } from './screen';

const OPEN = 'What is open';
const shown = (id: string, answer: (payload: { from: number; search?: string }) => unknown, more = {}) =>
  opened(<AdminPage first={CHECKLIST} />, { path: `/control/${id}`, answers: { control: answer, ...more } });

const withFindings = (findings: ReturnType<typeof finding>[], total = findings.length) =>
  control('INF-03', {
    row: row('INF-03', { status: 'not-met', open: total }),
    findings,
    total,
    summary: { ...summaryArgs(findings as never), count: total },
    byCode: { 'filter-public': { ...summaryArgs(findings as never), count: total } },
  });

describe('one control', () => {
  it('says what Atlassian does, what is yours, what is open, what would meet it and how', async () => {
    await shown('INF-03', done(withFindings([finding(7, 'All open bugs')])));
    for (const words of [
      'INF-03 Filters not public',
      'What Atlassian does A public filter',
      'Your role Share filters with the people who need them.',
      'Making it private meets this part',
      'All open bugs',
      'How to fix it Who can do it:',
    ])
      expect(pageText()).toContain(words);
    expect(every('Link').map(({ props }) => props.href)).toContain('/issues/?filter=7');
    expect(every('List').some(({ props }) => props.type === 'ordered')).toBe(true);
  });

  it('never says that nobody owns what a Jira admin has to fix', async () => {
    const owners = async (id: string, part: Partial<ReturnType<typeof finding>>) => {
      const { owner: _owner, ...ownerless } = finding(7, 'External reporting', part);
      const findings = [ownerless];
      await shown(
        id,
        done(control(id, { row: row(id, { status: 'not-met', open: 1 }), findings, total: 1, byCode: {} })),
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
    expect(await owners('INF-03', {})).toEqual(['Nobody']);
  });

  it('shows ten thousand findings a page at a time', async () => {
    const page = (from: number) =>
      Array.from({ length: 25 }, (_, index) => finding(from + index, `Filter ${from + index}`));
    await shown('INF-03', ({ from }) => done({ ...withFindings(page(from), 10_000), from })());
    expect(rowsOf(OPEN)).toHaveLength(25);
    expect(pageText()).toContain('1–25 of 10,000');
    expect(one('Button', 'Previous').props.isDisabled).toBe(true);
    await press('Next');
    expect(pageText()).toContain('26–50 of 10,000');
    expect(rowsOf(OPEN)[0]?.[0]).toContain('Filter 25');
  });

  it('gives the focus to the other button where the one that was pressed leads no further', async () => {
    const page = Array.from({ length: 5 }, (_, index) => finding(index, `Filter ${index}`));
    await shown('INF-03', ({ from }) => done({ ...withFindings(page, 30), from })());
    expect(one('Button', 'Previous').props.autoFocus).toBe(false);
    await choose('Order', 'Newest first');
    await press('Next');
    await press('Previous');
    expect(one('Button', 'Previous').props.isDisabled).toBe(true);
    expect(one('Button', 'Next').props.autoFocus).toBe(true);
  });

  it('searches and orders all of a long list, and never sorts a page of it as if it were the whole', async () => {
    const page = Array.from({ length: 25 }, (_, index) => finding(index, `Filter ${index}`));
    await shown('INF-03', ({ search }: { search?: string }) =>
      done({ ...withFindings(search === '' ? page : page.slice(7, 8), 30), found: search === '' ? 30 : 1 })(),
    );
    const [table] = every('DynamicTable').filter(({ props }) => props.label === OPEN);
    expect(every('Cell', table).some(({ props }) => props.isSortable === true)).toBe(false);
    await choose('Order', 'Newest first');
    await type('Search', 'Filter 7');
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
    await shown('INF-03', done(withFindings(names.map((name, index) => finding(index, name)))));
    for (const name of names.slice(0, 3)) expect(textOf(one('Link', name))).toBe(name);
    expect(textOf(one('Link', 'Filter 3'))).toBe('Filter 3');
    expect(every('Strong').concat(every('b'))).toEqual([]);
  });

  it('says who did it and when where Jira tells, and honest bounds where it doesn’t', async () => {
    const candidates = {
      is: 'candidates' as const,
      of: [
        { at: NOW - HOUR, by: 'lee', change: '1' },
        { at: NOW - HOUR, by: 'ana', change: '2' },
      ],
    };
    await shown(
      'INF-03',
      done(
        withFindings([
          finding(1, 'One', { opened: { is: 'recorded', at: NOW - 2 * HOUR, by: 'gone', change: '1' } }),
          finding(2, 'Two', { opened: { is: 'bounded', after: NOW - DAY, before: NOW - HOUR } }),
          finding(3, 'Three', { opened: candidates }),
        ]),
      ),
    );
    const [recorded, bounded, several] = rowsOf(OPEN);
    expect(recorded?.[3]).toContain('2 hours ago');
    expect(bounded?.[3]).toBe("between yesterday 9:30 AM and today 8:30 AM by whom isn't recorded");
    expect(several?.[3]).toContain('by one of these');
    expect(every('User').map(({ props }) => props.accountId)).toEqual(
      expect.arrayContaining(['gone', 'lee', 'ana']),
    );
  });

  it('says nothing of who, where it was so before the app first looked', async () => {
    await shown('INF-03', done(withFindings([finding(1, 'One', { baseline: true })])));
    expect(rowsOf(OPEN)[0]?.[3]).toBe('before today 7:30 AM');
  });

  it('names two findings of one scheme apart, and who can fix what has no owner of its own', async () => {
    const held = (code: string, permission: string) =>
      finding(7, 'External', {
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
    await shown(
      'INF-01',
      done({
        ...control('INF-01', { row: row('INF-01', { status: 'not-met', open: 2 }), findings, total: 2 }),
        approving: 'approvedSpaces',
      }),
    );
    expect(every('Label').map(textOf)).toEqual(['External Browse spaces', 'External Add comments']);
    // A person has no letters here: Jira shows the name.
    expect(every('User').map(({ props }) => props.accountId)).toEqual(['lee']);
    expect(rowsOf(OPEN).map(cells => cells.at(-1))).toEqual(['', 'Jira admin']);
  });

  it('names the person whom a row is about once', async () => {
    const left = finding(1, '', {
      key: 'USR-03:left:person-lee:',
      code: 'inactive-admin',
      subject: { kind: 'person', id: 'lee' },
      args: { person: { person: 'lee' }, deleted: false, group: 'site-admins', groups: 1 },
    });
    await shown(
      'USR-03',
      done(
        control('USR-03', { row: row('USR-03', { status: 'not-met', open: 1 }), findings: [left], total: 1 }),
      ),
    );
    expect(rowsOf(OPEN)[0]?.[1]).toBe('Is inactive and still in the admin group site-admins.');
    expect(every('User')).toHaveLength(1);
  });

  it('marks what waits for a second reading, can’t be read now, came back or was there at the start', async () => {
    await shown(
      'INF-03',
      done(
        withFindings([
          finding(1, 'One', { state: 'suspected' }),
          finding(2, 'Two', { state: 'unseen' }),
          finding(3, 'Three', { returned: 2, baseline: true }),
          finding(4, 'Four', { origin: 'rule' }),
        ]),
      ),
    );
    const lines = rowsOf(OPEN).map(([, line]) => line);
    expect(lines[0]).toContain('Seen once, to be confirmed');
    expect(lines[1]).toContain("Last seen today 8:30 AM; can't be read now");
    expect(lines[2]).toContain('From the start');
    expect(lines[2]).toContain('Was closed 2 times before');
    expect(lines[3]).toContain('Brought by a new version of the control');
  });

  it('says in words what can’t be said, where, and why', async () => {
    const gaps = [{ why: 'denied' as const, source: 'publicFilters' as const, at: 'filter.search 403' }];
    const evidence = [{ source: 'publicFilters' as const, state: 'absent' as const, read: 0, gaps }];
    const unknown = row('INF-03', { status: 'unknown', gaps });
    await shown('INF-03', done(control('INF-03', { row: unknown, evidence })));
    expect(pageText()).toContain(
      'Filters, for public shares: Jira refused to let the app read it. (filter.search 403)',
    );
    expect(rowsOf('What it rests on')).toEqual([
      [
        'Filters, for public shares Jira refused to let the app read it. (filter.search 403)',
        'Missing',
        '',
        'not read yet',
      ],
    ]);
    expect(pageText()).not.toContain('Nothing is open.');
  });

  it('says once what several places say of themselves', async () => {
    const gaps = ['sizes of groups', 'actors of roles'].map(at => ({ why: 'never-read' as const, at }));
    await shown('INF-02', done(control('INF-02', { row: row('INF-02', { status: 'unknown', gaps }) })));
    expect(pageText().match(/So this can't be proved/g)).toHaveLength(1);
    expect(pageText()).toContain('(sizes of groups, actors of roles)');
  });

  it('calls a right that is missing by its name', async () => {
    const gaps = [{ why: 'denied' as const, source: 'publicFilters' as const, at: 'ADMINISTER' }];
    await shown('INF-03', done(control('INF-03', { row: row('INF-03', { status: 'unknown', gaps }) })));
    expect(pageText()).toContain('Jira refused to let the app read it. (Administer Jira)');
  });

  it('says of a list that the app doesn’t rely on what is wrong with it, and what the app does next', async () => {
    const at = 'project.search own-space';
    const gaps = [{ why: 'failed' as const, source: 'spaces' as const, at }];
    await shown('USR-06', done(control('USR-06', { row: row('USR-06', { status: 'unknown', gaps }) })));
    expect(pageText()).toContain("Jira's list leaves out the space where this app files work items.");
    expect(pageText()).toContain(
      'It reads the list again within an hour and keeps what it knew until then. (project.search)',
    );
    expect(pageText()).not.toContain('did not answer');
  });

  it('never calls a source complete that can’t be read now, though an earlier reading stands', async () => {
    const failing = { why: 'failed' as const, at: 'filter.search 500', since: NOW - DAY };
    const read = { source: 'publicFilters' as const, state: 'complete' as const, read: 3, of: 3, gaps: [] };
    await shown('INF-03', done(control('INF-03', { evidence: [{ ...read, asOf: NOW - 2 * DAY, failing }] })));
    const [source, state] = rowsOf('What it rests on')[0] ?? [];
    expect(state).toBe("Can't be read now");
    expect(source).toContain('Jira did not answer. It is tried again at the next run. (filter.search 500)');
    expect(source).toContain('Reading it has failed since yesterday 9:30 AM.');
  });

  it('says why what is open stands in no work item, and leads to where that is decided', async () => {
    const notFiled = [
      { why: 'baseline' as const, count: 3 },
      { why: 'once' as const, count: 1 },
    ];
    await shown('INF-03', done({ ...withFindings([finding(1, 'One', { baseline: true })]), notFiled }), {
      settings: refused('failed'),
    });
    expect(pageText()).toContain(
      '3 things were there at the start. By the baseline, only what gets worse is filed.',
    );
    expect(pageText()).toContain('It is filed when a second reading has confirmed it.');
    await press('Look at the baseline');
    expect(host.path).toBe('/settings/baseline');
  });

  it('gives the focus on: to the way back, and coming back to the checklist’s first button', async () => {
    await opened(<AdminPage first={CHECKLIST} />, {
      answers: { control: done(control('INF-03')), home: done(home()) },
    });
    expect(one('LoadingButton', 'Sweep now').props.autoFocus).toBe(false);
    await press('Filters not public');
    expect(one('Button', 'Checklist').props.autoFocus).toBe(true);
    await press('Checklist');
    expect(one('LoadingButton', 'Sweep now').props.autoFocus).toBe(true);
  });

  it('takes no focus where it is opened by its address', async () => {
    await shown('INF-03', done(control('INF-03')));
    expect(one('Button', 'Checklist').props.autoFocus).toBe(false);
  });

  it('names what it serves in frameworks', async () => {
    const frameworks = [{ name: 'ISO/IEC 27001:2022 Annex A', identifiers: ['A.8.3', 'A.8.12'] }];
    await shown('INF-03', done(control('INF-03', { frameworks })));
    expect(pageText()).toContain('ISO/IEC 27001:2022 Annex A: A.8.3, A.8.12');
  });

  it('has what is open read again, but not where nothing is or the app may not read', async () => {
    const check = { phase: 'none' as const, objects: 1 };
    const open = { ...withFindings([finding(1, 'One')]), check };
    await shown('INF-03', done(open), { checkControl: done({ is: 'asked', objects: 1 }) });
    await press('Check now');
    expect(host.calls).toContainEqual({ name: 'checkControl', payload: { control: 'INF-03' } });
    await shown('INF-03', done({ ...open, lostRights: true }));
    expect(pageText()).not.toContain('Check now');
    await shown('INF-03', done(control('INF-03')));
    expect(pageText()).not.toContain('Check now');
  });

  it('says that nothing is open only where it is proved', async () => {
    await shown('INF-03', done(control('INF-03')));
    expect(pageText()).toContain('Nothing is open.');
    expect(pageText()).toContain('None is filed: nothing is open.');
    for (const status of ['unknown', 'not-applicable'] as const) {
      await shown('INF-03', done(control('INF-03', { row: row('INF-03', { status }) })));
      expect(pageText()).not.toMatch(/nothing is open/i);
    }
  });

  it('says nothing of what has not been read yet', async () => {
    const { row: _, ...unread } = control('INF-03');
    await shown('INF-03', done(unread));
    expect(pageText()).toContain('This control has not been judged yet.');
    expect(pageText()).toContain('Nothing that it rests on has been read yet.');
    expect(pageText()).not.toMatch(/nothing is open|a person's word/i);
  });

  it('says why it does not apply', async () => {
    const absent = row('INF-04', { status: 'not-applicable' });
    await shown('INF-04', done(control('INF-04', { row: absent })));
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
    await shown('INF-03', done(control('INF-03', { row: row('INF-03', workItems) })));
    expect(pageText()).toContain('175 more are open. See them in Jira');
    expect(every('Link').map(({ props }) => props.href)).toContain('/browse/SEC-41');
    expect(pageText()).toContain('due Nov 27, 2026');
    expect(pageText()).toContain('This app may not do in Security what it needs: Add comments.');
  });

  it('tells its days in words besides their colours', async () => {
    const history = [
      { day: '2026-11-17', status: 'proved' as const },
      { day: '2026-11-18', status: 'proved' as const },
      { day: '2026-11-19', status: 'not-met' as const },
    ];
    await shown('INF-03', done(control('INF-03', { history })));
    expect(pageText()).toContain('Proved for 2 days, Not met for one day');
  });

  it('never offers to accept a risk', async () => {
    await shown('INF-03', done(withFindings([finding(1, 'One')])));
    expect(pageText()).not.toMatch(/accept|exception|risk accepted/i);
  });

  it('goes back to the checklist, and says so where there is no such control', async () => {
    await shown('INF-99', refused('invalid'));
    expect(pageText()).toContain('This could not be loaded');
    await press('Checklist');
    expect(host.path).toBe('/checklist');
  });
});

describe('the form of a stated control', () => {
  const due = control('INF-14', { row: row('INF-14', { status: 'due', gaps: [{ why: 'not-attested' }] }) });
  const fill = async () => {
    await type('Day of the last good backup', '2026-11-19');
    await type('Where it is kept', 'A bucket of our own');
    await type('Kept for how many days', '30');
    await type('Who can delete it', 'The platform team');
    await choose('Result', 'Effective');
    await type('Evidence', 'backup.log');
  };

  it('records what was seen, word for word, once it is whole', async () => {
    await shown('INF-14', done(due), { attest: done({ at: NOW, validUntil: NOW + 30 * DAY }) });
    expect(pageText()).not.toContain('This is what will be recorded');
    await fill();
    expect(pageText()).toContain('It is kept in A bucket of our own for 30 days');
    await press('Attest');
    expect(host.calls.find(({ name }) => name === 'attest')?.payload).toEqual({
      control: 'INF-14',
      version: due.facts.version,
      blanks: {
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

  it('says what is missing or wrong as it is typed, and sends nothing', async () => {
    await shown('INF-14', done(due), { attest: done({}) });
    await type('Day of the last good backup', '2026-11-21');
    await type('Kept for how many days', 'many');
    expect(every('ErrorMessage').map(textOf)).toEqual(['This day has not come yet.', 'Enter a number.']);
    expect(field('Day of the last good backup').props.maxDate).toBe('2026-11-20');
    await press('Attest');
    expect(every('ErrorMessage').length).toBeGreaterThan(3);
    expect(host.calls.map(({ name }) => name)).not.toContain('attest');
  });

  it('keeps what was typed where it could not be recorded', async () => {
    await shown('INF-14', done(due), { attest: refused('conflict') });
    await fill();
    await press('Attest');
    expect(pageText()).toContain('Somebody else saved in the meantime');
    expect(field('Where it is kept').props.value).toBe('A bucket of our own');
  });

  const stated = {
    at: NOW - 10 * DAY,
    by: 'gone-person',
    validUntil: NOW + 20 * DAY,
    blanks: {
      lastBackup: '2026-11-09',
      keptWhere: 'A bucket of our own',
      keptDays: 30,
      whoCanDelete: 'The platform team',
      result: 'effective',
      evidence: 'backup.log',
    },
  };

  it('shows what was stated last and how long it holds, and folds the form until it is wanted', async () => {
    await shown('INF-14', done({ ...due, statement: stated }));
    expect(pageText()).toContain('Stated on Nov 10, 2026. It holds until Dec 10, 2026.');
    expect(pageText()).toContain(
      'The last good backup of this site is of Nov 9, 2026. It is kept in A bucket of our own',
    );
    expect(every('DatePicker')).toEqual([]);
    await press('Attest again');
    expect(every('DatePicker').length).toBeGreaterThan(0);
  });

  it('begins with what was stated last, except its days: somebody looks anew', async () => {
    await shown('INF-14', done({ ...due, statement: stated }));
    await press('Attest again');
    expect(field('Where it is kept').props.value).toBe('A bucket of our own');
    expect(field('Kept for how many days').props.value).toBe('30');
    expect(field('Day of the last good backup').props.value).toBe('');
    await press('Checklist');
    expect(host.path).toBe('/checklist');
  });

  it('asks before what was entered into the form is lost', async () => {
    await shown('INF-14', done(due));
    await type('Where it is kept', 'A bucket');
    await press('Checklist');
    expect(pageText()).toContain('Leave without saving?');
    await press('Stay');
    expect(host.path).toBe('/control/INF-14');
  });

  it('says of one that lapsed until when it held, and asks for another look', async () => {
    const validUntil = NOW - 70 * DAY;
    const lapsed = row('INF-14', { status: 'due', stated: { at: NOW - 430 * DAY, by: 'ana', validUntil } });
    await shown(
      'INF-14',
      done({ ...due, row: lapsed, statement: { ...stated, at: NOW - 430 * DAY, validUntil } }),
    );
    expect(pageText()).toContain(
      'Stated on Sep 16, 2025. It held until Sep 11, 2026 and lapsed 2 months ago: look again.',
    );
    expect(pageText()).toContain("It rests on a person's word. The last one held until Sep 11, 2026");
    expect(pageText()).not.toContain('nobody has given it');
  });
});
