import { host } from './fake-bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { defaultSettings } from '../../src/settings/settings';
import { DAY } from '../../src/domain/instant';
import { CHECKLIST_ROUTE, doneAnswer, NOW, refusedAnswer, settingsValue } from './fixtures';
import {
  chooseOption,
  chooseOptions,
  choosePerson,
  findAll,
  findField,
  findOne,
  renderPage,
  pageText,
  pressButton,
  rowsOf,
  waitUntilSettled,
  textOf,
  typeInto,
} from './page-driver';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

/** Waits until the delay after typing has passed and its requests are answered. */
const waitAfterTyping = async () => {
  await jest.advanceTimersByTimeAsync(1_000);
  await waitUntilSettled();
};

const nothingChanges = {
  before: { assured: 50, possible: 60, findings: 3 },
  after: { assured: 50, possible: 60, findings: 3 },
  rows: [],
};
const searchResults = {
  space: [{ id: '10010', name: 'Security', hint: 'SEC' }],
  'work-type': [
    { id: '10001', name: 'Task' },
    { id: '10002', name: 'Bug' },
  ],
  filter: [{ id: '7', name: 'Known issues' }],
};
const answers = (more = {}) => ({
  settings: doneAnswer(settingsValue()),
  previewSettings: doneAnswer(nothingChanges),
  saveSettings: doneAnswer({ revision: 5 }),
  search: ({ kind }: { kind: keyof typeof searchResults }) =>
    doneAnswer({ matches: searchResults[kind] ?? [] })(),
  ...more,
});
const open = async (group: string, more = {}) => {
  await renderPage(<AdminPage initialRoute={CHECKLIST_ROUTE} />, {
    path: `/settings/${group}`,
    answers: answers(more),
  });
  await waitAfterTyping();
};
const screenField = (kind: string, of: { name: string; required?: boolean; options?: object[] }) => ({
  id: `field-${kind}`,
  kind,
  required: true,
  options: [],
  ...of,
});
const sentPayload = (name: string) =>
  host.calls.filter(call => call.name === name).map(({ payload }) => payload);
const saveButton = () => findOne('LoadingButton', 'Save');

