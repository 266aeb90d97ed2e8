import type { Millis } from '../clock';

/** An instant as Jira's REST API writes it: `2026-11-20T18:05:00.000+0000`, without a colon in the offset. */
export function jiraTime(at: Millis): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

/** Reads an instant that a caller sent, as ISO 8601 with or without a colon in the offset, or as a date. */
export function instantOf(text: string): Millis | undefined {
  const at = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(at) ? undefined : at;
}
