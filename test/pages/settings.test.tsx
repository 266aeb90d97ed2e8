import { host } from './bridge';
import { AdminPage } from '../../src/pages/admin-page';
import { defaultSettings } from '../../src/settings/settings';
import { DAY } from '../../src/terms/instant';
import { CHECKLIST, done, NOW, refused, settings } from './answers';
import {
  choose,
  chooseMany,
  choosePerson,
  every,
  field,
  one,
  opened,
  pageText,
  press,
  rowsOf,
  settled,
  textOf,
  type,
} from './screen';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

/** Typing rests, and what waited for that is answered. */
const rested = async () => {
  await jest.advanceTimersByTimeAsync(1_000);
  await settled();
};

const nothingChanges = {
  before: { assured: 50, possible: 60, findings: 3 },
  after: { assured: 50, possible: 60, findings: 3 },
  rows: [],
};
const found = {
  space: [{ id: '10010', name: 'Security', hint: 'SEC' }],
  'work-type': [
    { id: '10001', name: 'Task' },
    { id: '10002', name: 'Bug' },
  ],
  filter: [{ id: '7', name: 'Known issues' }],
};
const answers = (more = {}) => ({
  settings: done(settings()),
  whatChanges: done(nothingChanges),
  saveSettings: done({ revision: 5 }),
  search: ({ kind }: { kind: keyof typeof found }) => done({ found: found[kind] ?? [] })(),
  ...more,
});
const open = async (group: string, more = {}) => {
  await opened(<AdminPage first={CHECKLIST} />, { path: `/settings/${group}`, answers: answers(more) });
  await rested();
};
const screenField = (kind: string, of: { name: string; required?: boolean; options?: object[] }) => ({
  id: `field-${kind}`,
  kind,
  required: true,
  options: [],
  ...of,
});
const sent = (name: string) => host.calls.filter(call => call.name === name).map(({ payload }) => payload);
const saveButton = () => one('LoadingButton', 'Save');

