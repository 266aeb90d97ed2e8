import { findEntryFaults } from '../settings/approvals';
import { LIST_NAMES, type Settings, settingsSchema } from '../settings/settings';
import { MAX_SETTINGS_BYTES, saveSettings, type StoredSettings } from '../storage/settings';
import { canonicalJson } from '../storage/values';
import { pushMessage } from '../scan/scan-message';
import { type Day, dayAt } from '../domain/day';
import { type Instant } from '../domain/instant';
import { ApiError } from './api-response';

/** The settings to save, who saves them, and the audit trail entry's body. */
interface SettingsSave {
  readonly stored: StoredSettings;
  readonly next: Settings;
  readonly auditBody: { readonly group: string; readonly value: unknown };
  readonly by: string;
  readonly now: Instant;
}

const invalid = (path: string, why: string): ApiError =>
  new ApiError({ code: 'invalid', fields: [{ path, why }] });

/**
 * Finds invalid new entries. An invalid entry that is already stored doesn't block other changes: it doesn't count, and
 * the page shows what is missing.
 */
function entryFaults(
  next: Settings,
  current: Settings,
  today: Day,
): { readonly path: string; readonly why: string }[] {
  return LIST_NAMES.flatMap(list => {
    const stored = new Set(current[list].map(canonicalJson));
    return next[list].flatMap((entry, index) =>
      stored.has(canonicalJson(entry))
        ? []
        : findEntryFaults(list, entry, today).map(({ field, why }) =>
            why === 'too_late'
              ? { path: `${list}.${index}.${field}`, why }
              : { path: `change.value.${list}.${index}.${field}`, why: 'custom' },
          ),
    );
  });
}

/** @throws ApiError `invalid` if the settings, or entries new in them, are invalid. */
function validateSettings(next: Settings, current: Settings, now: Instant): void {
  const parsed = settingsSchema.safeParse(next);
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.path.map(String).join('.') ?? '', 'shape');
  if (Buffer.byteLength(JSON.stringify(next)) > MAX_SETTINGS_BYTES) throw invalid('change.value', 'too_big');
  const today = dayAt(now, next.timeZone);
  if (next.siteBegan !== undefined && next.siteBegan > today) throw invalid('siteBegan', 'too_late');
  const faults = entryFaults(next, current, today);
  if (faults.length > 0) throw new ApiError({ code: 'invalid', fields: faults });
}

/**
 * Saves settings, appends to the audit trail, and queues judging. Unchanged settings aren't saved or recorded.
 * @returns the new revision.
 * @throws ApiError `invalid`; `conflict` if another person saved in the meantime.
 */
export async function storeSettings({ stored, next, auditBody, by, now }: SettingsSave): Promise<number> {
  validateSettings(next, stored.current, now);
  if (canonicalJson(next) === canonicalJson(stored.current)) return stored.revision;
  const record = { kind: 'settings', by, body: { group: auditBody.group, value: auditBody.value } } as const;
  if (!(await saveSettings(next, stored.revision, record, now))) throw new ApiError({ code: 'conflict' });
  await pushMessage({ kind: 'settle', why: 'settings', objects: [] });
  return stored.revision + 1;
}
