import Heading from '@atlaskit/heading';
import { Box, Inline, Stack, Text, xcss } from '@atlaskit/primitives';
import { token } from '@atlaskit/tokens';
import { type ReactNode, useId } from 'react';
import { type Drawing } from '../drawing';
import { type Datum, distinct } from './data';

const COLORS = [
  token('color.chart.categorical.1'),
  token('color.chart.categorical.2'),
  token('color.chart.categorical.3'),
  token('color.chart.categorical.4'),
  token('color.chart.categorical.5'),
  token('color.chart.categorical.6'),
  token('color.chart.categorical.7'),
  token('color.chart.categorical.8'),
];

type TokenName = Parameters<typeof token>[0];

const frameStyles = xcss({ padding: 'space.200', borderRadius: 'radius.large' });
const borderStyles = xcss({ borderWidth: 'border.width', borderStyle: 'solid', borderColor: 'color.border' });

export interface ChartSize {
  width: number;
  height: number;
}

/** UI Kit's height where the app names none, and a width that fits beside the navigation. */
const HEIGHT = 400;
const WIDTH = 640;

export function chartSize(chart: Drawing): ChartSize {
  return { width: chart.number('width') ?? WIDTH, height: chart.number('height') ?? HEIGHT };
}

/** The colour of a series: the app's own, where its palette names one, else Atlassian's categorical colours in turn. */
export function seriesColor(chart: Drawing, series: readonly string[], name: string): string {
  const index = Math.max(series.indexOf(name), 0);
  const own = chart.list('colorPalette')?.[index];
  return typeof own === 'string'
    ? token(own as TokenName)
    : (COLORS[index % COLORS.length] ?? 'currentColor');
}

/** What every chart has around it: title, subtitle, border, key of the colours; and its values in words. */
export function ChartFrame({
  chart,
  data,
  children,
}: {
  chart: Drawing;
  data: readonly Datum[];
  children: ReactNode;
}) {
  const id = useId();
  const { width, height } = chartSize(chart);
  const series = distinct(data.map(datum => datum.series)).filter(name => name !== '');
  const title = chart.text('title') ?? 'Chart';
  const subtitle = chart.text('subtitle');
  return (
    <Box xcss={chart.flag('showBorder') === false ? [frameStyles] : [frameStyles, borderStyles]}>
      <Stack space="space.150">
        {chart.text('title') === undefined ? null : (
          <Heading size="small" as="div">
            {title}
          </Heading>
        )}
        {subtitle === undefined ? null : (
          <Text color="color.text.subtle" size="small">
            {subtitle}
          </Text>
        )}
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          style={{ maxWidth: '100%' }}
          role="img"
          aria-labelledby={`${id}-title ${id}-values`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-values`}>{inWords(data)}</desc>
          {children}
        </svg>
        {series.length < 2 ? null : <Key chart={chart} series={series} />}
      </Stack>
    </Box>
  );
}

function Key({ chart, series }: { chart: Drawing; series: readonly string[] }) {
  return (
    <Inline space="space.200" rowSpace="space.050" shouldWrap>
      {series.map(name => (
        <Inline key={name} space="space.075" alignBlock="center">
          <svg width="12" height="12" aria-hidden="true">
            <rect width="12" height="12" rx="2" fill={seriesColor(chart, series, name)} />
          </svg>
          <Text size="small">{name}</Text>
        </Inline>
      ))}
    </Inline>
  );
}

function inWords(data: readonly Datum[]): string {
  return data
    .map(({ x, series, y }) => `${[x, series].filter(part => part !== '').join(', ')}: ${y}`)
    .join('; ');
}
