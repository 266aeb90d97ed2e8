import { publicDashboards } from '../../src/controls/information/INF-04-public-dashboards';
import { ANYONE, cut, judged, lineOf, plans, scheme, space, using } from './site';

const inf04 = lineOf(publicDashboards);
const dashboard = (id: string, given: object = {}) => ({
  id,
  name: 'Release radiator',
  owner: { id: 'person-lee', active: true },
  ...given,
});

describe('INF-04 Dashboards not public', () => {
  it('is met where no dashboard is public', () => {
    expect(inf04()).toBe('met');
  });

  it('names each public dashboard, and gives it to its owner while the owner is there', () => {
    const site = {
      publicDashboards: [dashboard('1'), dashboard('2', { owner: { id: 'gone', active: false } })],
    };
    expect(inf04(site)).toBe('not-met: dashboard-public(1) medium, dashboard-public(2) medium');
    expect(judged(publicDashboards, site).findings.map(({ owner }) => owner)).toEqual([
      'person-lee',
      undefined,
    ]);
  });

  it('is high where anyone can browse a space, or the name names a sensitive one', () => {
    const publicSpace = {
      licence: plans('PAID'),
      spaces: [space('1')],
      sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
      spaceSchemes: using('10', '1'),
    };
    expect(inf04({ publicDashboards: [dashboard('1')], ...publicSpace })).toBe(
      'not-met: dashboard-public(1) high',
    );
    expect(inf04({ publicDashboards: [dashboard('1')], ...publicSpace, licence: plans('FREE') })).toBe(
      'not-met: dashboard-public(1) medium',
    );
    const settings = { settings: { sensitiveSpaces: [{ id: '7' }] } };
    const spaces = [space('7', { key: 'PAY', name: 'Payments' })];
    expect(inf04({ publicDashboards: [dashboard('1', { name: 'Payments health' })], spaces }, settings)).toBe(
      'not-met: dashboard-public(1) high',
    );
    expect(inf04({ publicDashboards: [dashboard('1')], spaces }, settings)).toBe(
      'not-met: dashboard-public(1) medium',
    );
  });

  it('lets an approved dashboard be, until its approval has ended', () => {
    const approved = (until: string, reason = 'Status page') => ({
      settings: { approvedDashboards: [{ id: '1', reason, owner: 'lee', until }] },
    });
    expect(inf04({ publicDashboards: [dashboard('1')] }, approved('2026-11-20'))).toBe('met');
    expect(inf04({ publicDashboards: [dashboard('1')] }, approved('2026-11-19'))).toBe(
      'not-met: dashboard-public(1) medium',
    );
    expect(inf04({ publicDashboards: [dashboard('1')] }, approved('2026-11-20', ''))).toBe(
      'not-met: dashboard-public(1) medium + approval-incomplete',
    );
  });

  it('proves from a partial list, and is never met by one', () => {
    expect(inf04({ publicDashboards: cut([dashboard('1')], 'moved'), spaces: cut([]) })).toBe(
      'not-met: dashboard-public(1) medium ? moved@publicDashboards',
    );
    expect(inf04({ publicDashboards: cut([], 'failed') })).toBe('unknown ? failed@publicDashboards');
  });
});
