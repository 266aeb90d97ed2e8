import { APPROVED_MONTHS, type Settings, settingsSchema } from '../settings/settings';
import { MOST_BYTES, saveSettings, type StoredSettings } from '../storage/settings';
import { canonical } from '../storage/values';
import { push } from '../sweep/messages';
import { dayAt, monthsAfter } from '../terms/day';
import { type Instant } from '../terms/instant';
import { ApiError } from './answer';

/** What is saved, by whom, and how the ledger tells it. */
interface Saving {
  readonly stored: StoredSettings;
  readonly next: Settings;
  readonly told: { readonly group: string; readonly value: unknown };
  readonly by: string;
  readonly now: Instant;
}

const invalid = (path: string, why: string): ApiError =>
  new ApiError({ code: 'invalid', fields: [{ path, why }] });

/** @throws ApiError `invalid` where the settings as a whole don't fit. */
function check(next: Settings, now: Instant): void {
  const fits = settingsSchema.safeParse(next);
  if (!fits.success) throw invalid(fits.error.issues[0]?.path.map(String).join('.') ?? '', 'shape');
  if (Buffer.byteLength(JSON.stringify(next)) > MOST_BYTES) throw invalid('change.value', 'too_big');
  const today = dayAt(now, next.timeZone);
  if (next.siteBegan !== undefined && next.siteBegan > today) throw invalid('siteBegan', 'too_late');
  const lastDay = monthsAfter(today, APPROVED_MONTHS);
  const late = next.approvedSpaces.findIndex(({ until }) => until !== undefined && until > lastDay);
  if (late >= 0) throw invalid(`approvedSpaces.${late}.until`, 'too_late');
}

/**
 * Keeps other settings, tells the ledger, and has the site judged by them. Keeping what is there already is no decision:
 * nothing is written, nothing is told.
 * @returns the revision from here on.
 * @throws ApiError `invalid`; `conflict` where somebody else saved in the meantime.
 */
export async function storeSettings({ stored, next, told, by, now }: Saving): Promise<number> {
  check(next, now);
  if (canonical(next) === canonical(stored.current)) return stored.revision;
  const record = { kind: 'settings', by, body: { group: told.group, value: told.value } } as const;
  if (!(await saveSettings(next, stored.revision, record, now))) throw new ApiError({ code: 'conflict' });
  await push({ kind: 'settle', why: 'settings', objects: [] });
  return stored.revision + 1;
}
