import { auditLogRetention } from '../../src/controls/policy/POL-07-audit-log-retention';
import { DAY, addDuration } from '../../src/domain/instant';
import { partialReading, judgeSite, judgeToLine, NOW, plans } from './fixtures';

const pol07 = judgeToLine(auditLogRetention);
const PAID = { license: [{ application: 'jira-software', plan: 'PAID' }] };
const FREE = { license: [{ application: 'jira-software', plan: 'FREE' }] };
const log = (days: number) => ({ auditLog: [{ readable: true, oldest: addDuration(NOW, -days * DAY) }] });
const began = (siteBegan: string) => ({ settings: { siteBegan } });
const byPlan = 'not-met: plan-without-audit-log(plan) high';

describe('POL-07 Jira audit log on, and kept long enough', () => {
  it('is met where the oldest record is 365 days old or older', () => {
    expect(pol07({ ...PAID, ...log(365) })).toBe('met');
    expect(pol07({ ...PAID, ...log(2_000) })).toBe('met');
  });

  it('is unknown where it is younger, since no API tells the age of the site', () => {
    expect(pol07({ ...PAID, ...log(364) })).toBe('unknown ? site-age');
    expect(pol07({ ...PAID, auditLog: [{ readable: true }] })).toBe('unknown ? site-age');
  });

  it('is not met where an admin said that the site is older than its log', () => {
    expect(pol07({ ...PAID, ...log(90) }, began('2020-01-01'))).toBe(
      'not-met: audit-log-short(audit-log) high',
    );
    expect(pol07({ ...PAID, ...log(90) }, began('2026-06-01'))).toBe(
      'not-met: audit-log-short(audit-log) high',
    );
    expect(pol07({ ...PAID, auditLog: [{ readable: true }] }, began('2026-06-01'))).toBe(
      'not-met: audit-log-short(audit-log) high',
    );
  });

  it('stays unknown on a young site whose log reaches back to its beginning', () => {
    expect(pol07({ ...PAID, ...log(172) }, began('2026-06-01'))).toBe('unknown ? site-age');
    expect(pol07({ ...PAID, auditLog: [{ readable: true }] }, began('2026-11-20'))).toBe(
      'unknown ? site-age',
    );
  });

  it('is not met because of the plan where every Jira app is free', () => {
    expect(pol07({ ...FREE, auditLog: [{ readable: false }] })).toBe(byPlan);
    expect(pol07({ ...FREE, auditLog: partialReading([]) })).toBe(`${byPlan} ? denied@auditLog`);
    const options = { license: [...FREE.license, { application: 'jira-servicedesk', plan: 'UNLICENSED' }] };
    expect(pol07({ ...options, auditLog: [{ readable: false }] })).toBe(byPlan);
    expect(
      judgeSite(auditLogRetention, { ...options, auditLog: [{ readable: false }] }).findings,
    ).toMatchObject([{ cause: 'plan' }]);
  });

  it('doesn’t blame the plan where no app has a license, or a plan is new', () => {
    for (const all of [['UNLICENSED'], ['FREE', 'TRIAL'], []])
      expect(pol07({ license: plans(...all), auditLog: partialReading([]) })).toBe(
        'unknown ? denied@auditLog',
      );
  });

  it('is unknown where the log was refused on Free, and the site now has a paid plan', () => {
    const site = { ...PAID, auditLog: [{ readable: false }] };
    expect(pol07(site)).toBe('unknown ? changed@auditLog');
    expect(judgeSite(auditLogRetention, site).blindSources).toContain('auditLog');
  });

  it('stays a refusal on a paid plan, and on a site with one paid app', () => {
    expect(pol07({ ...PAID, auditLog: partialReading([]) })).toBe('unknown ? denied@auditLog');
    const mixed = { license: [...FREE.license, { application: 'jira-servicedesk', plan: 'PAID' }] };
    expect(pol07({ ...mixed, auditLog: partialReading([]) })).toBe('unknown ? denied@auditLog');
  });

  it('never blames the plan on a partial list, and is never met without the plan', () => {
    expect(pol07({ license: partialReading(FREE.license), auditLog: partialReading([]) })).toBe(
      'unknown ? denied@license, denied@auditLog',
    );
    expect(pol07({ license: partialReading([]), ...log(400) })).toBe('unknown ? denied@license');
  });
});
