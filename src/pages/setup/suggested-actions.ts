import { type GapReason } from '../../domain/gap';
import { countOpenFindings } from '../../domain/checklist';
import { SEVERITY_WEIGHTS } from '../../domain/control-attributes';
import { type ChecklistRowValue } from '../checklist/checklist-values';

/** A suggested action, with its effect on the score. */
export interface SuggestedAction {
  readonly control: string;
  /** Attest the control, or fix or approve this many objects. */
  readonly task: { readonly is: 'form' } | { readonly is: 'repair'; readonly objects: number };
  /** Points of the score, 0 to 100 with one decimal. */
  readonly points: number;
  readonly minutes: number;
}

/** Gaps that a person can't fix on this site. */
const UNFIXABLE_GAPS: ReadonlySet<GapReason> = new Set([
  'inventory-incomplete',
  'not-readable',
  'unsupported',
  'plan-or-unset',
  'site-age',
  'not-recorded',
]);

/** Rough estimates in minutes: filling in a form may need research, and each object is opened, decided, and changed. */
const ATTESTATION_MINUTES = 10;
const OBJECT_MINUTES = 3;

const roundToTenth = (value: number): number => Math.round(value * 10) / 10;

function taskFor({ status, gaps, ...row }: ChecklistRowValue): SuggestedAction['task'] | undefined {
  if (gaps.some(({ why }) => UNFIXABLE_GAPS.has(why))) return undefined;
  const needsAttestation = gaps.some(({ why }) => why === 'not-attested');
  const objects = countOpenFindings({ status, ...row });
  if (status === 'not-met' && objects > 0) return { is: 'repair', objects };
  // With other gaps, an attestation alone doesn't meet the control.
  return needsAttestation && gaps.every(({ why }) => why === 'not-attested') ? { is: 'form' } : undefined;
}

/**
 * Suggests the actions with the most points per minute. A control gives its full weight once it is verified or
 * attested. Leaves out controls that can't be met.
 */
export function suggestActions(rows: readonly ChecklistRowValue[]): readonly SuggestedAction[] {
  const total = rows
    .filter(({ status }) => status !== 'not-applicable')
    .reduce((sum, { weight }) => sum + SEVERITY_WEIGHTS[weight], 0);
  return rows
    .flatMap((row): SuggestedAction[] => {
      const task = taskFor(row);
      if (task === undefined) return [];
      return [
        {
          control: row.control,
          task,
          points: roundToTenth((SEVERITY_WEIGHTS[row.weight] / total) * 100),
          minutes: task.is === 'form' ? ATTESTATION_MINUTES : task.objects * OBJECT_MINUTES,
        },
      ];
    })
    .sort(
      (one, other) =>
        other.points / other.minutes - one.points / one.minutes || (one.control < other.control ? -1 : 1),
    );
}
