import { z } from 'zod';
import { daysAfter, monthsAfter } from '../../terms/day';
import { type Finding } from '../../terms/finding';
import { type Codes, defineControl, type StatementForm } from '../define';
import { findingsOf } from '../finding';

const codes = {
  findings: ['backup-old', 'restore-untested', 'restore-old', 'restore-incomplete'],
} as const satisfies Codes;

const finding = findingsOf<(typeof codes.findings)[number]>('INF-14');

/** How old the last good backup may be on the day of the statement. */
const BACKUP_DAYS = 7;
/** How old the last restore test may be. */
const RESTORE_MONTHS = 12;

const text = z.string().min(1).max(1000);
const count = z.number().int().min(0);

const blanks = z.object({
  lastBackup: z.iso.date(),
  keptWhere: text,
  keptDays: count,
  whoCanDelete: text,
  lastRestore: z.iso.date().optional(),
  restoredSpaces: count.optional(),
  restoredWorkItems: count.optional(),
  restoreHours: z.number().min(0).optional(),
  missing: text.optional(),
  result: z.enum(['effective', 'withExceptions', 'notEffective']),
  evidence: text,
});
type Blanks = z.infer<typeof blanks>;

const statement: StatementForm<Blanks> = {
  blanks,
  fields: [
    { name: 'lastBackup', kind: 'day' },
    { name: 'keptWhere', kind: 'text' },
    { name: 'keptDays', kind: 'number' },
    { name: 'whoCanDelete', kind: 'text' },
    { name: 'lastRestore', kind: 'day', optional: true },
    { name: 'restoredSpaces', kind: 'number', optional: true },
    { name: 'restoredWorkItems', kind: 'number', optional: true },
    { name: 'restoreHours', kind: 'number', optional: true },
    { name: 'missing', kind: 'text', optional: true },
    { name: 'result', kind: 'choice', choices: blanks.shape.result.options },
    { name: 'evidence', kind: 'text' },
  ],
  validMonths: 1,
};

const backups = { kind: 'site', id: 'backups' } as const;
const restore = { kind: 'site', id: 'restore-test' } as const;

/** Backups are made often enough, and one was brought back within a year. */
export const backupsAndRestore = defineControl({
  id: 'INF-14',
  version: 1,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'stated',
  fixer: 'organization-admin',
  codes,
  needs: {},
  statement,
  applies: () => true,
  judge: (_, { statement: stated, today }) => {
    if (stated === undefined) return { findings: [] };
    const { lastBackup, lastRestore, result } = stated.blanks;
    const findings: Finding[] = [];
    if (lastBackup < daysAfter(stated.day, -BACKUP_DAYS))
      findings.push(finding('backup-old', backups, 'high', { args: { lastBackup, days: BACKUP_DAYS } }));
    if (lastRestore === undefined) findings.push(finding('restore-untested', restore, 'high'));
    else if (lastRestore < monthsAfter(today, -RESTORE_MONTHS))
      findings.push(
        finding('restore-old', restore, 'high', { args: { lastRestore, months: RESTORE_MONTHS } }),
      );
    if (result === 'notEffective') findings.push(finding('restore-incomplete', restore, 'high'));
    return { findings };
  },
});
