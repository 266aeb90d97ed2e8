import { host } from './fake-bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { buildSummaryArgs } from '../../src/messages/control-text';
import { defaultSettings } from '../../src/settings/settings';
import { HOUR } from '../../src/domain/instant';
import {
  CHECKLIST_ROUTE,
  checklistValue,
  controlValue,
  doneAnswer,
  findingRow,
  homeValue,
  NOW,
  refusedAnswer,
  checklistRow,
  settingsValue,
} from './fixtures';
import { findAll, findOne, renderPage, pageText, rowsOf } from './page-driver';

const GAPS = [{ why: 'denied' as const, at: 'project.search 403' }];
const partial = {
  source: 'spaces' as const,
  state: 'partial' as const,
  read: 1_200,
  of: 1_812,
  fullReadAt: NOW - HOUR,
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
const emptyAuditTrail = doneAnswer({ entries: [], hasMore: false });

const showPage = (path: string, answers: Record<string, (payload: never) => unknown>) =>
  renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, { path, answers });

describe('a partially read source', () => {
  const rows = [
    checklistRow('INF-01', { status: 'unknown', gaps: [{ ...GAPS[0]!, source: 'spaces' as const }] }),
    checklistRow('INF-03'),
  ];

  it('is counted in the headline, which then shows no age of the evidence', async () => {
    const shown = homeValue({ checklist: checklistValue({ rows, coverage: [partial] }) });
    await showPage('/', { checklist: doneAnswer(shown), scanProgress: doneAnswer({}) });
    expect(pageText()).toContain("The app can't fully read 1 of 1 sources.");
    expect(pageText()).not.toContain('Oldest evidence');
  });

  it("is shown alike on the evidence page and on a control's page, with the reason", async () => {
    await showPage('/evidence', { evidence: doneAnswer(evidence()), auditTrail: emptyAuditTrail });
    const [there] = rowsOf('Sources');
    const value = { ...controlValue('INF-01', { row: rows[0]! }), evidence: [partial] };
    await showPage('/control/INF-01', { control: doneAnswer(value) });
    const [here] = rowsOf('Evidence');
    expect(here?.slice(1)).toEqual(['Partial', '1,200 of 1,812', 'Nov 20, 2026, 8:30 AM 1 hour ago']);
    expect(there?.slice(1, 4)).toEqual(here?.slice(1));
    expect(here?.[0]).toContain('Jira denied the app access. (project.search 403)');
    expect(pageText()).toContain('Not verified: some evidence is missing.');
    expect(pageText()).not.toContain('No open findings.');
  });
});

describe('an app that lost its rights', () => {
  const LOST = 'The app lost its permissions in Jira';
  const coverage = checklistValue({ hasReadRights: false });
  it.each([
    [
      '/',
      {
        checklist: doneAnswer(homeValue({ appHealth: 'lost-rights', checklist: coverage })),
        scanProgress: doneAnswer({}),
      },
    ],
    ['/control/INF-03', { control: doneAnswer(controlValue('INF-03', { lostRights: true })) }],
    ['/settings/people', { settings: doneAnswer(settingsValue({ lostRights: true })) }],
    ['/evidence', { evidence: doneAnswer(evidence({ lostRights: true })), auditTrail: emptyAuditTrail }],
  ])('shows it at the top of %s, once, with the steps to restore them', async (path, answers) => {
    await showPage(path, answers);
    expect(findAll('SectionMessage').filter(({ props }) => props.title === LOST)).toHaveLength(1);
    expect(pageText()).toContain('atlassian-addons-admin');
  });
});

describe('a page whose call fails', () => {
  it.each([
    ['/', 'checklist'],
    ['/control/INF-03', 'control'],
    ['/settings/open', 'settings'],
    ['/evidence', 'evidence'],
    ['/start', 'checklist'],
  ])('%s says what happened and what it means, and reloads on request', async (path, name) => {
    await showPage(path, {
      [name]: refusedAnswer('failed'),
      scanProgress: doneAnswer({}),
      auditTrail: emptyAuditTrail,
    });
    expect(pageText()).toContain("We couldn't load this page");
    expect(pageText()).toContain('Nothing was lost');
    const calls = host.calls.filter(each => each.name === name).length;
    const again = findOne('Button', 'Try again');
    await (again.props.onClick as () => unknown)();
    expect(host.calls.filter(each => each.name === name)).toHaveLength(calls + 1);
  });
});

describe('names from Jira', () => {
  const NAMES = ['x'.repeat(255), 'تقارير الأخطاء', "<b>bold</b> & {count} {x, plural,} '{q}'"];

  it('are shown unchanged in the list of items and in settings', async () => {
    const forYou = NAMES.map(name => ({
      is: 'entries-expiring' as const,
      list: 'approvedFilters',
      id: '7',
      name,
      count: 1,
      due: '2026-11-27',
      overdue: false,
    }));
    await showPage('/', {
      checklist: doneAnswer(homeValue({ forYou })),
      scanProgress: doneAnswer({}),
    });
    expect(pageText()).toContain(NAMES[0]);
    // A right-to-left name is isolated from the sentence around it.
    expect(pageText()).toContain(`\u2068${NAMES[1]}\u2069`);
    expect(pageText()).toContain(NAMES[2]);
    const approvedFilters = NAMES.map((name, index) => ({
      id: String(index),
      name,
      reason: name,
      owner: 'gone',
      until: '2026-12-31',
    }));
    await showPage('/settings/open', {
      settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, approvedFilters } })),
    });
    const listed = rowsOf('Approved public filters');
    expect(listed.map(([name, reason]) => [name, reason])).toEqual(NAMES.map(name => [name, name]));
    // People who left are still shown by their account. Jira shows that the account is deactivated.
    expect(findAll('User').map(({ props }) => props.accountId)).toContain('gone');
  });

  it('label the checkboxes of findings', async () => {
    const findings = NAMES.map((name, index) => findingRow(index, name));
    const value = {
      ...controlValue('INF-03', {
        row: checklistRow('INF-03', { status: 'not-met', open: 3 }),
        findings,
        total: 3,
        summaryByCode: { 'filter-public': { ...buildSummaryArgs(findings as never), count: 3 } },
      }),
      approvalList: 'approvedFilters' as const,
    };
    await showPage('/control/INF-03', { control: doneAnswer(value) });
    for (const name of NAMES) expect(findOne('Label', name).props.labelFor).toBeDefined();
  });
});
