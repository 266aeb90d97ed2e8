import { publicDashboardShares } from '../../src/controls/information/INF-04-public-dashboard-shares';
import {
  ANYONE,
  partialReading,
  judgeSite,
  judgeToLine,
  plans,
  scheme,
  space,
  spaceSchemesOf,
} from './fixtures';

const inf04 = judgeToLine(publicDashboardShares);
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

  it('names each public dashboard, and gives it to its owner while the owner is active', () => {
    const site = {
      publicDashboards: [dashboard('1'), dashboard('2', { owner: { id: 'gone', active: false } })],
    };
    expect(inf04(site)).toBe('not-met: dashboard-public(1) medium, dashboard-public(2) medium');
    expect(judgeSite(publicDashboardShares, site).findings.map(({ owner }) => owner)).toEqual([
      'person-lee',
      undefined,
    ]);
  });

  it('is high where anyone can browse a space, or the name names a sensitive one', () => {
    const publicSpace = {
      license: plans('PAID'),
      spaces: [space('1')],
      sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
      spaceSchemes: spaceSchemesOf('10', '1'),
    };
    expect(inf04({ publicDashboards: [dashboard('1')], ...publicSpace })).toBe(
      'not-met: dashboard-public(1) high',
    );
    expect(inf04({ publicDashboards: [dashboard('1')], ...publicSpace, license: plans('FREE') })).toBe(
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

  it('leaves out an approved dashboard, until its approval has expired', () => {
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

  it('finds from a partial list, and is never met by one', () => {
    expect(
      inf04({ publicDashboards: partialReading([dashboard('1')], 'moved'), spaces: partialReading([]) }),
    ).toBe('not-met: dashboard-public(1) medium ? moved@publicDashboards');
    expect(inf04({ publicDashboards: partialReading([], 'failed') })).toBe(
      'unknown ? failed@publicDashboards',
    );
  });
});
