import { type Drawing } from '../drawing';
import { Axis, LABEL_STYLE } from './axis';
import { ChartFrame, chartSize, seriesColor } from './chart-frame';
import { distinct, plotData } from './data';
import { bands, linearScale } from './scale';

const MARGIN = { start: 48, end: 8, top: 12, bottom: 28 };

/** How much room a label below the chart needs, in pixels; where there is less, some are left out. */
const LABEL_WIDTH = 72;

export function LineChart({ chart }: { chart: Drawing }) {
  const data = plotData(chart);
  const { width, height } = chartSize(chart);
  const places = distinct(data.map(({ x }) => x));
  const series = distinct(data.map(datum => datum.series));
  const scale = linearScale(Math.max(...data.map(({ y }) => y), 0), height - MARGIN.bottom, MARGIN.top);
  const band = bands(places.length, MARGIN.start, width - MARGIN.end);
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / Math.max(band.width, 1)));
  return (
    <ChartFrame chart={chart} data={data}>
      <Axis scale={scale} isHorizontal={false} from={MARGIN.start} to={width - MARGIN.end} />
      {places.map((place, index) =>
        index % every === 0 ? (
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
    </ChartFrame>
  );
}
