import { z } from 'zod';
import { type AuditEntryRow } from '../../api/contract/evidence';
import { type PageServices } from '../shared/page-context';
import { formatLongDay, formatPercent } from '../shared/time-format';

/* The parts of audit trail entries that a line shows. An older entry with another shape has no line. */

const judgingBodySchema = z.object({
  score: z.object({ assured: z.number(), possible: z.number() }),
  steps: z.array(z.object({ is: z.string() })),
  stepCount: z.number(),
  workItems: z.array(z.object({ did: z.string() })).default([]),
});
const settingsBodySchema = z.object({
  group: z.enum(['filing', 'open', 'sensitive', 'people', 'site', 'all']),
});
const baselineBodySchema = z.object({ mode: z.enum(['drift', 'all']) });
const attestationBodySchema = z.object({ control: z.string(), validUntil: z.number() });

function formatJudging({ formatMessage, messages }: PageServices, body: unknown): string {
  const parsed = judgingBodySchema.safeParse(body);
  if (!parsed.success) return '';
  const { score, steps, stepCount, workItems } = parsed.data;
  const count = (...states: readonly string[]): number =>
    steps.filter(({ is }) => states.includes(is)).length;
  return formatMessage('pages.evidence.said.scan', {
    opened: count('opened', 'widened'),
    closed: count('resolved', 'ended'),
    suspected: count('detected'),
    lost: count('stale'),
    back: count('seen-again'),
    others: stepCount - steps.length,
    changed: workItems.filter(({ did }) => did === 'property-changed').length,
    assured: formatPercent(score.assured, messages.locale),
    possible: formatPercent(score.possible, messages.locale),
  });
}

function formatSettingsChange({ formatMessage }: PageServices, body: unknown): string {
  const parsed = settingsBodySchema.safeParse(body);
  if (!parsed.success) return '';
  const { group } = parsed.data;
  return group === 'site' || group === 'all'
    ? formatMessage(`pages.evidence.said.${group}`)
    : formatMessage(`pages.settings.group.${group}`);
}

function formatAttestation({ formatMessage, controlTextOf, messages }: PageServices, body: unknown): string {
  const parsed = attestationBodySchema.safeParse(body);
  if (!parsed.success || !messages.has(`controls.${parsed.data.control}.title`)) return '';
  const { control, validUntil } = parsed.data;
  return formatMessage('pages.evidence.said.attestation', {
    title: controlTextOf(control).plainText('title'),
    until: formatLongDay(new Date(validUntil).toISOString().slice(0, 10), messages.locale),
  });
}

/** An audit trail entry in one line. */
export function formatAuditEntry(page: PageServices, { kind, body }: AuditEntryRow): string {
  switch (kind) {
    case 'scan':
    case 'day':
      return formatJudging(page, body);
    case 'settings':
      return formatSettingsChange(page, body);
    case 'attestation':
      return formatAttestation(page, body);
    case 'baseline': {
      const parsed = baselineBodySchema.safeParse(body);
      return parsed.success ? page.formatMessage(`pages.settings.baseline.${parsed.data.mode}`) : '';
    }
    case 'installed':
      return '';
  }
}
