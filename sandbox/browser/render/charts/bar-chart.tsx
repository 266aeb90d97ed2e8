import { token } from '@atlaskit/tokens';
import { type ComponentNode } from '../component-node';
import { Axis, LABEL_STYLE } from './axis';
import { ChartFrame, seriesColor } from './chart-frame';
import { type ChartSize } from './chart-size';
import { type Datum, distinct, plotData } from './data';
import { bands, labelStep, linearScale } from './scale';

/** Room for the labels of the axes, in pixels. */
const MARGIN = { start: 48, end: 8, top: 12, bottom: 28 };
const HORIZONTAL_START = 120;

/** The share of a band that its bars fill. */
const FILLED = 0.64;

interface BarChartProps {
  chart: ComponentNode;
  isHorizontal: boolean;
  isStacked: boolean;
}

/** Bars beside or upon each other, upright or lying. */
export function BarChart(props: BarChartProps) {
  const data = plotData(props.chart);
  return (
    <ChartFrame chart={props.chart} data={data}>
      {size => <Bars {...props} data={data} size={size} />}
    </ChartFrame>
  );
}

function Bars({
  chart,
  isHorizontal,
  isStacked,
  data,
  size,
}: BarChartProps & { data: readonly Datum[]; size: ChartSize }) {
  const { width, height } = size;
  const groups = distinct(data.map(({ x }) => x));
  const series = distinct(data.map(datum => datum.series));
  const start = isHorizontal ? HORIZONTAL_START : MARGIN.start;
  const values = isHorizontal
    ? ([start, width - MARGIN.end] as const)
    : ([height - MARGIN.bottom, MARGIN.top] as const);
  const across = isHorizontal
    ? ([MARGIN.top, height - MARGIN.bottom] as const)
    : ([start, width - MARGIN.end] as const);
  const scale = linearScale(highest(data, groups, isStacked), ...values);
  const band = bands(groups.length, ...across);
  const thickness = (band.width * FILLED) / (isStacked ? 1 : series.length);
  const bars = barsOf(data, groups, series, isStacked);
  return (
    <>
      <Axis scale={scale} isHorizontal={isHorizontal} from={across[0]} to={across[1]} />
      {groups.map((group, index) =>
        isHorizontal || index % labelStep(band.width) === 0 ? (
          <text
            key={group}
            {...LABEL_STYLE}
            x={isHorizontal ? start - 8 : band.middle(index)}
            y={isHorizontal ? band.middle(index) + 4 : height - MARGIN.bottom + 18}
            textAnchor={isHorizontal ? 'end' : 'middle'}
          >
            {group}
          </text>
        ) : null,
      )}
      {bars.map(({ group, datum, lane, below }) => {
        const near = scale.at(below);
        const far = scale.at(below + datum.y);
        const side = band.middle(group) - (band.width * FILLED) / 2 + lane * thickness;
        const box = isHorizontal
          ? { x: near, width: Math.max(far - near, 0), y: side, height: thickness }
          : { x: side, width: thickness, y: far, height: Math.max(near - far, 0) };
        return (
          <rect
            key={`${datum.x} ${datum.series}`}
            {...box}
            fill={seriesColor(chart, series, datum.series)}
            stroke={token('elevation.surface')}
          />
        );
      })}
    </>
  );
}

interface Bar {
  group: number;
  datum: Datum;
  /** Which of the bars beside each other it is. */
  lane: number;
  /** Where it begins. */
  below: number;
}

function barsOf(
  data: readonly Datum[],
  groups: readonly string[],
  series: readonly string[],
  isStacked: boolean,
): Bar[] {
  return data.map((datum, index) => {
    const earlier = data.slice(0, index).filter(({ x }) => x === datum.x);
    return {
      group: groups.indexOf(datum.x),
      datum,
      lane: isStacked ? 0 : series.indexOf(datum.series),
      below: isStacked ? earlier.reduce((sum, { y }) => sum + y, 0) : 0,
    };
  });
}

function highest(data: readonly Datum[], groups: readonly string[], isStacked: boolean): number {
  if (!isStacked) return Math.max(...data.map(({ y }) => y), 0);
  const sums = groups.map(group => data.filter(({ x }) => x === group).reduce((sum, { y }) => sum + y, 0));
  return Math.max(...sums, 0);
}
