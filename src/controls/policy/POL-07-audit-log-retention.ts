import { resolvePlanInEffect } from '../../evidence/derived/plan-in-effect';
import { sources } from '../../evidence/sources';
import { DAY, type Instant, instant, addDuration } from '../../domain/instant';
import { type ControlCodes, defineControl, each, type JudgeResult, complete } from '../define-control';
import { createFindingBuilder } from '../finding-builder';

const codes = {
  findings: ['plan-without-audit-log', 'audit-log-short'],
  gaps: ['site-age'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('POL-07');

const MIN_LOG_DAYS = 365;

const LOG_SUBJECT = { kind: 'setting', id: 'audit-log', source: 'auditLog' } as const;

const PLAN_FINDING = finding(
  'plan-without-audit-log',
  { kind: 'site', id: 'plan', source: 'license' },
  'high',
  {
    cause: 'plan',
  },
);

const startOfDay = (day: string): Instant => instant(Date.parse(`${day}T00:00:00Z`));

/**
 * Judges a readable log. No API returns the site's age, so a short log may belong to a young site. If an admin entered
 * the site's first day, a log must start within two days of it or go back a year; otherwise it lost records. The
 * tolerance is needed because a site writes its first record some time after its creation.
 */
function judgeLog(oldest: Instant | undefined, siteBegan: string | undefined, now: Instant): JudgeResult {
  const requiredStart = addDuration(now, -MIN_LOG_DAYS * DAY);
  if (oldest !== undefined && oldest <= requiredStart) return { findings: [] };
  const siteAgeUnknown: JudgeResult = { findings: [], gaps: [{ why: 'site-age' }] };
  if (siteBegan === undefined) return siteAgeUnknown;
  const expectedStart = addDuration(startOfDay(siteBegan), 2 * DAY);
  if (oldest !== undefined && oldest <= expectedStart) return siteAgeUnknown;
  if (expectedStart > now) return siteAgeUnknown;
  const days = oldest === undefined ? 0 : Math.floor((now - oldest) / DAY);
  return {
    findings: [finding('audit-log-short', LOG_SUBJECT, 'high', { args: { days, wanted: MIN_LOG_DAYS } })],
  };
}

/** The audit log goes back a year, so that changes can be attributed to people. */
export const auditLogRetention = defineControl({
  id: 'POL-07',
  version: 2,
  area: 'policy',
  weight: 'high',
  review: 'month',
  proof: 'read',
  fixedBy: 'jira-admin',
  codes,
  needs: {
    licenses: complete(sources.license),
    probe: each(sources.auditLog),
    completeProbe: complete(sources.auditLog),
  },
  judge: ({ licenses, probe, completeProbe }, { settings, now }) => {
    const plan = resolvePlanInEffect(licenses);
    const isRefused = probe.some(({ readable }) => !readable);
    // The log was refused while the site was on the Free plan; the plan has changed since.
    if (isRefused && plan === 'paid') return { findings: [], gaps: [{ why: 'changed', source: 'auditLog' }] };
    if (isRefused || plan === 'free') return { findings: [PLAN_FINDING] };
    const [log] = completeProbe ?? [];
    if (log === undefined) return { findings: [] };
    const oldest = log.oldest === undefined ? undefined : instant(log.oldest);
    return judgeLog(oldest, settings.siteBegan, now);
  },
});