describe('where work items go', () => {
  const filled = async () => {
    await choose('Space', 'Security (SEC)');
    await rested();
    await choose('Work type', 'Task');
    await rested();
  };

  it('is chosen by name, and only its own group is saved, by id', async () => {
    await open('filing');
    expect(saveButton().props.isDisabled).toBe(true);
    await filled();
    await press('Save');
    expect(sent('saveSettings')).toEqual([
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

  it('is tried without creating anything, and says what stands in the way', async () => {
    const problems = [
      { code: 'project-open-to-all', args: { name: 'Security' } },
      { code: 'required-fields', args: { fields: 'Team' } },
    ];
    await open('filing', {
      tryFiling: done({ files: false, problems, fields: [screenField('text', { name: 'Team' })] }),
    });
    await filled();
    // Nobody has to ask: a place that is refused says why as soon as it is chosen.
    expect(pageText()).toContain('Everyone who is logged in can read Security.');
    await type('Team (required)', 'Platform');
    expect(pageText()).not.toContain('Everyone who is logged in can read Security.');
    await rested();
    expect(pageText()).toContain('Everyone who is logged in can read Security.');
    const tries = sent('tryFiling').length;
    await press('Try it without creating anything');
    expect(sent('tryFiling')).toHaveLength(tries + 1);
  });

  it('lets the admin insist where everyone can read it, and offers that nowhere else', async () => {
    const INSISTS = 'File there even though everyone can read it';
    const insists = () => every('Checkbox').filter(({ props }) => props.label === INSISTS);
    const toAll = { code: 'project-open-to-all', args: { name: 'Security' } };
    let problems: object[] = [];
    await open('filing', {
      tryFiling: () => done({ files: problems.length === 0, problems, fields: [] })(),
    });
    await filled();
    expect(insists()).toEqual([]);
    problems = [toAll];
    await press('Try it without creating anything');
    const [box] = insists();
    await (box?.props.onChange as (event: object) => void)({ target: { checked: true } });
    problems = [];
    await rested();
    expect(insists()).toMatchObject([{ props: { isChecked: true } }]);
    await press('Save');
    expect(sent('saveSettings')).toMatchObject([{ change: { value: { filing: { publicAnyway: true } } } }]);
  });

  const elsewhere = done({ ...nothingChanges, filing: { elsewhere: 2, stops: false } });
  const STAY = '2 that are open elsewhere stay where they are, and are followed there';

  it('says what becomes of the work items that are filed elsewhere, and that new ones go to a place that works', async () => {
    await open('filing', {
      whatChanges: elsewhere,
      tryFiling: done({ files: true, problems: [], fields: [] }),
    });
    await filled();
    expect(pageText()).toContain(`New work items go to the new space. ${STAY}`);
  });

  it('never promises that new ones go where nothing can be filed', async () => {
    const problems = [{ code: 'project-archived', args: { name: 'Security' } }];
    await open('filing', { whatChanges: elsewhere, tryFiling: done({ files: false, problems, fields: [] }) });
    await filled();
    expect(pageText()).toContain(`No work item can be filed in the new space yet.`);
    expect(pageText()).not.toContain('New work items go');
    await open('filing', { whatChanges: elsewhere, tryFiling: refused('failed') });
    await filled();
    expect(pageText()).toContain('could not be found out');
    expect(pageText()).not.toContain('New work items go');
  });

  it("works with a default assignee who can't be assigned there, and says what becomes of what has no owner", async () => {
    const problems = [{ code: 'default-assignee', args: { name: 'Security' } }];
    await open('filing', {
      whatChanges: elsewhere,
      tryFiling: done({ files: true, problems, fields: [] }),
    });
    await filled();
    expect(pageText()).toContain('Work items can be filed there, with one thing to look at');
    expect(pageText()).toContain('What has no other owner is filed unassigned.');
    expect(pageText()).toContain('New work items go to the new space.');
    expect(pageText()).not.toContain("can't be filed there yet");
  });

  it('is no place without a work type: the field says so, and nothing is saved or promised', async () => {
    await open('filing', { whatChanges: elsewhere });
    await choose('Space', 'Security (SEC)');
    await rested();
    expect(every('ErrorMessage').map(textOf)).toEqual([
      'Choose a work type: without one nothing can be filed.',
    ]);
    expect(field('Work type').props.isInvalid).toBe(true);
    expect(saveButton().props.isDisabled).toBe(true);
    expect(pageText()).toContain('Something is missing or does not fit yet.');
    expect(pageText()).not.toContain(STAY);
    expect([sent('whatChanges'), sent('tryFiling')]).toEqual([[], []]);
  });

  it('takes the only work type that there is by itself', async () => {
    const only = ({ kind }: { kind: string }) =>
      done({ found: kind === 'space' ? found.space : found['work-type'].slice(0, 1) })();
    await open('filing', { search: only, tryFiling: done({ files: true, problems: [], fields: [] }) });
    await choose('Space', 'Security (SEC)');
    await rested();
    await rested();
    expect(sent('tryFiling')).toMatchObject([{ filing: { project: '10010', issueType: '10001' } }]);
    expect(saveButton().props.isDisabled).toBe(false);
  });

  it('says so where a space has no work type to choose, and where Jira did not answer', async () => {
    const none = ({ kind }: { kind: string }) => done({ found: kind === 'space' ? found.space : [] })();
    await open('filing', { search: none });
    await choose('Space', 'Security (SEC)');
    await rested();
    expect(every('ErrorMessage').map(textOf)).toEqual([
      expect.stringContaining('There is no work type to choose.'),
    ]);
    await open('filing', { search: refused('failed') });
    expect(every('ErrorMessage').map(textOf)).toEqual([
      'Jira did not answer. Type another letter to ask again.',
    ]);
  });

  it('names what the app refused, and keeps what was entered', async () => {
    const fields = [
      { path: 'approvedSpaces.2.until', why: 'too_late' },
      { path: 'change.value.filing.cap', why: 'too_big' },
      { path: 'change.value', why: 'too_big' },
    ];
    await open('filing', {
      tryFiling: done({ files: true, problems: [], fields: [] }),
      saveSettings: () => ({ is: 'refused', error: { code: 'invalid', fields } }),
    });
    await filled();
    await press('Save');
    expect(pageText()).toContain('what you entered is still here');
    expect(pageText()).toContain(
      'Spaces that are meant to be public, entry 3: choose the last day on which it is valid',
    );
    expect(pageText()).toContain('filing.cap: this does not fit.');
    expect(pageText()).toContain('It is more than can be kept.');
    expect(every('Select').map(({ props }) => (props.value as { value: string }).value)).toEqual([
      '10010',
      '10001',
    ]);
  });

  it('is checked as it is typed, and not saved while it does not fit', async () => {
    await open('filing');
    await type('Work items a sweep, at most', '21');
    expect(every('ErrorMessage').map(textOf)).toEqual(['Enter a whole number from 1 to 20.']);
    expect(saveButton().props.isDisabled).toBe(true);
    await type('Work items a sweep, at most', '3');
    await rested();
    expect(every('ErrorMessage')).toEqual([]);
  });

  describe('in a work type with fields of its own', () => {
    const offered = [
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
      const [, latest] = [undefined, ...sent('saveSettings')].slice(-2);
      return (latest as { change: { value: { filing: { fields: unknown } } } }).change.value.filing.fields;
    };

    it('has a field for each that is required, and saves what Jira takes', async () => {
      await open('filing', { tryFiling: done({ files: true, problems: [], fields: offered }) });
      await filled();
      await type('Reason (required)', 'Review');
      await type('Impact (required)', 'None.\nReally.');
      await type('Hours (required)', '1.5');
      await type('Planned for (required)', '2026-12-24');
      await choose('Cost centre (required)', 'Research');
      await chooseMany('Teams (required)', ['Payroll']);
      await choosePerson('Approver (required)', 'lee');
      await choose('Fill another field', 'Region');
      await type('Region', '{"value": "EU"}');
      await rested();
      await press('Save');
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

    it('shows what is stored in them, and keeps what does not fit from being saved', async () => {
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
        settings: done(settings({ settings: { ...defaultSettings, filing } })),
        tryFiling: done({ files: true, problems: [], fields: offered }),
      });
      expect(field('Impact (required)').props.value).toBe('None.');
      expect(field('Cost centre (required)').props.value).toEqual({ value: '7', label: 'Research' });
      await type('Hours (required)', 'two');
      await type('Region', '{"value": ');
      expect(every('ErrorMessage').map(textOf)).toEqual(['Enter a number.', 'This is no JSON.']);
      expect(saveButton().props.isDisabled).toBe(true);
      await type('Hours (required)', '2');
      await type('Region', '');
      await rested();
      expect(saveButton().props.isDisabled).toBe(false);
    });
  });
});

describe('what is meant to be open', () => {
  const add = async (what: string) => {
    await press(`Add a ${what}`);
    await rested();
  };
  const addInModal = async () => {
    const [modal] = every('Modal');
    const button = every('Button', modal).find(doc => textOf(doc) === 'Add');
    await (button?.props.onClick as () => unknown)();
    await settled();
  };
  const falls = {
    before: { assured: 50, possible: 60, findings: 3 },
    after: { assured: 58, possible: 60, findings: 2 },
    rows: [
      {
        control: 'INF-03',
        from: 'not-met',
        to: 'proved',
        findingsBefore: 1,
        findingsAfter: 0,
        moves: { fall: 1, rise: 0, heavier: 0, lighter: 0, wider: 0, narrower: 0 },
      },
    ],
  };

  it('asks for what, why, who answers for it and until when; says what it does before it is saved', async () => {
    await open('open', { whatChanges: done(falls) });
    await add('public filter');
    await addInModal();
    expect(every('ErrorMessage').map(textOf)).toEqual([
      'Choose one.',
      'Say what it is for.',
      'Choose somebody.',
      'Choose a day that has not passed.',
    ]);
    await choose('Filter', 'Known issues');
    await type('Reason', 'Linked from the help centre');
    await choosePerson('Who answers for it', 'lee');
    await type('Until', '2026-12-31');
    expect(every('ErrorMessage')).toEqual([]);
    await addInModal();
    expect(every('Modal')).toEqual([]);
    expect(rowsOf('Filters that are meant to be public')[0]?.slice(0, 2)).toEqual([
      'Known issues',
      'Linked from the help centre',
    ]);
    expect(sent('saveSettings')).toEqual([]);
    await rested();
    expect(pageText()).toContain('One finding falls away. Assured 50% to 58%.');
    expect(pageText()).toContain('INF-03 Filters not public: Not met to Proved, one finding fewer');
    await press('Save');
    expect(sent('saveSettings')).toMatchObject([
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

  it('names its actions, and keeps an end of a public space within a year', async () => {
    const entry = { id: '10', name: 'Open source', reason: 'Docs', owner: 'lee', until: '2026-12-31' };
    const approvedSpaces = [{ ...entry, permissions: ['BROWSE_PROJECTS'] }];
    await open('open', { settings: done(settings({ settings: { ...defaultSettings, approvedSpaces } })) });
    expect(every('ButtonGroup').map(({ props }) => props.label)).toContain('Actions on Open source');
    await press('Edit');
    expect(field('Until').props.maxDate).toBe('2027-11-20');
    await (field('Approved permissions').props.onChange as (chosen: []) => unknown)([]);
    await settled();
    expect(every('ErrorMessage').map(textOf)).toEqual(['Choose at least one permission.']);
    await (field('Approved permissions').props.onChange as (chosen: object[]) => unknown)([
      { value: 'BROWSE_PROJECTS' },
    ]);
    await settled();
    await type('Until', '2027-11-21');
    expect(every('ErrorMessage').map(textOf)).toEqual([
      'An approval is valid for 12 months at most. Choose a day up to Nov 20, 2027.',
    ]);
    await (every('Modal')[0]?.props.onClose as () => unknown)();
    await settled();
    expect(pageText()).toContain('What you entered here would be lost.');
    await press('Leave without saving');
    expect(every('Modal')).toEqual([]);
  });

  it('shows what an approval lacks that does not count', async () => {
    const approvedFilters = [
      { id: '7', name: 'Old filter', reason: '', owner: 'Lee Wong' },
      { id: '8', name: 'Forever', reason: 'Linked', owner: 'lee', until: '2030-01-01' },
      { id: '9', name: 'Known issues', reason: 'Linked', owner: 'lee', until: '2026-12-31' },
    ];
    await open('open', { settings: done(settings({ settings: { ...defaultSettings, approvedFilters } })) });
    expect(pageText()).toContain("Old filter Doesn't count Missing: reason, owner, expiry.");
    expect(pageText()).toContain("Forever Doesn't count Missing: an expiry within 12 months.");
    expect(every('Lozenge').filter(doc => textOf(doc) === "Doesn't count")).toHaveLength(2);
  });

  it('knows a domain when it sees one, and each only once', async () => {
    const ownDomains = [{ id: 'example.com', name: '', reason: 'Ours', owner: 'lee' }];
    await open('open', { settings: done(settings({ settings: { ...defaultSettings, ownDomains } })) });
    await add('domain');
    for (const [typed, wrong] of [
      ['not a domain', 'Enter a domain such as example.com.'],
      ['EXAMPLE.com', 'It is in the list already.'],
      ['example.org', undefined],
    ] as const) {
      await type('Domain', typed);
      expect(every('ErrorMessage').map(textOf)).toEqual(wrong === undefined ? [] : [wrong]);
    }
  });

  it('shows entries that have ended, and takes them out', async () => {
    const ended = { id: '7', name: 'Old <i>filter</i>', reason: 'Past', owner: 'gone', until: '2026-11-19' };
    const approvedFilters = [ended];
    await open('open', { settings: done(settings({ settings: { ...defaultSettings, approvedFilters } })) });
    const [cells] = rowsOf('Filters that are meant to be public');
    expect(cells?.[0]).toBe('Old <i>filter</i>');
    expect(cells?.[3]).toBe('ended Nov 19, 2026');
    await press('Remove');
    await rested();
    await press('Save');
    expect(sent('saveSettings')).toMatchObject([{ change: { value: { approvedFilters: [] } } }]);
  });

  it('keeps what was changed where somebody else saved first, and offers to load theirs', async () => {
    const approvedFilters = [
      { id: '7', name: 'Known issues', reason: 'x', owner: 'lee', until: '2027-01-01' },
    ];
    await open('open', {
      settings: done(settings({ settings: { ...defaultSettings, approvedFilters } })),
      saveSettings: refused('conflict'),
    });
    await press('Remove');
    await rested();
    await press('Save');
    expect(pageText()).toContain('Somebody else saved in the meantime');
    const loads = sent('settings').length;
    await press('Load what is there now');
    expect(sent('settings')).toHaveLength(loads + 1);
  });
});

describe('the baseline', () => {
  const filing = { ...defaultSettings.filing, project: '10010', issueType: '10001' };
  const preview = ({ mode }: { mode: string }) =>
    done(
      mode === 'worse'
        ? { items: 0, findings: 0, once: 3, sweeps: 0, people: [], texts: [] }
        : {
            items: 24,
            findings: 60,
            once: 3,
            sweeps: 2,
            people: [{ account: 'lee', items: 20 }, { items: 4 }],
            texts: [
              {
                control: 'INF-03',
                severity: 'high',
                summary: '3 filters are public. Keep them public, or close them?',
                findings: 3,
                due: '2026-11-27',
                text: { version: 1, type: 'doc', content: [] },
              },
            ],
          },
    )();

  it('says counts, people and texts before it is taken', async () => {
    await open('baseline', {
      settings: done(settings({ settings: { ...defaultSettings, filing } })),
      previewFiling: preview,
      takeBaseline: done({ revision: 5 }),
    });
    expect(pageText()).toContain('No work item would be opened now.');
    expect(pageText()).not.toContain('seen once');
    const [radio] = every('RadioGroup');
    await (radio?.props.onChange as (event: object) => unknown)({ target: { value: 'all' } });
    await settled();
    expect(pageText()).toContain('24 work items would be opened now, for 60 findings, in 2 sweeps.');
    expect(pageText()).toContain('20 work items');
    expect(pageText()).toContain("Nobody in particular: the space's own default, or unassigned 4 work items");
    expect(pageText()).toContain('This counts what was seen once so far.');
    await press('Read it');
    expect(every('AdfRenderer')).toHaveLength(1);
    await press('Take the baseline');
    expect(sent('takeBaseline')).toEqual([{ mode: 'all', revision: 4 }]);
  });

  it('can’t be taken before somebody said where work items go', async () => {
    await open('baseline', { previewFiling: preview });
    expect(pageText()).toContain('First say where work items go.');
    expect(one('LoadingButton', 'Take the baseline').props.isDisabled).toBe(true);
  });

  it('asks before it is taken again, since the earlier one is gone then', async () => {
    const baseline = { mode: 'worse' as const, takenAt: NOW - 3 * DAY, by: 'ana' };
    await open('baseline', {
      settings: done(settings({ settings: { ...defaultSettings, filing, baseline }, open: 12 })),
      previewFiling: preview,
      takeBaseline: done({ revision: 5 }),
    });
    await press('Take the baseline again');
    expect(sent('takeBaseline')).toEqual([]);
    expect(pageText()).toContain(
      'What is open now becomes the new starting point: 12 things. None of it is filed',
    );
    await press('Cancel');
    expect(every('Modal')).toEqual([]);
    await press('Take the baseline again');
    await press('Take it again');
    expect(sent('takeBaseline')).toEqual([{ mode: 'worse', revision: 4 }]);
  });

  it('says when and by whom it was taken', async () => {
    const baseline = { mode: 'worse' as const, takenAt: NOW - 3 * DAY, by: 'gone-person' };
    await open('baseline', {
      settings: done(settings({ settings: { ...defaultSettings, filing, baseline } })),
      previewFiling: preview,
    });
    expect(pageText()).toContain('Taken 3 days ago');
    expect(every('User').map(({ props }) => props.accountId)).toContain('gone-person');
  });
});

describe('people and the file', () => {
  it('gives a control an owner', async () => {
    await open('people');
    await press('Choose a person');
    const [picker] = every('UserPicker');
    await choosePerson(String(picker?.props.label), 'lee');
    await rested();
    await press('Save');
    expect(sent('saveSettings')).toMatchObject([
      { change: { group: 'people', value: { owners: { 'USR-01': 'lee' } } } },
    ]);
  });

  it('exports what it imports, and says where a file does not fit', async () => {
    const stored = { ...defaultSettings, timeZone: 'Europe/Berlin' };
    await open('file', { settings: done(settings({ settings: stored })) });
    // A long file is shown when it is wanted.
    expect(every('CodeBlock')).toEqual([]);
    await press('Show the file');
    const [block] = every('CodeBlock');
    const exported = String(block?.props.text);
    expect(JSON.parse(exported)).toEqual(stored);
    await type('Settings file', '{');
    expect(pageText()).toContain('This is no JSON.');
    await type('Settings file', '{"filing": {"cap": 99}}');
    expect(pageText()).toContain('filing.cap: this does not fit.');
    await type('Settings file', '{"exceptions": []}');
    expect(pageText()).toContain('exceptions: there is no such setting.');
    await type('Settings file', exported.replace('Europe/Berlin', 'Asia/Tokyo'));
    expect(pageText()).toContain('This file can be imported.');
    await rested();
    await press('Replace all settings');
    expect(sent('saveSettings')).toMatchObject([
      { change: { group: 'all', value: { timeZone: 'Asia/Tokyo' } } },
    ]);
  });

  it('takes no day that is to come as the first of the site', async () => {
    await open('file');
    await type('The site began on', '2026-11-21');
    expect(pageText()).toContain('This day has not come yet.');
    expect(saveButton().props.isDisabled).toBe(true);
    await type('The site began on', '2026-11-20');
    expect(saveButton().props.isDisabled).toBe(false);
  });

  it('knows time zones', async () => {
    await open('file');
    await type('Time zone', 'Berlin');
    expect(pageText()).toContain('There is no such time zone.');
    expect(field('Time zone').props.isInvalid).toBe(true);
  });
});
