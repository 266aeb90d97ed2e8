import { planInEffect } from '../../evidence/plan-in-effect';
import { sources } from '../../evidence/sources';
import { DAY, type Instant, instant, later } from '../../terms/instant';
import { type Codes, defineControl, each, type Said, whole } from '../define';
import { findingsOf } from '../finding';

const codes = {
  findings: ['plan-without-audit-log', 'audit-log-short'],
  gaps: ['site-age'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('POL-07');

/** How far back the log must reach, in days. */
const KEPT_DAYS = 365;

const theLog = { kind: 'setting', id: 'audit-log', source: 'auditLog' } as const;

const byPlan = finding('plan-without-audit-log', { kind: 'site', id: 'plan', source: 'licence' }, 'high', {
  cause: 'plan',
});

const beginningOf = (day: string): Instant => instant(Date.parse(`${day}T00:00:00Z`));

/**
 * Judges a log that can be read. No API tells the site's age: a short log may be a young site's. Where an admin said when
 * the site began, a log that doesn't reach back to then, or for a year, has lost records. The first day isn't counted:
 * a site writes its first record some time after its birth.
 */
function judgeLog(oldest: Instant | undefined, siteBegan: string | undefined, now: Instant): Said {
  const since = later(now, -KEPT_DAYS * DAY);
  if (oldest !== undefined && oldest <= since) return { findings: [] };
  const siteAge: Said = { findings: [], gaps: [{ why: 'site-age' }] };
  if (siteBegan === undefined) return siteAge;
  const born = later(beginningOf(siteBegan), 2 * DAY);
  if (oldest !== undefined && oldest <= born) return siteAge;
  if (born > now) return siteAge;
  const days = oldest === undefined ? 0 : Math.floor((now - oldest) / DAY);
  return { findings: [finding('audit-log-short', theLog, 'high', { args: { days, wanted: KEPT_DAYS } })] };
}

/** Without a log that reaches back a year nobody can tell who opened what. */
export const auditLog = defineControl({
  id: 'POL-07',
  version: 2,
  area: 'policy',
  weight: 'high',
  review: 'month',
  proof: 'read',
  fixer: 'jira-admin',
  codes,
  needs: {
    licences: whole(sources.licence),
    probe: each(sources.auditLog),
    wholeProbe: whole(sources.auditLog),
  },
  applies: () => true,
  judge: ({ licences, probe, wholeProbe }, { settings, now }) => {
    const plan = planInEffect(licences);
    const refused = probe.some(({ readable }) => !readable);
    // The log was refused on the Free plan that the site had then.
    if (refused && plan === 'paid') return { findings: [], gaps: [{ why: 'changed', source: 'auditLog' }] };
    if (refused || plan === 'free') return { findings: [byPlan] };
    const [log] = wholeProbe ?? [];
    if (log === undefined) return { findings: [] };
    const oldest = log.oldest === undefined ? undefined : instant(log.oldest);
    return judgeLog(oldest, settings.siteBegan, now);
  },
});
