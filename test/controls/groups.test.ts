import { createGroupFinder } from '../../src/controls/group-finder';

const found = createGroupFinder([
  { id: 'g-1', name: 'admins' },
  { id: 'contractors', name: 'contractors' },
]);

describe('whether two answers name the same group', () => {
  it.each([
    ['the same ID', { id: 'g-1', name: 'admins' }, 'g-1'],
    ['the same ID after a new name', { id: 'g-1', name: 'site admins' }, 'g-1'],
    ['the same ID without a name', { id: 'g-1' }, 'g-1'],
    ['only the name on this side', { id: 'admins', name: 'admins' }, 'g-1'],
    ['only the name on the other side', { id: 'g-2', name: 'contractors' }, 'contractors'],
    ['only the name on both sides', { id: 'contractors', name: 'contractors' }, 'contractors'],
  ])('is so by %s', (_, group, id) => {
    expect(found(group)?.id).toBe(id);
  });

  it.each([
    ['the same name with another ID', { id: 'g-2', name: 'admins' }],
    ['an ID alone where the other side has only a name', { id: 'g-9' }],
    ['another name', { id: 'developers', name: 'developers' }],
  ])('is not so by %s', (_, group) => {
    expect(found(group)).toBeUndefined();
  });
});
