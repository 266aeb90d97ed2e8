import { host } from './fake-bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { buildSummaryArgs } from '../../src/messages/control-text';
import {
  CHECKLIST_ROUTE,
  controlValue,
  doneAnswer,
  findingRow,
  refusedAnswer,
  checklistRow,
} from './fixtures';
import {
  choosePerson,
  findAll,
  findField,
  renderPage,
  pageText,
  pressButton,
  waitUntilSettled,
  textOf,
  typeInto,
} from './page-driver';

const findings = [findingRow(1, 'Known issues'), findingRow(2, 'Roadmap'), findingRow(3, 'Salaries')];
const page = {
  ...controlValue('INF-03', {
    row: checklistRow('INF-03', { status: 'not-met', open: 3 }),
    findings,
    total: 3,
    summaryByCode: { 'filter-public': { ...buildSummaryArgs(findings as never), count: 3 } },
  }),
  approvalList: 'approvedFilters' as const,
};
const approvalOptions = {
  list: 'approvedFilters',
  today: '2026-11-20',
  objects: [
    { id: '1', name: 'Known issues' },
    { id: '2', name: 'Roadmap' },
  ],
};
const approved = { list: 'approvedFilters', revision: 5, ids: ['1', '2'], before: [] };
const sentPayload = (name: string) =>
  host.calls.filter(call => call.name === name).map(({ payload }) => payload);

/** Selects a finding in the list by its name. */
async function selectFinding(name: string): Promise<void> {
  await (findField(name).props.onChange as () => unknown)();
  await waitUntilSettled();
}

/** Toggles an object in the dialog. */
async function toggleInDialog(name: string): Promise<void> {
  const box = findAll('Checkbox').find(doc => textOf(doc) === name);
  await (box?.props.onChange as () => unknown)();
  await waitUntilSettled();
}

const showControl = (more: Parameters<typeof renderPage>[1] = {}) =>
  renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
    path: '/control/INF-03',
    ...more,
    answers: {
      control: doneAnswer(page),
      approvalOptions: doneAnswer(approvalOptions),
      approve: doneAnswer(approved),
      undoApproval: doneAnswer({ revision: 6 }),
      ...more.answers,
    },
  });

const chooseTwoFindings = async (): Promise<void> => {
  await selectFinding('Known issues');
  await selectFinding('Roadmap');
  await pressButton('Approve');
};