describe('filing settings', () => {
  const filled = async () => {
    await chooseOption('Space', 'Security (SEC)');
    await waitAfterTyping();
    await chooseOption('Work type', 'Task');
    await waitAfterTyping();
  };

  it('choose the space and work type by name, and save only their own group, by ID', async () => {
    await open('filing');
    expect(saveButton().props.isDisabled).toBe(true);
    await filled();
    await pressButton('Save');
    expect(sentPayload('saveSettings')).toEqual([
      {
        revision: 4,
        change: {
          group: 'filing',
          value: { filing: { ...defaultSettings.filing, project: '10010', issueType: '10001' } },
        },
      },
    ]);
    expect(host.flags).toEqual([{ title: 'Saved', type: 'success' }]);
  });

  it('are checked without creating anything, and show the problems', async () => {
    const problems = [
      { code: 'project-open-to-all', args: { name: 'Security' } },
      { code: 'required-fields', args: { fields: 'Team' } },
    ];
    await open('filing', {
      preflightFiling: doneAnswer({
        canFile: false,
        problems,
        fields: [screenField('text', { name: 'Team' })],
      }),
    });
    await filled();
    // The check runs as soon as a space is chosen.
    expect(pageText()).toContain("Everyone who's logged in can read Security.");
    await typeInto('Team (required)', 'Platform');
    expect(pageText()).not.toContain("Everyone who's logged in can read Security.");
    await waitAfterTyping();
    expect(pageText()).toContain("Everyone who's logged in can read Security.");
    const tries = sentPayload('preflightFiling').length;
    await pressButton('Test without creating anything');
    expect(sentPayload('preflightFiling')).toHaveLength(tries + 1);
  });

  it('let the admin file in a space that everyone can read, and offer that nowhere else', async () => {
    const FILE_ANYWAY = 'File here even if everyone can read it';
    const findFileAnyway = () => findAll('Checkbox').filter(({ props }) => props.label === FILE_ANYWAY);
    const openToAll = { code: 'project-open-to-all', args: { name: 'Security' } };
    let problems: object[] = [];
    await open('filing', {
      preflightFiling: () => doneAnswer({ canFile: problems.length === 0, problems, fields: [] })(),
    });
    await filled();
    expect(findFileAnyway()).toEqual([]);
    problems = [openToAll];
    await pressButton('Test without creating anything');
    const [box] = findFileAnyway();
    await (box?.props.onChange as (event: object) => void)({ target: { checked: true } });
    problems = [];
    await waitAfterTyping();
    expect(findFileAnyway()).toMatchObject([{ props: { isChecked: true } }]);
    await pressButton('Save');
    expect(sentPayload('saveSettings')).toMatchObject([
      { change: { value: { filing: { publicAnyway: true } } } },
    ]);
  });

  const openElsewhere = doneAnswer({ ...nothingChanges, filing: { elsewhere: 2, stops: false } });
  const STAYS_THERE =
    "2 open work items in other spaces stay there. The app updates them until they're done.";

  it('show what happens to work items in other spaces, and that new ones go to a space that passed the check', async () => {
    await open('filing', {
      previewSettings: openElsewhere,
      preflightFiling: doneAnswer({ canFile: true, problems: [], fields: [] }),
    });
    await filled();
    expect(pageText()).toContain(`New work items go to the new space. ${STAYS_THERE}`);
  });

  it("never promise new work items in a space where the app can't file", async () => {
    const problems = [{ code: 'project-archived', args: { name: 'Security' } }];
    await open('filing', {
      previewSettings: openElsewhere,
      preflightFiling: doneAnswer({ canFile: false, problems, fields: [] }),
    });
    await filled();
    expect(pageText()).toContain("The app can't file work items in the new space yet.");
    expect(pageText()).not.toContain('New work items go');
    await open('filing', { previewSettings: openElsewhere, preflightFiling: refusedAnswer('failed') });
    await filled();
    expect(pageText()).toContain("The app couldn't check whether it can file work items in the new space.");
    expect(pageText()).not.toContain('New work items go');
  });

  it("accept a default assignee who can't be assigned there, and show what happens to findings without an owner", async () => {
    const problems = [{ code: 'default-assignee', args: { name: 'Security' } }];
    await open('filing', {
      previewSettings: openElsewhere,
      preflightFiling: doneAnswer({ canFile: true, problems, fields: [] }),
    });
    await filled();
    expect(pageText()).toContain('The app can file work items here, with 1 warning');
    expect(pageText()).toContain('Work items without another owner are filed unassigned.');
    expect(pageText()).toContain('New work items go to the new space.');
    expect(pageText()).not.toContain("The app can't file work items here yet");
  });

  it('need a work type: the field shows the error, and nothing is saved or promised', async () => {
    await open('filing', { previewSettings: openElsewhere });
    await chooseOption('Space', 'Security (SEC)');
    await waitAfterTyping();
    expect(findAll('ErrorMessage').map(textOf)).toEqual([
      "Choose a work type. The app can't file without one.",
    ]);
    expect(findField('Work type').props.isInvalid).toBe(true);
    expect(saveButton().props.isDisabled).toBe(true);
    expect(pageText()).toContain('Some fields are missing or not valid.');
    expect(pageText()).not.toContain(STAYS_THERE);
    expect([sentPayload('previewSettings'), sentPayload('preflightFiling')]).toEqual([[], []]);
  });

  it('select the only available work type automatically', async () => {
    const only = ({ kind }: { kind: string }) =>
      doneAnswer({
        matches: kind === 'space' ? searchResults.space : searchResults['work-type'].slice(0, 1),
      })();
    await open('filing', {
      search: only,
      preflightFiling: doneAnswer({ canFile: true, problems: [], fields: [] }),
    });
    await chooseOption('Space', 'Security (SEC)');
    await waitAfterTyping();
    await waitAfterTyping();
    expect(sentPayload('preflightFiling')).toMatchObject([
      { filing: { project: '10010', issueType: '10001' } },
    ]);
    expect(saveButton().props.isDisabled).toBe(false);
  });

  it('show when a space has no work types, and when Jira did not respond', async () => {
    const none = ({ kind }: { kind: string }) =>
      doneAnswer({ matches: kind === 'space' ? searchResults.space : [] })();
    await open('filing', { search: none });
    await chooseOption('Space', 'Security (SEC)');
    await waitAfterTyping();
    expect(findAll('ErrorMessage').map(textOf)).toEqual([
      expect.stringContaining('No work types available.'),
    ]);
    await open('filing', { search: refusedAnswer('failed') });
    expect(findAll('ErrorMessage').map(textOf)).toEqual([
      "Jira didn't respond. Change your search to try again.",
    ]);
  });

  it('name what the app rejected, and keep what was entered', async () => {
    const fields = [
      { path: 'approvedSpaces.2.until', why: 'too_late' },
      { path: 'change.value.filing.cap', why: 'too_big' },
      { path: 'change.value', why: 'too_big' },
    ];
    await open('filing', {
      preflightFiling: doneAnswer({ canFile: true, problems: [], fields: [] }),
      saveSettings: () => ({ is: 'refused', error: { code: 'invalid', fields } }),
    });
    await filled();
    await pressButton('Save');
    expect(pageText()).toContain('What you entered is still here.');
    expect(pageText()).toContain('Approved public spaces, entry 3: choose an expiration date');
    expect(pageText()).toContain('Not valid: filing.cap');
    expect(pageText()).toContain('The settings are too large to store.');
    expect(findAll('Select').map(({ props }) => (props.value as { value: string }).value)).toEqual([
      '10010',
      '10001',
    ]);
  });

  it("are validated during input, and can't be saved while invalid", async () => {
    await open('filing');
    await typeInto('Maximum work items per scan', '21');
    expect(findAll('ErrorMessage').map(textOf)).toEqual(['Enter a whole number from 1 to 20.']);
    expect(saveButton().props.isDisabled).toBe(true);
    await typeInto('Maximum work items per scan', '3');
    await waitAfterTyping();
    expect(findAll('ErrorMessage')).toEqual([]);
  });

  describe('for a work type with its own required fields', () => {
    const screenFields = [
      screenField('text', { name: 'Reason' }),
      screenField('paragraph', { name: 'Impact' }),
      screenField('number', { name: 'Hours' }),
      screenField('day', { name: 'Planned for' }),
      screenField('option', { name: 'Cost centre', options: [{ id: '7', name: 'Research' }] }),
      screenField('options', { name: 'Teams', options: [{ id: '8', name: 'Payroll' }] }),
      screenField('person', { name: 'Approver' }),
      screenField('json', { name: 'Region', required: false }),
    ];
    const fields = () => {
      const [, latest] = [undefined, ...sentPayload('saveSettings')].slice(-2);
      return (latest as { change: { value: { filing: { fields: unknown } } } }).change.value.filing.fields;
    };

    it("show an input for each required field, and save the values in the format of Jira's API", async () => {
      await open('filing', {
        preflightFiling: doneAnswer({ canFile: true, problems: [], fields: screenFields }),
      });
      await filled();
      await typeInto('Reason (required)', 'Review');
      await typeInto('Impact (required)', 'None.\nReally.');
      await typeInto('Hours (required)', '1.5');
      await typeInto('Planned for (required)', '2026-12-24');
      await chooseOption('Cost centre (required)', 'Research');
      await chooseOptions('Teams (required)', ['Payroll']);
      await choosePerson('Approver (required)', 'lee');
      await chooseOption('Set another field', 'Region');
      await typeInto('Region', '{"value": "EU"}');
      await waitAfterTyping();
      await pressButton('Save');
      const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
      expect(fields()).toEqual({
        'field-text': 'Review',
        'field-paragraph': {
          type: 'doc',
          version: 1,
          content: [paragraph('None.'), paragraph('Really.')],
        },
        'field-number': 1.5,
        'field-day': '2026-12-24',
        'field-option': { id: '7' },
        'field-options': [{ id: '8' }],
        'field-person': { accountId: 'lee' },
        'field-json': { value: 'EU' },
      });
    });

    it('show stored values, and prevent saving invalid ones', async () => {
      const filing = {
        ...defaultSettings.filing,
        project: '10010',
        issueType: '10001',
        fields: {
          'field-paragraph': {
            type: 'doc',
            version: 1,
            content: [{ type: 'paragraph', content: [{ type: 'text', text: 'None.' }] }],
          },
          'field-option': { value: 'Research' },
          'field-json': { value: 'EU' },
        },
      };
      await open('filing', {
        settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, filing } })),
        preflightFiling: doneAnswer({ canFile: true, problems: [], fields: screenFields }),
      });
      expect(findField('Impact (required)').props.value).toBe('None.');
      expect(findField('Cost centre (required)').props.value).toEqual({ value: '7', label: 'Research' });
      await typeInto('Hours (required)', 'two');
      await typeInto('Region', '{"value": ');
      expect(findAll('ErrorMessage').map(textOf)).toEqual([
        'Enter a number.',
        'Not valid JSON. Check quotes, commas, and brackets.',
      ]);
      expect(saveButton().props.isDisabled).toBe(true);
      await typeInto('Hours (required)', '2');
      await typeInto('Region', '');
      await waitAfterTyping();
      expect(saveButton().props.isDisabled).toBe(false);
    });
  });
});

