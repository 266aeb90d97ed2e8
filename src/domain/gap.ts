/**
 * Why evidence is missing. A gap prevents `met`, and it never proves a finding.
 * - `denied`: the right to read is missing, or Jira answered 401 / 403.
 * - `not-ready`: the same before the first success after install, when the rights may still arrive.
 * - `rate-limited`: Jira asked to stop. `over-budget`: the app's own API point budget is spent.
 * - `failed`: Jira or the network failed. `schema`: a response did not have the documented shape.
 * - `moved`: the list changed while it was read. `hidden`: an app access rule hides objects from this app.
 * - `unsupported`: the site lacks the operation. `never-read`: not read so far. `stale`: read too long ago. `changed`:
 *   it changed since it was read and could not be re-checked so far.
 * - `not-recorded`: the recording has no such response.
 * - `not-attested`: there is no valid attestation. `inventory-incomplete`: no API lists everything. `not-readable`: no
 *   API shows it.
 * - `plan-or-unset`: the plan lacks it, or it was never set. `site-age`: no API shows since when the site exists.
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

/**
 * `at` locates the gap for troubleshooting: an operation or a path in a response. It never contains a value from the
 * site.
 */
export interface Gap {
  readonly why: GapReason;
  readonly at?: string;
}
