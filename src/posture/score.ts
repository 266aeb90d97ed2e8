import { type Control } from '../controls/define-control';
import { SEVERITY_WEIGHTS } from '../domain/control-attributes';
import { type ControlStatus } from '../domain/verdict';

/** The bands of the score, in display order. */
export const SCORE_BANDS = ['verified', 'attested', 'unknown', 'due', 'not-met'] as const;
export type ScoreBand = (typeof SCORE_BANDS)[number];

/** Percentages from 0 to 100 with one decimal. The bands are shares of the scored weight and add up to 100. */
export interface Score {
  readonly assured: number;
  readonly possible: number;
  readonly bands: Readonly<Record<ScoreBand, number>>;
}

const toPercent = (share: number): number => Math.round(share * 1000) / 10;

/**
 * The score as a range: `assured` counts verified and attested controls, `possible` also unknown and due ones. Controls
 * that don't apply are excluded. If none are left, both are 0.
 */
export function scoreOf(
  ratedControls: readonly { control: Pick<Control, 'weight'>; status: ControlStatus }[],
): Score {
  const weights: Record<ScoreBand, number> = { verified: 0, attested: 0, unknown: 0, due: 0, 'not-met': 0 };
  for (const { control, status } of ratedControls)
    if (status !== 'not-applicable') weights[status] += SEVERITY_WEIGHTS[control.weight];
  const total = SCORE_BANDS.reduce((sum, band) => sum + weights[band], 0);
  const share = (weight: number): number => (total === 0 ? 0 : toPercent(weight / total));
  const assured = weights.verified + weights.attested;
  return {
    assured: share(assured),
    possible: share(assured + weights.unknown + weights.due),
    bands: {
      verified: share(weights.verified),
      attested: share(weights.attested),
      unknown: share(weights.unknown),
      due: share(weights.due),
      'not-met': share(weights['not-met']),
    },
  };
}