describe('approvals', () => {
  const add = async (what: string) => {
    await pressButton(`Add ${what}`);
    await waitAfterTyping();
  };
  const addInModal = async () => {
    const [modal] = findAll('Modal');
    const button = findAll('Button', modal).find(doc => textOf(doc) === 'Add');
    await (button?.props.onClick as () => unknown)();
    await waitUntilSettled();
  };
  const oneFindingRemoved = {
    before: { assured: 50, possible: 60, findings: 3 },
    after: { assured: 58, possible: 60, findings: 2 },
    rows: [
      {
        control: 'INF-03',
        from: 'not-met',
        to: 'verified',
        findingsBefore: 1,
        findingsAfter: 0,
        moves: { removed: 1, added: 0, moreSevere: 0, lessSevere: 0, wider: 0, narrower: 0 },
      },
    ],
  };

  it('ask for the object, reason, owner, and expiration date, and show the effect before saving', async () => {
    await open('open', { previewSettings: doneAnswer(oneFindingRemoved) });
    await add('public filter');
    await addInModal();
    expect(findAll('ErrorMessage').map(textOf)).toEqual([
      'Choose one.',
      'Enter a reason.',
      'Choose an owner.',
      'Choose today or a later date.',
    ]);
    await chooseOption('Filter', 'Known issues');
    await typeInto('Reason', 'Linked from the help centre');
    await choosePerson('Owner', 'lee');
    await typeInto('Expires', '2026-12-31');
    expect(findAll('ErrorMessage')).toEqual([]);
    await addInModal();
    expect(findAll('Modal')).toEqual([]);
    expect(rowsOf('Approved public filters')[0]?.slice(0, 2)).toEqual([
      'Known issues',
      'Linked from the help centre',
    ]);
    expect(sentPayload('saveSettings')).toEqual([]);
    await waitAfterTyping();
    expect(pageText()).toContain('1 finding is no longer reported. Assured changes from 50% to 58%.');
    expect(pageText()).toContain('INF-03 Public filters are approved: Not met to Verified, 1 fewer finding');
    await pressButton('Save');
    expect(sentPayload('saveSettings')).toMatchObject([
      {
        revision: 4,
        change: {
          group: 'open',
          value: {
            approvedFilters: [
              {
                id: '7',
                name: 'Known issues',
                reason: 'Linked from the help centre',
                owner: 'lee',
                until: '2026-12-31',
              },
            ],
          },
        },
      },
    ]);
  });

  it("name their actions, and limit a public space's expiration date to 12 months", async () => {
    const entry = { id: '10', name: 'Open source', reason: 'Docs', owner: 'lee', until: '2026-12-31' };
    const approvedSpaces = [{ ...entry, permissions: ['BROWSE_PROJECTS'] }];
    await open('open', {
      settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, approvedSpaces } })),
    });
    expect(findAll('ButtonGroup').map(({ props }) => props.label)).toContain('Actions on Open source');
    await pressButton('Edit');
    expect(findField('Expires').props.maxDate).toBe('2027-11-20');
    await (findField('Approved permissions').props.onChange as (chosen: []) => unknown)([]);
    await waitUntilSettled();
    expect(findAll('ErrorMessage').map(textOf)).toEqual(['Choose at least one permission.']);
    await (findField('Approved permissions').props.onChange as (chosen: object[]) => unknown)([
      { value: 'BROWSE_PROJECTS' },
    ]);
    await waitUntilSettled();
    await typeInto('Expires', '2027-11-21');
    expect(findAll('ErrorMessage').map(textOf)).toEqual([
      'An approval is valid for 12 months at most. Choose a date up to Nov 20, 2027.',
    ]);
    await (findAll('Modal')[0]?.props.onClose as () => unknown)();
    await waitUntilSettled();
    expect(pageText()).toContain('What you entered here will be lost.');
    await pressButton('Leave without saving');
    expect(findAll('Modal')).toEqual([]);
  });

  it("show what is missing in an approval that doesn't count", async () => {
    const approvedFilters = [
      { id: '7', name: 'Old filter', reason: '', owner: 'Lee Wong' },
      { id: '8', name: 'Forever', reason: 'Linked', owner: 'lee', until: '2030-01-01' },
      { id: '9', name: 'Known issues', reason: 'Linked', owner: 'lee', until: '2026-12-31' },
    ];
    await open('open', {
      settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, approvedFilters } })),
    });
    expect(pageText()).toContain("Old filter Doesn't count Missing: reason, owner, expiration date.");
    expect(pageText()).toContain("Forever Doesn't count Missing: expiration date within 12 months.");
    expect(findAll('Lozenge').filter(doc => textOf(doc) === "Doesn't count")).toHaveLength(2);
  });

  it('reject an invalid domain, and a domain that is already in the list', async () => {
    const ownDomains = [{ id: 'example.com', name: '', reason: 'Ours', owner: 'lee' }];
    await open('open', {
      settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, ownDomains } })),
    });
    await add('domain');
    for (const [typed, wrong] of [
      ['not a domain', 'Enter a domain, such as example.com.'],
      ['EXAMPLE.com', 'This is already in the list.'],
      ['example.org', undefined],
    ] as const) {
      await typeInto('Domain', typed);
      expect(findAll('ErrorMessage').map(textOf)).toEqual(wrong === undefined ? [] : [wrong]);
    }
  });

  it('show expired entries, and remove them', async () => {
    const ended = { id: '7', name: 'Old <i>filter</i>', reason: 'Past', owner: 'gone', until: '2026-11-19' };
    const approvedFilters = [ended];
    await open('open', {
      settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, approvedFilters } })),
    });
    const [cells] = rowsOf('Approved public filters');
    expect(cells?.[0]).toBe('Old <i>filter</i>');
    expect(cells?.[3]).toBe('Expired Nov 19, 2026');
    await pressButton('Remove');
    await waitAfterTyping();
    await pressButton('Save');
    expect(sentPayload('saveSettings')).toMatchObject([{ change: { value: { approvedFilters: [] } } }]);
  });

  it('keep changes if someone else saved first, and offer to load the latest version', async () => {
    const approvedFilters = [
      { id: '7', name: 'Known issues', reason: 'x', owner: 'lee', until: '2027-01-01' },
    ];
    await open('open', {
      settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, approvedFilters } })),
      saveSettings: refusedAnswer('conflict'),
    });
    await pressButton('Remove');
    await waitAfterTyping();
    await pressButton('Save');
    expect(pageText()).toContain('Someone else saved changes first');
    const loads = sentPayload('settings').length;
    await pressButton('Load latest version');
    expect(sentPayload('settings')).toHaveLength(loads + 1);
  });
});

