import { host } from './bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { summaryArgs } from '../../static/locales/control-words';
import { CHECKLIST, control, done, finding, refused, row } from './answers';
import { choosePerson, every, field, opened, pageText, press, settled, textOf, type } from './screen';

const findings = [finding(1, 'Known issues'), finding(2, 'Roadmap'), finding(3, 'Salaries')];
const page = {
  ...control('INF-03', {
    row: row('INF-03', { status: 'not-met', open: 3 }),
    findings,
    total: 3,
    byCode: { 'filter-public': { ...summaryArgs(findings as never), count: 3 } },
  }),
  approving: 'approvedFilters' as const,
};
const approvable = {
  list: 'approvedFilters',
  today: '2026-11-20',
  things: [
    { id: '1', name: 'Known issues' },
    { id: '2', name: 'Roadmap' },
  ],
};
const approved = { list: 'approvedFilters', revision: 5, ids: ['1', '2'], before: [] };
const sent = (name: string) => host.calls.filter(call => call.name === name).map(({ payload }) => payload);

/** Ticks a box of the list, which bears the name of what it chooses. */
async function tick(name: string): Promise<void> {
  await (field(name).props.onChange as () => unknown)();
  await settled();
}

/** The same in the dialog. */
async function tickThere(name: string): Promise<void> {
  const box = every('Checkbox').find(doc => textOf(doc) === name);
  await (box?.props.onChange as () => unknown)();
  await settled();
}

const show = (more: Parameters<typeof opened>[1] = {}) =>
  opened(<AdminPage first={CHECKLIST} />, {
    path: '/control/INF-03',
    ...more,
    answers: {
      control: done(page),
      approvable: done(approvable),
      approve: done(approved),
      takeBack: done({ revision: 6 }),
      ...more.answers,
    },
  });

const chooseTwo = async (): Promise<void> => {
  await tick('Known issues');
  await tick('Roadmap');
  await press('Meant to be open');
};

describe('what is meant to be open, on the page of what was found', () => {
  it('is said of several at once, with a reason, an owner and an end, and taken back with one click', async () => {
    await show();
    expect(pageText()).toContain('Is any of it meant to be open? Tick it in the list.');
    await press('Meant to be open');
    expect(pageText()).toContain('Tick in the list first what is meant to be open.');
    expect(every('Modal')).toEqual([]);
    await chooseTwo();
    expect(sent('approvable')).toEqual([
      { control: 'INF-03', findings: findings.slice(0, 2).map(({ key }) => key) },
    ]);
    await type('Reason', 'The status page shows them');
    await press('These 2 are meant to be open');
    expect(sent('approve')).toEqual([
      {
        control: 'INF-03',
        findings: findings.slice(0, 2).map(({ key }) => key),
        things: ['1', '2'],
        reason: 'The status page shows them',
        owner: 'ana',
        until: '2027-05-19',
      },
    ]);
    expect(every('Modal')).toEqual([]);
    expect(pageText()).toContain('2 entries saved in Filters that are meant to be public');
    await press('Undo');
    expect(sent('takeBack')).toEqual([approved]);
    expect(pageText()).not.toContain('entries saved');
  });

  it('leaves out what is not ticked in the dialog', async () => {
    await show();
    await chooseTwo();
    await tickThere('Roadmap');
    await type('Reason', 'One of them');
    await press('It is meant to be open');
    expect(sent('approve')).toMatchObject([{ things: ['1'] }]);
  });

  it('says what is missing, and sends nothing', async () => {
    await show();
    await chooseTwo();
    await choosePerson('Who answers for it', '');
    await type('Until', '2026-11-19');
    await press('These 2 are meant to be open');
    expect(every('ErrorMessage').map(textOf)).toEqual([
      'Say what it is for.',
      'Choose somebody.',
      'Choose a day that has not passed.',
    ]);
    expect(sent('approve')).toEqual([]);
  });

  it('approves a space for what it is named for, and for a year at most', async () => {
    const spaces = {
      list: 'approvedSpaces',
      today: '2026-11-20',
      lastDay: '2027-11-20',
      things: [
        {
          id: '10',
          name: 'Open source',
          where: 'OSS',
          permissions: ['BROWSE_PROJECTS', 'ADD_COMMENTS', 'com.app.own'],
        },
      ],
    };
    await show({ answers: { approvable: done(spaces) } });
    await tick('Known issues');
    await press('Meant to be open');
    expect(pageText()).toContain('Open source (OSS)');
    expect(pageText()).toContain('Approved for: Browse spaces, Add comments, and com.app.own');
    expect(field('Until').props.maxDate).toBe('2027-11-20');
    await type('Reason', 'Our docs');
    await type('Until', '2027-11-21');
    await press('It is meant to be open');
    expect(pageText()).toContain('Choose a day up to Nov 20, 2027.');
    expect(sent('approve')).toEqual([]);
  });

  it('keeps what was entered when a key would close the dialog, and asks', async () => {
    await show();
    await chooseTwo();
    await type('Reason', 'Half a sentence');
    const escape = async () => {
      await (every('Modal')[0]?.props.onClose as () => unknown)();
      await settled();
    };
    await escape();
    expect(pageText()).toContain('What you entered here would be lost.');
    await press('Stay');
    expect(field('Reason').props.value).toBe('Half a sentence');
    await escape();
    await press('Leave without saving');
    expect(every('Modal')).toEqual([]);
  });

  it('says what happened where it could not be saved, and keeps the dialog', async () => {
    await show({ answers: { approve: refused('conflict') } });
    await chooseTwo();
    await type('Reason', 'Ours');
    await press('These 2 are meant to be open');
    expect(pageText()).toContain('Somebody else saved in the meantime');
    expect(field('Reason').props.value).toBe('Ours');
  });

  it('offers two lists for an app, each with its own words', async () => {
    const apps = findings.map(each => ({
      ...each,
      code: 'app-unknown',
      subject: { ...each.subject, kind: 'app' as const },
      args: { account: each.subject.id, name: each.subject.name ?? '', named: 'yes' },
    }));
    const app = {
      ...control('APP-01', {
        row: row('APP-01', { status: 'not-met', open: 3 }),
        findings: apps,
        total: 3,
        summary: { ...summaryArgs(apps as never) },
        byCode: { 'app-unknown': { ...summaryArgs(apps as never), count: 3 } },
      }),
      approving: 'knownApps' as const,
    };
    const choice = { ...approvable, list: 'knownApps', lists: ['knownApps', 'atlassianApps'] };
    await opened(<AdminPage first={CHECKLIST} />, {
      path: '/control/APP-01',
      answers: {
        control: done(app),
        approvable: done(choice),
        approve: done({ ...approved, list: 'atlassianApps' }),
      },
    });
    expect(pageText()).toContain('Do you know any of these apps?');
    await tick('Known issues');
    await press('Add to register');
    expect(pageText()).toContain('These apps are');
    const [radio] = every('RadioGroup');
    await (radio?.props.onChange as (event: object) => unknown)({ target: { value: 'atlassianApps' } });
    await settled();
    expect(pageText()).toContain('own list');
    await type('Reason', 'Checked under Connected apps');
    await choosePerson('Who answers for it', 'lee');
    await press('Add these 2 apps');
    expect(sent('approve')).toMatchObject([{ list: 'atlassianApps', things: ['1', '2'] }]);
  });

  it('is not offered where nothing may be meant to be so', async () => {
    const { approving: _, ...other } = page;
    await show({ answers: { control: done(other) } });
    expect(every('Button').map(textOf)).not.toContain('Meant to be open');
    expect(every('Checkbox')).toEqual([]);
  });
});
