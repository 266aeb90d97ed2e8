import { type GapReason } from '../../terms/gap';
import { openIn } from '../../terms/checklist';
import { WEIGHT } from '../../terms/control-terms';
import { type Row } from '../checklist/home-value';

/** One thing to do, and what it brings. */
export interface Act {
  readonly control: string;
  /** Filling in its form, or repairing or deciding so many things. */
  readonly does: { readonly is: 'form' } | { readonly is: 'repair'; readonly things: number };
  /** Points of the score, 0..100 with one decimal. */
  readonly points: number;
  readonly minutes: number;
}

/** Gaps that no act of a person on this site closes. */
const STAY: ReadonlySet<GapReason> = new Set([
  'inventory-incomplete',
  'not-readable',
  'unsupported',
  'plan-or-unset',
  'site-age',
  'not-recorded',
]);

/** Rough minutes: what a form asks is at hand or has to be looked up; each thing is opened, decided and changed. */
const FORM_MINUTES = 10;
const THING_MINUTES = 3;

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

function doesOf({ status, gaps, ...row }: Row): Act['does'] | undefined {
  if (gaps.some(({ why }) => STAY.has(why))) return undefined;
  const waits = gaps.some(({ why }) => why === 'not-attested');
  const things = openIn({ status, ...row });
  if (status === 'not-met' && things > 0) return { is: 'repair', things };
  // Where something else is missing too, the form alone doesn't assure it.
  return waits && gaps.every(({ why }) => why === 'not-attested') ? { is: 'form' } : undefined;
}

/**
 * What would help most, by points a minute: a row's whole weight is won once it is proved or attested. What can't be met,
 * whatever one does, is not among it.
 */
export function actsOf(rows: readonly Row[]): readonly Act[] {
  const total = rows
    .filter(({ status }) => status !== 'not-applicable')
    .reduce((sum, { weight }) => sum + WEIGHT[weight], 0);
  return rows
    .flatMap((row): Act[] => {
      const does = doesOf(row);
      if (does === undefined) return [];
      return [
        {
          control: row.control,
          does,
          points: oneDecimal((WEIGHT[row.weight] / total) * 100),
          minutes: does.is === 'form' ? FORM_MINUTES : does.things * THING_MINUTES,
        },
      ];
    })
    .sort(
      (one, other) =>
        other.points / other.minutes - one.points / one.minutes || (one.control < other.control ? -1 : 1),
    );
}