describe('approving findings on a control page', () => {
  it('approves several at once, with a reason, an owner, and an expiration date, and undoes it with one click', async () => {
    await showControl();
    expect(pageText()).toContain('Are any of these intentional? Select them in the list.');
    await pressButton('Approve');
    expect(pageText()).toContain('First select findings in the list.');
    expect(findAll('Modal')).toEqual([]);
    await chooseTwoFindings();
    expect(sentPayload('approvalOptions')).toEqual([
      { control: 'INF-03', findings: findings.slice(0, 2).map(({ key }) => key) },
    ]);
    await typeInto('Reason', 'The status page shows them');
    await pressButton('Approve 2 filters');
    expect(sentPayload('approve')).toEqual([
      {
        control: 'INF-03',
        findings: findings.slice(0, 2).map(({ key }) => key),
        objects: ['1', '2'],
        reason: 'The status page shows them',
        owner: 'ana',
        until: '2027-05-19',
      },
    ]);
    expect(findAll('Modal')).toEqual([]);
    expect(pageText()).toContain('2 entries saved in Approved public filters');
    await pressButton('Undo');
    expect(sentPayload('undoApproval')).toEqual([approved]);
    expect(pageText()).not.toContain('entries saved');
  });

  it('leaves out objects that are not selected in the dialog', async () => {
    await showControl();
    await chooseTwoFindings();
    await toggleInDialog('Roadmap');
    await typeInto('Reason', 'One of them');
    await pressButton('Approve filter');
    expect(sentPayload('approve')).toMatchObject([{ objects: ['1'] }]);
  });

  it('shows what is missing, and sends nothing', async () => {
    await showControl();
    await chooseTwoFindings();
    await choosePerson('Owner', '');
    await typeInto('Expires', '2026-11-19');
    await pressButton('Approve 2 filters');
    expect(findAll('ErrorMessage').map(textOf)).toEqual([
      'Enter a reason.',
      'Choose an owner.',
      'Choose today or a later date.',
    ]);
    expect(sentPayload('approve')).toEqual([]);
  });

  it('approves a space for the shown permissions, for 12 months at most', async () => {
    const spaces = {
      list: 'approvedSpaces',
      today: '2026-11-20',
      lastDay: '2027-11-20',
      objects: [
        {
          id: '10',
          name: 'Open source',
          foundIn: 'OSS',
          permissions: ['BROWSE_PROJECTS', 'ADD_COMMENTS', 'com.app.own'],
        },
      ],
    };
    await showControl({ answers: { approvalOptions: doneAnswer(spaces) } });
    await selectFinding('Known issues');
    await pressButton('Approve');
    expect(pageText()).toContain('Open source (OSS)');
    expect(pageText()).toContain('Approves Browse spaces, Add comments, and com.app.own');
    expect(findField('Expires').props.maxDate).toBe('2027-11-20');
    await typeInto('Reason', 'Our docs');
    await typeInto('Expires', '2027-11-21');
    await pressButton('Approve space');
    expect(pageText()).toContain('Choose a date up to Nov 20, 2027.');
    expect(sentPayload('approve')).toEqual([]);
  });

  it('asks before a key press closes the dialog, and keeps what was entered', async () => {
    await showControl();
    await chooseTwoFindings();
    await typeInto('Reason', 'Half a sentence');
    const escape = async () => {
      await (findAll('Modal')[0]?.props.onClose as () => unknown)();
      await waitUntilSettled();
    };
    await escape();
    expect(pageText()).toContain('What you entered here will be lost.');
    await pressButton('Keep editing');
    expect(findField('Reason').props.value).toBe('Half a sentence');
    await escape();
    await pressButton('Leave without saving');
    expect(findAll('Modal')).toEqual([]);
  });

  it('shows why it could not be saved, and keeps the dialog', async () => {
    await showControl({ answers: { approve: refusedAnswer('conflict') } });
    await chooseTwoFindings();
    await typeInto('Reason', 'Ours');
    await pressButton('Approve 2 filters');
    expect(pageText()).toContain('Someone else saved changes first');
    expect(findField('Reason').props.value).toBe('Ours');
  });

  it('offers two lists for an app, each with its own text', async () => {
    const apps = findings.map(each => ({
      ...each,
      code: 'app-unknown',
      subject: { ...each.subject, kind: 'app' as const },
      args: { account: each.subject.id, name: each.subject.name ?? '', named: 'yes' },
    }));
    const app = {
      ...controlValue('APP-01', {
        row: checklistRow('APP-01', { status: 'not-met', open: 3 }),
        findings: apps,
        total: 3,
        summary: { ...buildSummaryArgs(apps as never) },
        summaryByCode: { 'app-unknown': { ...buildSummaryArgs(apps as never), count: 3 } },
      }),
      approvalList: 'knownApps' as const,
    };
    const choice = { ...approvalOptions, list: 'knownApps', lists: ['knownApps', 'atlassianApps'] };
    await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
      path: '/control/APP-01',
      answers: {
        control: doneAnswer(app),
        approvalOptions: doneAnswer(choice),
        approve: doneAnswer({ ...approved, list: 'atlassianApps' }),
      },
    });
    expect(pageText()).toContain('Do you know these apps? Select them in the list.');
    await selectFinding('Known issues');
    await pressButton('Add to register');
    expect(pageText()).toContain('The app register: apps you know');
    const [radio] = findAll('RadioGroup');
    await (radio?.props.onChange as (event: object) => unknown)({ target: { value: 'atlassianApps' } });
    await waitUntilSettled();
    expect(pageText()).toContain("Atlassian apps that this app doesn't recognize yet.");
    await typeInto('Reason', 'Checked under Connected apps');
    await choosePerson('Owner', 'lee');
    await pressButton('Add 2 apps');
    expect(sentPayload('approve')).toMatchObject([{ list: 'atlassianApps', objects: ['1', '2'] }]);
  });

  it("is not offered if the findings can't be approved", async () => {
    const { approvalList: _, ...other } = page;
    await showControl({ answers: { control: doneAnswer(other) } });
    expect(findAll('Button').map(textOf)).not.toContain('Approve');
    expect(findAll('Checkbox')).toEqual([]);
  });
});
