import { type Control } from '../controls/define';
import { WEIGHT } from '../terms/control-terms';
import { type Status } from '../terms/verdict';

/** The bands of the score, in the order in which they are drawn. */
export const BANDS = ['proved', 'attested', 'unknown', 'due', 'not-met'] as const;
export type Band = (typeof BANDS)[number];

/** Percentages, 0..100 with one decimal. The bands are shares of the weight that is in the score and add up to 100. */
export interface Score {
  readonly assured: number;
  readonly possible: number;
  readonly bands: Readonly<Record<Band, number>>;
}

const oneDecimal = (share: number): number => Math.round(share * 1000) / 10;

/**
 * An interval: `assured` counts what was proved or attested, `possible` also what is unknown or due. What doesn't apply is
 * outside; with nothing in the score both are 0.
 */
export function scoreOf(rated: readonly { control: Pick<Control, 'weight'>; status: Status }[]): Score {
  const weights: Record<Band, number> = { proved: 0, attested: 0, unknown: 0, due: 0, 'not-met': 0 };
  for (const { control, status } of rated)
    if (status !== 'not-applicable') weights[status] += WEIGHT[control.weight];
  const total = BANDS.reduce((sum, band) => sum + weights[band], 0);
  const share = (weight: number): number => (total === 0 ? 0 : oneDecimal(weight / total));
  const assured = weights.proved + weights.attested;
  return {
    assured: share(assured),
    possible: share(assured + weights.unknown + weights.due),
    bands: {
      proved: share(weights.proved),
      attested: share(weights.attested),
      unknown: share(weights.unknown),
      due: share(weights.due),
      'not-met': share(weights['not-met']),
    },
  };
}
