import {
  REQUIRED_PERMISSIONS,
  type TargetFacts,
  runPreflight,
  collectPreflightProblems,
} from '../../../src/remediation/jira/preflight';
import { isAssignable } from '../../../src/remediation/jira/assignees';
import { fetchAudience } from '../../../src/remediation/jira/audience';
import { FakeJira } from '../fake-jira';
import { everyone, settingsWith } from '../fixtures';

const { filing } = settingsWith();

const screenField = (fieldId: string, of = {}) => ({
  fieldId,
  name: `The ${fieldId}`,
  required: false,
  hasDefaultValue: false,
  schema: { type: 'string' },
  allowedValues: [],
  ...of,
});

const readyFacts: TargetFacts = {
  project: { id: '10000', key: 'SEC', name: 'Security', archived: false, type: 'software' },
  permissions: new Set(REQUIRED_PERMISSIONS),
  audience: 'limited',
  types: [
    { id: '10001', name: 'Task', subtask: false },
    { id: '10002', name: 'Subtask', subtask: true },
  ],
  fields: [
    screenField('summary', { required: true }),
    screenField('description'),
    screenField('issuetype', { required: true }),
  ],
  defaultAssignable: true,
};
const project = readyFacts.project!;

describe('the space for work items', () => {
  it.each<[string, Partial<TargetFacts>, Partial<typeof filing>, readonly string[]]>([
    ['no problem', {}, {}, []],
    ['no such space', { project: undefined }, {}, ['project-missing']],
    ['archived', { project: { ...project, archived: true } }, {}, ['project-archived']],
    ['a service space', { project: { ...project, type: 'service_desk' } }, {}, ['service-project']],
    ['anyone reads it', { audience: 'public' }, {}, ['project-public']],
    ['everyone with access to Jira reads it', { audience: 'everyone' }, {}, ['project-open-to-all']],
    ['unknown who reads it', { audience: 'unknown' }, {}, ['visibility-unknown']],
    ['anyone reads it, and the admin insists', { audience: 'public' }, { publicAnyway: true }, []],
    [
      'a service space, and the admin insists on the readers',
      { project: { ...project, type: 'service_desk' } },
      { publicAnyway: true },
      ['service-project'],
    ],
    ['rights are missing', { permissions: new Set(['BROWSE_PROJECTS']) }, {}, ['rights']],
    ['the work type is gone', { types: [] }, {}, ['type-missing']],
    ['the work type makes subtasks', {}, { issueType: '10002' }, ['sub-task-type']],
    [
      'a field is required',
      { fields: [...readyFacts.fields, screenField('customfield_1', { required: true })] },
      {},
      ['required-fields'],
    ],
    [
      'a field is required and has a default',
      {
        fields: [
          ...readyFacts.fields,
          screenField('customfield_1', { required: true, hasDefaultValue: true }),
        ],
      },
      {},
      [],
    ],
    [
      'a field is required and the admin set it',
      { fields: [...readyFacts.fields, screenField('customfield_1', { required: true })] },
      { fields: { customfield_1: { id: '7' } } },
      [],
    ],
    ['the screen has no description', { fields: [screenField('summary')] }, {}, ['field-missing']],
    ['the default assignee is not allowed', { defaultAssignable: false }, {}, ['default-assignee']],
    [
      'several things at once',
      { audience: 'public', permissions: new Set(), types: [] },
      {},
      ['project-public', 'rights', 'type-missing'],
    ],
  ])('%s', (_case, facts, set, expected) => {
    const problems = collectPreflightProblems({ ...readyFacts, ...facts }, { ...filing, ...set });
    expect(problems.map(({ code }) => code)).toEqual(expected);
  });

  it('names the rights and the fields by what an admin finds them', () => {
    const [rights] = collectPreflightProblems(
      { ...readyFacts, permissions: new Set(['BROWSE_PROJECTS']) },
      filing,
    );
    expect(rights?.args).toEqual({
      name: 'Security',
      permissions: 'CREATE_ISSUES, EDIT_ISSUES, ASSIGN_ISSUES, TRANSITION_ISSUES, ADD_COMMENTS',
    });
    const fields = [...readyFacts.fields, screenField('customfield_1', { required: true })];
    const [missing] = collectPreflightProblems({ ...readyFacts, fields }, filing);
    expect(missing?.args).toEqual({ fields: 'The customfield_1' });
  });
});

