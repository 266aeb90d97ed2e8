import Heading from '@atlaskit/heading';
import { Box, Inline, Stack, Text, xcss } from '@atlaskit/primitives';
import { token } from '@atlaskit/tokens';
import { type ReactNode, useId } from 'react';
import { type ComponentNode } from '../component-node';
import { type ChartSize, SizedChart } from './chart-size';
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

/** The colour of a series: the app's own, where its palette names one, else Atlassian's categorical colours in turn. */
export function seriesColor(chart: ComponentNode, series: readonly string[], name: string): string {
  const index = Math.max(series.indexOf(name), 0);
  const own = chart.list('colorPalette')?.[index];
  return typeof own === 'string'
    ? token(own as TokenName)
    : (COLORS[index % COLORS.length] ?? 'currentColor');
}

interface ChartFrameProps {
  chart: ComponentNode;
  data: readonly Datum[];
  children(size: ChartSize): ReactNode;
}

/** What every chart has around it: title, subtitle, border, key of the colours; and its values in words. */
export function ChartFrame({ chart, data, children }: ChartFrameProps) {
  const id = useId();
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
        <SizedChart chart={chart}>
          {size => (
            <svg
              viewBox={`0 0 ${size.width} ${size.height}`}
              width={size.width}
              style={{ display: 'block', maxWidth: '100%', overflow: 'visible' }}
              role="img"
              aria-labelledby={`${id}-title ${id}-values`}
            >
              <title id={`${id}-title`}>{title}</title>
              <desc id={`${id}-values`}>{inWords(data)}</desc>
              {children(size)}
            </svg>
          )}
        </SizedChart>
        {series.length < 2 ? null : <Key chart={chart} series={series} />}
      </Stack>
    </Box>
  );
}

function Key({ chart, series }: { chart: ComponentNode; series: readonly string[] }) {
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