describe('the baseline', () => {
  const filing = { ...defaultSettings.filing, project: '10010', issueType: '10001' };
  const preview = ({ mode }: { mode: string }) =>
    doneAnswer(
      mode === 'drift'
        ? { items: 0, findings: 0, unconfirmed: 3, scans: 0, assignees: [], texts: [] }
        : {
            items: 24,
            findings: 60,
            unconfirmed: 3,
            scans: 2,
            assignees: [{ account: 'lee', items: 20 }, { items: 4 }],
            texts: [
              {
                control: 'INF-03',
                severity: 'high',
                summary: '3 filters are public. Is this intentional?',
                findings: 3,
                due: '2026-11-27',
                text: { version: 1, type: 'doc', content: [] },
              },
            ],
          },
    )();

  it('shows counts, assignees, and texts before it is set', async () => {
    await open('baseline', {
      settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, filing } })),
      previewFiling: preview,
      takeBaseline: doneAnswer({ revision: 5 }),
    });
    expect(pageText()).toContain('No work items would be filed now.');
    expect(pageText()).not.toContain('awaiting confirmation');
    const [radio] = findAll('RadioGroup');
    await (radio?.props.onChange as (event: object) => unknown)({ target: { value: 'all' } });
    await waitUntilSettled();
    expect(pageText()).toContain('24 work items would be filed now, for 60 findings, in 2 scans.');
    expect(pageText()).toContain('20 work items');
    expect(pageText()).toContain("The space's default assignee, or unassigned 4 work items");
    expect(pageText()).toContain('This includes findings awaiting confirmation.');
    await pressButton('Show text');
    expect(findAll('AdfRenderer')).toHaveLength(1);
    await pressButton('Set baseline');
    expect(sentPayload('takeBaseline')).toEqual([{ mode: 'all', revision: 4 }]);
  });

  it("can't be set before a filing space is chosen", async () => {
    await open('baseline', { previewFiling: preview });
    expect(pageText()).toContain('First choose a space and a work type.');
    expect(findOne('LoadingButton', 'Set baseline').props.isDisabled).toBe(true);
  });

  it('asks before it replaces an earlier one', async () => {
    const baseline = { mode: 'drift' as const, takenAt: NOW - 3 * DAY, by: 'ana' };
    await open('baseline', {
      settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, filing, baseline }, open: 12 })),
      previewFiling: preview,
      takeBaseline: doneAnswer({ revision: 5 }),
    });
    await pressButton('Set baseline again');
    expect(sentPayload('takeBaseline')).toEqual([]);
    expect(pageText()).toContain(
      "The new baseline contains 12 open findings. The app doesn't file the findings in it",
    );
    await pressButton('Cancel');
    expect(findAll('Modal')).toEqual([]);
    await pressButton('Set baseline again');
    await pressButton('Replace baseline');
    expect(sentPayload('takeBaseline')).toEqual([{ mode: 'drift', revision: 4 }]);
  });

  it('shows when and by whom it was set', async () => {
    const baseline = { mode: 'drift' as const, takenAt: NOW - 3 * DAY, by: 'gone-person' };
    await open('baseline', {
      settings: doneAnswer(settingsValue({ settings: { ...defaultSettings, filing, baseline } })),
      previewFiling: preview,
    });
    expect(pageText()).toContain('Set 3 days ago');
    expect(findAll('User').map(({ props }) => props.accountId)).toContain('gone-person');
  });
});