describe('looking at it', () => {
  it('creates nothing and finds nothing wrong with a good one', async () => {
    const jira = new FakeJira();
    const { problems } = await runPreflight(jira, settingsWith(), everyone);
    expect(problems).toEqual([]);
    expect(jira.issues.size).toBe(0);
  });

  it.each<[string, (jira: FakeJira) => void, string]>([
    ['the scheme can not be read', jira => (jira.browseHolders = 'denied'), 'visibility-unknown'],
    ['there is no such space', jira => (jira.project = undefined), 'project-missing'],
    ['the default assignee left', jira => jira.assignable.delete('admin'), 'default-assignee'],
    ['a right is missing', jira => jira.permissions.delete('CREATE_ISSUES'), 'rights'],
  ])('says that %s', async (_case, change, code) => {
    const jira = new FakeJira();
    change(jira);
    const { problems } = await runPreflight(jira, settingsWith(), everyone);
    expect(problems.map(problem => problem.code)).toEqual([code]);
  });

  it('throws if Jira doesn’t respond, since that is no problem of the space', async () => {
    const jira = new FakeJira();
    jira.failures.set('project.get', 'transient');
    await expect(runPreflight(jira, settingsWith(), everyone)).rejects.toMatchObject({ kind: 'transient' });
  });
});

describe('who may read it', () => {
  const role = [{ type: 'projectRole', parameter: '10002' }];
  const group = (value: string) => [{ type: 'group', parameter: 'some name', value }];

  it.each<[string, FakeJira['browseHolders'], FakeJira['roleGroups'], string]>([
    ['anyone on the internet', [{ type: 'anyone' }], [], 'public'],
    ['everyone with access to any app', [{ type: 'applicationRole' }], [], 'everyone'],
    ['the same, as an older scheme says it', [{ type: 'applicationRole', parameter: '' }], [], 'everyone'],
    [
      'everyone with access to one app',
      [{ type: 'applicationRole', parameter: 'jira-software' }],
      [],
      'everyone',
    ],
    ['a group that everyone new gets', group('jira-users'), [], 'everyone'],
    ['a role with such a group in it', role, ['security', 'jira-users'], 'everyone'],
    ['another group', group('security'), [], 'limited'],
    ['a role of people and other groups', role, ['security'], 'limited'],
    ['a role that can not be read', role, 'denied', 'unknown'],
    ['a type of holder that the app doesn’t know', [{ type: 'team', parameter: '1' }], [], 'unknown'],
    ['a group that isn’t named', [{ type: 'group', parameter: '' }], [], 'unknown'],
    ['a default group by its name', [{ type: 'group', parameter: 'jira-users' }], [], 'everyone'],
    ['no one at all', [], [], 'limited'],
    ['a scheme that can not be read', 'denied', [], 'unknown'],
  ])('%s', async (_case, readers, roleGroups, expected) => {
    const jira = new FakeJira();
    Object.assign(jira, { browseHolders: readers, roleGroups });
    expect(await fetchAudience(jira, '10000', everyone)).toBe(expected);
  });

  it('is unknown for groups while the default groups are unknown', async () => {
    const jira = new FakeJira();
    jira.browseHolders = group('security');
    expect(await fetchAudience(jira, '10000', undefined)).toBe('unknown');
    jira.browseHolders = [{ type: 'user', parameter: 'ana' }];
    expect(await fetchAudience(jira, '10000', undefined)).toBe('limited');
  });
});

describe('who can be assigned a work item', () => {
  const space = { id: '10000', key: 'SEC' };

  it.each<[string, (jira: FakeJira) => void, boolean]>([
    ['who is assignable and sees it', () => undefined, true],
    ['not someone who can’t see it', jira => jira.withoutBrowse.add('lee'), false],
    ['not someone Jira doesn’t accept', jira => jira.assignable.delete('lee'), false],
    [
      'whom Jira takes, where the app may not ask what others see',
      jira => (jira.canCheckOtherUsers = false),
      true,
    ],
  ])('%s', async (_case, change, expected) => {
    const jira = new FakeJira();
    change(jira);
    expect(await isAssignable(jira, space, 'lee')).toBe(expected);
  });
});
