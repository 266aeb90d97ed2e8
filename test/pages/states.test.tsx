import { host } from './bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { summaryArgs } from '../../static/locales/control-words';
import { defaultSettings } from '../../src/settings/settings';
import { HOUR } from '../../src/terms/instant';
import { CHECKLIST, checklist, control, done, finding, home, NOW, refused, row, settings } from './answers';
import { every, one, opened, pageText, rowsOf } from './screen';

const GAPS = [{ why: 'denied' as const, at: 'project.search 403' }];
const partial = {
  source: 'spaces' as const,
  state: 'partial' as const,
  read: 1_200,
  of: 1_812,
  asOf: NOW - HOUR,
  gaps: GAPS,
};
const evidence = (part = {}) => ({
  now: NOW,
  timeZone: 'UTC',
  coverage: [{ ...partial, controls: ['INF-01'] }],
  budget: { spent: 1, of: 6_000 },
  feed: {},
  lostRights: false,
  ...part,
});
const noLedger = done({ entries: [], more: false });

const show = (path: string, answers: Record<string, (payload: never) => unknown>) =>
  opened(<AdminPage first={CHECKLIST} />, { path, answers });

describe('a source of which a part was read', () => {
  const rows = [
    row('INF-01', { status: 'unknown', gaps: [{ ...GAPS[0]!, source: 'spaces' as const }] }),
    row('INF-03'),
  ];

  it('is told by the headline, and no row that waits for it is proved', async () => {
    const shown = home({ checklist: checklist({ rows, coverage: [partial] }) });
    await show('/', { home: done(shown), progress: done({}) });
    expect(pageText()).toContain("One of 1 sources can't be read in full.");
    expect(pageText()).not.toContain('All that the checklist rests on was read');
  });

  it('is counted alike on the evidence page and on the page of a control, with why', async () => {
    await show('/evidence', { evidence: done(evidence()), ledger: noLedger });
    const [there] = rowsOf('What was read');
    const value = { ...control('INF-01', { row: rows[0]! }), evidence: [partial] };
    await show('/control/INF-01', { control: done(value) });
    const [here] = rowsOf('What it rests on');
    expect(here?.slice(1)).toEqual(['Partial', '1,200 of 1,812', 'Nov 20, 2026, 8:30 AM 1 hour ago']);
    expect(there?.slice(1, 4)).toEqual(here?.slice(1));
    expect(here?.[0]).toContain('Jira refused to let the app read it. (project.search 403)');
    expect(pageText()).toContain("It can't be said yet.");
    expect(pageText()).not.toContain('Nothing is open.');
  });
});

describe('an app without its rights', () => {
  const LOST = 'The app has lost its rights in Jira';
  const coverage = checklist({ appMayRead: false });
  it.each([
    ['/', { home: done(home({ app: 'lost-rights', checklist: coverage })), progress: done({}) }],
    ['/control/INF-03', { control: done(control('INF-03', { lostRights: true })) }],
    ['/settings/people', { settings: done(settings({ lostRights: true })) }],
    ['/evidence', { evidence: done(evidence({ lostRights: true })), ledger: noLedger }],
  ])('says so at the top of %s, once, with the steps that give them back', async (path, answers) => {
    await show(path, answers);
    expect(every('SectionMessage').filter(({ props }) => props.title === LOST)).toHaveLength(1);
    expect(pageText()).toContain('atlassian-addons-admin');
  });
});

describe('a page whose call fails', () => {
  it.each([
    ['/', 'home'],
    ['/control/INF-03', 'control'],
    ['/settings/open', 'settings'],
    ['/evidence', 'evidence'],
    ['/start', 'home'],
  ])('%s says what happened, what it means, and asks again when told to', async (path, name) => {
    await show(path, { [name]: refused('failed'), progress: done({}), ledger: noLedger });
    expect(pageText()).toContain('This could not be loaded');
    expect(pageText()).toContain('Nothing was lost');
    const calls = host.calls.filter(each => each.name === name).length;
    const again = one('Button', 'Try again');
    await (again.props.onClick as () => unknown)();
    expect(host.calls.filter(each => each.name === name)).toHaveLength(calls + 1);
  });
});

describe('names as people give them', () => {
  const NAMES = ['x'.repeat(255), 'تقارير الأخطاء', "<b>bold</b> & {count} {x, plural,} '{q}'"];

  it('stand in the queue and in lists as they are', async () => {
    const queue = NAMES.map(name => ({
      is: 'entries-end' as const,
      list: 'approvedFilters',
      id: '7',
      name,
      count: 1,
      due: '2026-11-27',
      over: false,
    }));
    await show('/', { home: done(home({ queue })), progress: done({}) });
    expect(pageText()).toContain(NAMES[0]);
    // A name that runs from right to left is kept from turning the sentence around it.
    expect(pageText()).toContain(`\u2068${NAMES[1]}\u2069`);
    expect(pageText()).toContain(NAMES[2]);
    const approvedFilters = NAMES.map((name, index) => ({
      id: String(index),
      name,
      reason: name,
      owner: 'gone',
      until: '2026-12-31',
    }));
    await show('/settings/open', {
      settings: done(settings({ settings: { ...defaultSettings, approvedFilters } })),
    });
    const listed = rowsOf('Filters that are meant to be public');
    expect(listed.map(([name, reason]) => [name, reason])).toEqual(NAMES.map(name => [name, name]));
    // Whoever left is still named by the account: Jira says that they are gone.
    expect(every('User').map(({ props }) => props.accountId)).toContain('gone');
  });

  it('name the boxes that choose among them', async () => {
    const findings = NAMES.map((name, index) => finding(index, name));
    const value = {
      ...control('INF-03', {
        row: row('INF-03', { status: 'not-met', open: 3 }),
        findings,
        total: 3,
        byCode: { 'filter-public': { ...summaryArgs(findings as never), count: 3 } },
      }),
      approving: 'approvedFilters' as const,
    };
    await show('/control/INF-03', { control: done(value) });
    for (const name of NAMES) expect(one('Label', name).props.labelFor).toBeDefined();
  });
});
