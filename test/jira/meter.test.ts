import { createMeter, countObjects } from '../../src/jira/meter';

describe('the points of a call', () => {
  it('are those of Atlassian’s published example: a group with eight members costs 17', () => {
    const meter = createMeter(Infinity);
    const body = { values: Array.from({ length: 8 }, () => ({})) };
    meter.open('group.members', 50).settle(countObjects('group.members', body));
    expect(meter.totalCost()).toEqual({ calls: 1, points: 17, objects: 8 });
  });

  it('count what the answer holds: a list, a bare array, a map, one object', () => {
    expect(countObjects('filter.search', { values: [1, 2] })).toBe(2);
    expect(countObjects('user.list', [1, 2, 3])).toBe(3);
    expect(countObjects('project.roles', { Administrators: '', Users: '' })).toBe(2);
    expect(countObjects('filter.get', { id: '1' })).toBe(1);
    expect(countObjects('filter.search', '<html>')).toBe(0);
  });

  it('are reported by operation', () => {
    const meter = createMeter(Infinity);
    meter.open('filter.search', 100).settle(10);
    meter.open('filter.search', 100).settle(0);
    meter.open('server-info.get').settle(1);
    expect([...meter.costByOperation()]).toEqual([
      ['filter.search', { calls: 2, points: 12, objects: 10 }],
      ['server-info.get', { calls: 1, points: 1, objects: 1 }],
    ]);
  });
});

describe('the allowance', () => {
  it('reserves points for later, and releases them again', () => {
    const meter = createMeter(60);
    meter.reserve(10);
    meter.open('filter.search', 40).settle(40);
    expect(() => meter.open('filter.search', 10)).toThrow('filter.search over-budget');
    meter.reserve(0);
    meter.open('filter.search', 10).settle(10);
    expect(meter.totalCost().points).toBe(52);
  });

  it('refuses a call that might exceed it', () => {
    const meter = createMeter(100);
    expect(() => meter.open('group.members', 50)).toThrow('group.members over-budget');
    expect(meter.totalCost().calls).toBe(0);
  });

  it('counts calls under way at their estimate and settled ones at their cost', () => {
    const meter = createMeter(100);
    const open = meter.open('filter.search', 60);
    expect(() => meter.open('filter.search', 60)).toThrow('over-budget');
    open.settle(5);
    expect(() => meter.open('filter.search', 60)).not.toThrow();
  });

  it('assumes that a list without a limit is as long as it was the last time', () => {
    const meter = createMeter(400);
    meter.open('permission-scheme.get').settle(120);
    expect(() => meter.open('permission-scheme.get')).toThrow('over-budget');
  });

  it('shows an answer that was larger than its estimate as spent', () => {
    const meter = createMeter(100);
    meter.open('permission-scheme.list').settle(700);
    expect(meter.totalCost().points).toBe(1_401);
  });
});
