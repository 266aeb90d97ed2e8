import { type Change } from '../../src/evidence/change';
import { attributionOf, mentionsSubject } from '../../src/posture/attribution';
import { type FindingSubject } from '../../src/domain/finding';
import { at } from './fixtures';

const filter: Pick<FindingSubject, 'kind' | 'id' | 'name'> = { kind: 'filter', id: '7', name: 'Bugs' };

const change = (minute: number, of: Partial<Change> = {}): Change => ({
  id: `change-${minute}`,
  via: 'audit',
  at: at(minute),
  summary: 'Filter changed',
  category: 'filters',
  by: 'lee',
  object: { type: 'FILTER', id: '7' },
  associated: [],
  ...of,
});
const between = { after: at(0), before: at(60) };
const attribute = (...changes: readonly Change[]) => attributionOf([filter], between, changes);

describe('who changed it', () => {
  it.each<[string, readonly Change[], object]>([
    ['no record: the two reads', [], { is: 'bounded', after: at(0), before: at(60) }],
    ['one record', [change(5)], { is: 'recorded', at: at(5), change: 'change-5', by: 'lee' }],
    [
      'one record without an author',
      [(({ by: _by, ...rest }) => rest)(change(5))],
      { is: 'recorded', at: at(5), change: 'change-5' },
    ],
    [
      'several records of one person within ten minutes: one change, from its first record on',
      [change(14), change(5), change(15)],
      { is: 'recorded', at: at(5), change: 'change-5', by: 'lee' },
    ],
    [
      'two records of one person over ten minutes apart: two candidates',
      [change(5), change(15.1)],
      {
        is: 'candidates',
        of: [
          { at: at(5), change: 'change-5', by: 'lee' },
          { at: at(15.1), change: 'change-15.1', by: 'lee' },
        ],
      },
    ],
    [
      'two persons within a minute: two candidates, the earlier first',
      [change(6, { by: 'kim' }), change(5)],
      {
        is: 'candidates',
        of: [
          { at: at(5), change: 'change-5', by: 'lee' },
          { at: at(6), change: 'change-6', by: 'kim' },
        ],
      },
    ],
    ['a record of the moment of the first reading: before it', [change(0)], { is: 'bounded', ...between }],
    ['a record just after the first reading', [change(0.01)], { is: 'recorded' }],
    ['a record that Jira wrote five minutes late', [change(65)], { is: 'recorded' }],
    ['a record over five minutes after the second reading', [change(65.01)], { is: 'bounded', ...between }],
    ['a record of another filter', [change(5, { object: { type: 'FILTER', id: '8' } })], { is: 'bounded' }],
    [
      'a record of another kind of object with the same ID',
      [change(5, { object: { type: 'DASHBOARD', id: '7' } })],
      { is: 'bounded' },
    ],
    [
      'a record that names it beside its object',
      [change(5, { object: { type: 'USER', id: 'x' }, associated: [{ type: 'FILTER', id: '7' }] })],
      { is: 'recorded' },
    ],
    ['a record without an object', [(({ object: _, ...rest }) => rest)(change(5))], { is: 'bounded' }],
    [
      'a record with its name and no ID',
      [change(5, { object: { type: 'FILTER', name: 'Bugs' } })],
      { is: 'recorded' },
    ],
    [
      'a record with its name and another ID',
      [change(5, { object: { type: 'FILTER', id: '8', name: 'Bugs' } })],
      { is: 'bounded' },
    ],
    [
      'a record with another name and no ID',
      [change(5, { object: { type: 'FILTER', name: 'Features' } })],
      { is: 'bounded' },
    ],
  ])('%s', (_, changes, expected) => {
    expect(attribute(...changes)).toMatchObject(expected);
  });

  it('has no lower bound where it was never read without it', () => {
    expect(attributionOf([filter], { before: at(60) }, [])).toEqual({ is: 'bounded', before: at(60) });
    expect(attributionOf([filter], { before: at(60) }, [change(-999)])).toMatchObject({ is: 'recorded' });
  });

  it('is who changed any of several objects', () => {
    const space = { kind: 'space', id: '2' } as const;
    const moved = change(5, { object: { type: 'PROJECT', id: '2' } });
    expect(attributionOf([filter, space], between, [moved])).toMatchObject({ is: 'recorded' });
    expect(attributionOf([], between, [moved])).toMatchObject({ is: 'bounded' });
  });

  it.each<[FindingSubject['kind'], string, boolean]>([
    ['filter', 'FILTER', true],
    ['dashboard', 'DASHBOARD', true],
    ['group', 'GROUP', true],
    ['person', 'USER', true],
    ['app', 'USER', true],
    ['space', 'PROJECT', true],
    ['scheme', 'SCHEME', false],
    ['setting', 'SETTING', false],
    ['site', 'SITE', false],
  ])('a %s is a %s of a record in any category: %s', (kind, type, expected) => {
    expect(mentionsSubject(change(5, { object: { type, id: '7' } }), { kind, id: '7' })).toBe(expected);
  });

  it('a permission scheme is one only in a record about permissions', () => {
    const of = (category: string): Change => change(5, { category, object: { type: 'SCHEME', id: '7' } });
    expect(mentionsSubject(of('permissions'), { kind: 'scheme', id: '7' })).toBe(true);
    expect(mentionsSubject(of('workflows'), { kind: 'scheme', id: '7' })).toBe(false);
  });

  it('a record without a name or an ID is about nothing', () => {
    expect(mentionsSubject(change(5, { object: { type: 'FILTER' } }), { kind: 'filter', id: '7' })).toBe(
      false,
    );
  });
});
