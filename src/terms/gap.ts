/**
 * Why something is not known. A gap forbids `met`; it never proves a finding.
 *
 * - `denied`: the right to read is missing, or Jira answered 401 / 403.
 * - `not-ready`: the same before the first success after install, when rights may still be on their way.
 * - `rate-limited`: Jira asked to stop; `over-budget`: this app's own allowance is spent.
 * - `failed`: Jira or the network failed; `schema`: an answer had not the documented shape.
 * - `moved`: the list changed while it was read; `hidden`: an app access rule keeps objects from this app.
 * - `unsupported`: the site lacks the operation; `never-read`: not read so far; `stale`: read too long ago; `changed`: it
 *   changed since it was read, and could not be read again so far.
 * - `not-recorded`: the recording has no such answer.
 * - `not-attested`: nobody stated it; `inventory-incomplete`: no API lists everything; `not-readable`: no API shows it.
 * - `plan-or-unset`: the plan lacks it, or nobody set it; `site-age`: no API tells since when the site exists.
 */
export const GAP_REASONS = [
  'denied',
  'not-ready',
  'rate-limited',
  'over-budget',
  'failed',
  'schema',
  'moved',
  'hidden',
  'unsupported',
  'never-read',
  'stale',
  'changed',
  'not-recorded',
  'not-attested',
  'inventory-incomplete',
  'not-readable',
  'plan-or-unset',
  'site-age',
] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** `at` says where, for a person who looks into it: an operation, a path in an answer. Never a value of the site. */
export interface Gap {
  readonly why: GapReason;
  readonly at?: string;
}
