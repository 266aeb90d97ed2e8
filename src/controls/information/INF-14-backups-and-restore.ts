import { z } from 'zod';
import { daysAfter, monthsAfter } from '../../domain/day';
import { type Finding } from '../../domain/finding';
import { type ControlCodes, defineControl, type AttestationForm } from '../define-control';
import { createFindingBuilder } from '../finding-builder';

const codes = {
  findings: ['backup-old', 'restore-untested', 'restore-old', 'restore-incomplete'],
} as const satisfies ControlCodes;

const finding = createFindingBuilder<(typeof codes.findings)[number]>('INF-14');

/** How old the last good backup may be on the day of the attestation. */
const BACKUP_DAYS = 7;
/** How old the last restore test may be today. */
const RESTORE_MONTHS = 12;

const textSchema = z.string().min(1).max(1000);
const countSchema = z.number().int().min(0);

const answersSchema = z.object({
  lastBackup: z.iso.date(),
  keptWhere: textSchema,
  keptDays: countSchema,
  whoCanDelete: textSchema,
  lastRestore: z.iso.date().optional(),
  restoredSpaces: countSchema.optional(),
  restoredWorkItems: countSchema.optional(),
  restoreHours: z.number().min(0).optional(),
  missing: textSchema.optional(),
  result: z.enum(['effective', 'withExceptions', 'notEffective']),
  evidence: textSchema,
});
type Answers = z.infer<typeof answersSchema>;

const attestationForm: AttestationForm<Answers> = {
  answersSchema,
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
    { name: 'result', kind: 'choice', choices: answersSchema.shape.result.options },
    { name: 'evidence', kind: 'text' },
  ],
  validMonths: 1,
};

const BACKUPS_SUBJECT = { kind: 'site', id: 'backups' } as const;
const RESTORE_SUBJECT = { kind: 'site', id: 'restore-test' } as const;

/** Backups are recent, and a restore was tested within a year. */
export const backupsAndRestore = defineControl({
  id: 'INF-14',
  version: 1,
  area: 'information',
  weight: 'high',
  review: 'month',
  proof: 'attested',
  fixedBy: 'organization-admin',
  codes,
  needs: {},
  attestation: attestationForm,
  judge: (_, { attestation, today }) => {
    if (attestation === undefined) return { findings: [] };
    const { lastBackup, lastRestore, result } = attestation.answers;
    const findings: Finding[] = [];
    if (lastBackup < daysAfter(attestation.attestedOn, -BACKUP_DAYS))
      findings.push(
        finding('backup-old', BACKUPS_SUBJECT, 'high', { args: { lastBackup, days: BACKUP_DAYS } }),
      );
    if (lastRestore === undefined) findings.push(finding('restore-untested', RESTORE_SUBJECT, 'high'));
    else if (lastRestore < monthsAfter(today, -RESTORE_MONTHS))
      findings.push(
        finding('restore-old', RESTORE_SUBJECT, 'high', { args: { lastRestore, months: RESTORE_MONTHS } }),
      );
    if (result === 'notEffective') findings.push(finding('restore-incomplete', RESTORE_SUBJECT, 'high'));
    return { findings };
  },
});
