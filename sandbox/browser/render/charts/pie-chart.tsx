import { token } from '@atlaskit/tokens';
import { type ComponentNode } from '../component-node';
import { LABEL_STYLE } from './axis';
import { ChartFrame, seriesColor } from './chart-frame';
import { type ChartSize } from './chart-size';
import { type Datum, distinct, sliceData } from './data';

/** The hole of a donut, as a share of its radius. */
const HOLE = 0.6;

/** A pie; with a hole, a donut. */
export function PieChart({ chart, isDonut }: { chart: ComponentNode; isDonut: boolean }) {
  const data = sliceData(chart);
  return (
    <ChartFrame chart={chart} data={data}>
      {size => <Slices chart={chart} isDonut={isDonut} data={data} size={size} />}
    </ChartFrame>
  );
}

interface SlicesProps {
  chart: ComponentNode;
  isDonut: boolean;
  data: readonly Datum[];
  size: ChartSize;
}

function Slices({ chart, isDonut, data, size: { width, height } }: SlicesProps) {
  const series = distinct(data.map(datum => datum.series));
  const radius = Math.min(width, height) / 2 - 24;
  const total = data.reduce((sum, { y }) => sum + y, 0);
  const showsLabels = chart.flag('showMarkLabels') ?? false;
  return (
    <g transform={`translate(${width / 2} ${height / 2})`}>
      {data.map((datum, index) => {
        const before = data.slice(0, index).reduce((sum, { y }) => sum + y, 0);
        const [from, to] = [before, before + datum.y].map(sum =>
          total === 0 ? 0 : (sum / total) * 2 * Math.PI,
        );
        const middle = ((from ?? 0) + (to ?? 0)) / 2;
        return (
          <g key={`${datum.series} ${datum.x}`}>
            <path
              d={slicePath(from ?? 0, to ?? 0, radius, isDonut ? radius * HOLE : 0)}
              fill={seriesColor(chart, series, datum.series)}
              stroke={token('elevation.surface')}
            />
            {showsLabels ? (
              <text
                {...LABEL_STYLE}
                textAnchor={middle < Math.PI ? 'start' : 'end'}
                {...pointAt(middle, radius + 10)}
              >
                {datum.x}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** The outline of a slice between two angles, clockwise from the top. */
function slicePath(from: number, to: number, outer: number, inner: number): string {
  // An arc can't end where it begins: a whole circle stops a hair before.
  const end = Math.min(to, from + 2 * Math.PI - 0.0001);
  const isLong = end - from > Math.PI ? 1 : 0;
  const [a, b, c, d] = [pointAt(from, outer), pointAt(end, outer), pointAt(end, inner), pointAt(from, inner)];
  return [
    `M ${a.x} ${a.y} A ${outer} ${outer} 0 ${isLong} 1 ${b.x} ${b.y}`,
    `L ${c.x} ${c.y}`,
    inner > 0 ? `A ${inner} ${inner} 0 ${isLong} 0 ${d.x} ${d.y}` : '',
    'Z',
  ].join(' ');
}

function pointAt(angle: number, radius: number): { x: number; y: number } {
  return { x: Math.sin(angle) * radius, y: -Math.cos(angle) * radius };
}
