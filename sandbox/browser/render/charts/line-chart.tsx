import { type ComponentNode } from '../component-node';
import { Axis, LABEL_STYLE } from './axis';
import { ChartFrame, seriesColor } from './chart-frame';
import { type ChartSize } from './chart-size';
import { type Datum, distinct, plotData } from './data';
import { bands, labelStep, linearScale } from './scale';

const MARGIN = { start: 48, end: 8, top: 12, bottom: 28 };

export function LineChart({ chart }: { chart: ComponentNode }) {
  const data = plotData(chart);
  return (
    <ChartFrame chart={chart} data={data}>
      {size => <Lines chart={chart} data={data} size={size} />}
    </ChartFrame>
  );
}

function Lines({ chart, data, size }: { chart: ComponentNode; data: readonly Datum[]; size: ChartSize }) {
  const { width, height } = size;
  const places = distinct(data.map(({ x }) => x));
  const series = distinct(data.map(datum => datum.series));
  const scale = linearScale(Math.max(...data.map(({ y }) => y), 0), height - MARGIN.bottom, MARGIN.top);
  const band = bands(places.length, MARGIN.start, width - MARGIN.end);
  return (
    <>
      <Axis scale={scale} isHorizontal={false} from={MARGIN.start} to={width - MARGIN.end} />
      {places.map((place, index) =>
        index % labelStep(band.width) === 0 ? (
          <text
            key={place}
            {...LABEL_STYLE}
            x={band.middle(index)}
            y={height - MARGIN.bottom + 18}
            textAnchor="middle"
          >
            {place}
          </text>
        ) : null,
      )}
      {series.map(name => (
        <polyline
          key={name}
          fill="none"
          stroke={seriesColor(chart, series, name)}
          strokeWidth="2"
          strokeLinejoin="round"
          points={data
            .filter(datum => datum.series === name)
            .map(({ x, y }) => `${band.middle(places.indexOf(x))},${scale.at(y)}`)
            .join(' ')}
        />
      ))}
    </>
  );
}
