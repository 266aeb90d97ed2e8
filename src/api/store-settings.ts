import { faultsOf } from '../settings/approvals';
import { LISTS, type Settings, settingsSchema } from '../settings/settings';
import { MOST_BYTES, saveSettings, type StoredSettings } from '../storage/settings';
import { canonical } from '../storage/values';
import { push } from '../sweep/messages';
import { type Day, dayAt } from '../terms/day';
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

/**
 * What is wrong with entries that come in, whatever way they do. An entry that is stored already blocks nothing else that is
 * saved with it: it doesn't count, and is shown with what it lacks.
 */
function entryFaults(
  next: Settings,
  current: Settings,
  today: Day,
): { readonly path: string; readonly why: string }[] {
  return LISTS.flatMap(list => {
    const stored = new Set(current[list].map(canonical));
    return next[list].flatMap((entry, index) =>
      stored.has(canonical(entry))
        ? []
        : faultsOf(list, entry, today).map(({ field, why }) =>
            why === 'too_late'
              ? { path: `${list}.${index}.${field}`, why }
              : { path: `change.value.${list}.${index}.${field}`, why: 'custom' },
          ),
    );
  });
}

/** @throws ApiError `invalid` where the settings as a whole, or entries that are new in them, don't fit. */
function check(next: Settings, current: Settings, now: Instant): void {
  const fits = settingsSchema.safeParse(next);
  if (!fits.success) throw invalid(fits.error.issues[0]?.path.map(String).join('.') ?? '', 'shape');
  if (Buffer.byteLength(JSON.stringify(next)) > MOST_BYTES) throw invalid('change.value', 'too_big');
  const today = dayAt(now, next.timeZone);
  if (next.siteBegan !== undefined && next.siteBegan > today) throw invalid('siteBegan', 'too_late');
  const faults = entryFaults(next, current, today);
  if (faults.length > 0) throw new ApiError({ code: 'invalid', fields: faults });
}

/**
 * Keeps other settings, tells the ledger, and has the site judged by them. Keeping what is there already is no decision:
 * nothing is written, nothing is told.
 * @returns the revision from here on.
 * @throws ApiError `invalid`; `conflict` where somebody else saved in the meantime.
 */
export async function storeSettings({ stored, next, told, by, now }: Saving): Promise<number> {
  check(next, stored.current, now);
  if (canonical(next) === canonical(stored.current)) return stored.revision;
  const record = { kind: 'settings', by, body: { group: told.group, value: told.value } } as const;
  if (!(await saveSettings(next, stored.revision, record, now))) throw new ApiError({ code: 'conflict' });
  await push({ kind: 'settle', why: 'settings', objects: [] });
  return stored.revision + 1;
}