describe('people, site, and settings file', () => {
  it('assign an owner to a control', async () => {
    await open('people');
    await pressButton('Choose owner');
    const [picker] = findAll('UserPicker');
    await choosePerson(String(picker?.props.label), 'lee');
    await waitAfterTyping();
    await pressButton('Save');
    expect(sentPayload('saveSettings')).toMatchObject([
      { change: { group: 'people', value: { owners: { 'USR-01': 'lee' } } } },
    ]);
  });

  it('export what they import, and show where a file is not valid', async () => {
    const stored = { ...defaultSettings, timeZone: 'Europe/Berlin' };
    await open('file', { settings: doneAnswer(settingsValue({ settings: stored })) });
    // The file is long, so it is shown on demand.
    expect(findAll('CodeBlock')).toEqual([]);
    await pressButton('Show file');
    const [block] = findAll('CodeBlock');
    const exported = String(block?.props.text);
    expect(JSON.parse(exported)).toEqual(stored);
    await typeInto('Settings file', '{');
    expect(pageText()).toContain('Not valid JSON. Check quotes, commas, and brackets.');
    await typeInto('Settings file', '{"filing": {"cap": 99}}');
    expect(pageText()).toContain('Not valid: filing.cap');
    await typeInto('Settings file', '{"exceptions": []}');
    expect(pageText()).toContain('Unknown setting: exceptions');
    await typeInto('Settings file', exported.replace('Europe/Berlin', 'Asia/Tokyo'));
    expect(pageText()).toContain('This file is valid. You can import it.');
    await waitAfterTyping();
    await pressButton('Replace all settings');
    expect(sentPayload('saveSettings')).toMatchObject([
      { change: { group: 'all', value: { timeZone: 'Asia/Tokyo' } } },
    ]);
  });

  it('reject a future date for the start of the site', async () => {
    await open('file');
    await typeInto('The site began on', '2026-11-21');
    expect(pageText()).toContain('Choose today or an earlier date.');
    expect(saveButton().props.isDisabled).toBe(true);
    await typeInto('The site began on', '2026-11-20');
    expect(saveButton().props.isDisabled).toBe(false);
  });

  it('reject an unknown time zone', async () => {
    await open('file');
    await typeInto('Time zone', 'Berlin');
    expect(pageText()).toContain('Unknown time zone.');
    expect(findField('Time zone').props.isInvalid).toBe(true);
  });
});
