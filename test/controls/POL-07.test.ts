import { auditLog } from '../../src/controls/policy/POL-07-audit-log';
import { DAY, later } from '../../src/terms/instant';
import { cut, judged, lineOf, NOW, plans } from './site';

const pol07 = lineOf(auditLog);
const PAID = { licence: [{ application: 'jira-software', plan: 'PAID' }] };
const FREE = { licence: [{ application: 'jira-software', plan: 'FREE' }] };
const log = (days: number) => ({ auditLog: [{ readable: true, oldest: later(NOW, -days * DAY) }] });
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
    expect(pol07({ ...FREE, auditLog: cut([]) })).toBe(`${byPlan} ? denied@auditLog`);
    const beside = { licence: [...FREE.licence, { application: 'jira-servicedesk', plan: 'UNLICENSED' }] };
    expect(pol07({ ...beside, auditLog: [{ readable: false }] })).toBe(byPlan);
    expect(judged(auditLog, { ...beside, auditLog: [{ readable: false }] }).findings).toMatchObject([
      { cause: 'plan' },
    ]);
  });

  it('doesn’t blame the plan where no app has a license, or a plan is new', () => {
    for (const all of [['UNLICENSED'], ['FREE', 'TRIAL'], []])
      expect(pol07({ licence: plans(...all), auditLog: cut([]) })).toBe('unknown ? denied@auditLog');
  });

  it('is unknown where the log was refused on Free, and the site has a paid plan by now', () => {
    const site = { ...PAID, auditLog: [{ readable: false }] };
    expect(pol07(site)).toBe('unknown ? changed@auditLog');
    expect(judged(auditLog, site).blind).toContain('auditLog');
  });

  it('stays a refusal on a paid plan, and on a site with one paid app', () => {
    expect(pol07({ ...PAID, auditLog: cut([]) })).toBe('unknown ? denied@auditLog');
    const mixed = { licence: [...FREE.licence, { application: 'jira-servicedesk', plan: 'PAID' }] };
    expect(pol07({ ...mixed, auditLog: cut([]) })).toBe('unknown ? denied@auditLog');
  });

  it('never blames the plan on half a list, and is never met without the plan', () => {
    expect(pol07({ licence: cut(FREE.licence), auditLog: cut([]) })).toBe(
      'unknown ? denied@licence, denied@auditLog',
    );
    expect(pol07({ licence: cut([]), ...log(400) })).toBe('unknown ? denied@licence');
  });
});
