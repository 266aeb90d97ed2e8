import { token } from '@atlaskit/tokens';
import { type Scale } from './scale';

export const LABEL_STYLE = {
  fill: token('color.text.subtle'),
  style: { font: token('font.body.small') },
} as const;

const TICK = new Intl.NumberFormat('en', { notation: 'compact' });

interface AxisProps {
  scale: Scale;
  isHorizontal: boolean;
  /** Where the lines of the grid begin and end, in pixels. */
  from: number;
  to: number;
}

/** The lines of the grid at round values, and the values. */
export function Axis({ scale, isHorizontal, from, to }: AxisProps) {
  return (
    <g aria-hidden="true">
      {scale.ticks.map(tick => {
        const at = scale.at(tick);
        const line = isHorizontal
          ? { x1: at, x2: at, y1: from, y2: to }
          : { x1: from, x2: to, y1: at, y2: at };
        const label = isHorizontal
          ? { x: at, y: to + 18, textAnchor: 'middle' as const }
          : { x: from - 8, y: at + 4, textAnchor: 'end' as const };
        return (
          <g key={tick}>
            <line {...line} stroke={token('color.border')} />
            <text {...LABEL_STYLE} {...label}>
              {TICK.format(tick)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
