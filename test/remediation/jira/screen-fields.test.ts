import { type CreateField } from '../../../src/remediation/jira/create-metadata';
import { buildCreateFields } from '../../../src/remediation/jira/create-fields';
import { collectScreenFields } from '../../../src/remediation/jira/create-screen-fields';

const screenField = (fieldId: string, of: Partial<CreateField> = {}): CreateField => ({
  fieldId,
  name: fieldId,
  required: false,
  hasDefaultValue: false,
  schema: { type: 'string' },
  allowedValues: [],
  ...of,
});
const values = [
  { id: '1', value: 'Operations' },
  { id: '2', name: 'Research' },
];
const custom = 'com.atlassian.jira.plugin.system.customfieldtypes';

describe('the fields that an admin may fill', () => {
  it.each<[string, Partial<CreateField>, string]>([
    ['a text', {}, 'text'],
    ['a text of several lines', { schema: { type: 'string', custom: `${custom}:textarea` } }, 'paragraph'],
    ['a number', { schema: { type: 'number' } }, 'number'],
    ['a day', { schema: { type: 'date' } }, 'day'],
    ['a person', { schema: { type: 'user' } }, 'person'],
    ['one of some', { schema: { type: 'option' }, allowedValues: values }, 'option'],
    ['some of some', { schema: { type: 'array', items: 'option' }, allowedValues: values }, 'options'],
    ['a cascade', { schema: { type: 'option-with-child' }, allowedValues: values }, 'json'],
    ['one of what has no id', { schema: { type: 'option' }, allowedValues: [{ value: 'A' }] }, 'json'],
    ['labels', { schema: { type: 'array', items: 'string' } }, 'json'],
    ['what nobody knows', { schema: { type: 'sd-approvals' } }, 'json'],
  ])('%s', (_, of, kind) => {
    expect(collectScreenFields([screenField('customfield_1', of)])).toMatchObject([
      { id: 'customfield_1', kind },
    ]);
  });

  it('name their options', () => {
    const [chosen] = collectScreenFields([
      screenField('customfield_1', { schema: { type: 'option' }, allowedValues: values }),
    ]);
    expect(chosen?.options).toEqual([
      { id: '1', name: 'Operations' },
      { id: '2', name: 'Research' },
    ]);
  });

  it('leave out what the app fills by itself, and need no value where Jira has one', () => {
    const fields = [
      screenField('summary', { required: true }),
      screenField('customfield_1', { required: true }),
      screenField('customfield_2', { required: true, hasDefaultValue: true }),
    ];
    expect(collectScreenFields(fields).map(({ id, required }) => [id, required])).toEqual([
      ['customfield_1', true],
      ['customfield_2', false],
    ]);
  });

  it('are sent only while the screen has them', () => {
    const draft = {
      summary: 'S',
      description: { version: 1, type: 'doc', content: [] },
      due: '2026-12-01',
      area: '',
    };
    const place = { project: '1', issueType: '2', fields: { customfield_1: 'A', customfield_9: 'B' } };
    const sent = buildCreateFields(draft as never, place, [screenField('customfield_1')], 'app');
    expect(sent).toMatchObject({ customfield_1: 'A' });
    expect(sent).not.toHaveProperty('customfield_9');
  });
});
