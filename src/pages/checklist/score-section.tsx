import { Box, Inline, LineChart, Stack, Text, Tooltip, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { formatPercent, formatShortDay } from '../shared/time-format';
import { type ChecklistValue, type ChecklistPageValue } from './checklist-values';

/** The bands in display order. Due controls count as unknown. */
const DRAWN_BANDS = [
  { band: 'verified', colour: 'color.background.success.bold' },
  { band: 'attested', colour: 'color.background.information.bold' },
  { band: 'unknown', colour: 'color.background.accent.gray.subtle' },
  { band: 'not-met', colour: 'color.background.danger.bold' },
] as const;

const barBox = xcss({ width: '100%', overflow: 'hidden', borderRadius: 'radius.small' });

/** Lines use colors of their own, because neither of them corresponds to a single band. */
const LINE_COLORS = ['color.chart.teal.bolder', 'color.chart.purple.bold'] as const;

const bandSize = (
  bands: ChecklistValue['score']['bands'],
  band: (typeof DRAWN_BANDS)[number]['band'],
): number => (band === 'unknown' ? bands.unknown + bands.due : bands[band]);

function ScoreLegend({ bands }: { bands: ChecklistValue['score']['bands'] }): ReactElement {
  const { formatMessage, messages } = usePage();
  return (
    <Inline space="space.200" rowSpace="space.050" shouldWrap>
      {DRAWN_BANDS.map(({ band, colour }) => (
        <Inline key={band} space="space.075" alignBlock="center">
          <Box
            xcss={xcss({
              backgroundColor: colour,
              width: '12px',
              height: '12px',
              borderRadius: 'radius.xsmall',
            })}
          />
          <Text size="small">
            {formatMessage('pages.score.share', {
              band: formatMessage(`pages.score.band.${band}`),
              share: formatPercent(bandSize(bands, band), messages.locale),
            })}
          </Text>
        </Inline>
      ))}
    </Inline>
  );
}

function ScoreBar({ bands }: { bands: ChecklistValue['score']['bands'] }): ReactElement {
  return (
    <Box xcss={barBox}>
      <Inline space="space.025" grow="fill">
        {DRAWN_BANDS.filter(({ band }) => bandSize(bands, band) > 0).map(({ band, colour }) => (
          <Box
            key={band}
            xcss={xcss({ backgroundColor: colour, width: `${bandSize(bands, band)}%`, height: '12px' })}
          />
        ))}
      </Inline>
    </Box>
  );
}

function ScoreTrend({ trend }: { trend: ChecklistPageValue['trend'] }): ReactElement {
  const { formatMessage, messages } = usePage();
  if (trend.length < 2) return <Text color="color.text.subtle">{formatMessage('pages.score.noTrend')}</Text>;
  const data = trend.flatMap(({ day, assured, possible }) => [
    { day: formatShortDay(day, messages.locale), share: assured, what: formatMessage('pages.score.assured') },
    {
      day: formatShortDay(day, messages.locale),
      share: possible,
      what: formatMessage('pages.score.possible'),
    },
  ]);
  return (
    <LineChart
      data={data}
      xAccessor="day"
      yAccessor="share"
      colorAccessor="what"
      colorPalette={[...LINE_COLORS]}
      title={formatMessage('pages.score.trend')}
      height={180}
      showBorder={false}
      hideMenu
    />
  );
}

/** The score as an interval, with its bands and its trend. */
export function ScoreSection({
  checklist,
  trend,
}: {
  checklist: ChecklistValue;
  trend: ChecklistPageValue['trend'];
}): ReactElement {
  const { formatMessage, messages } = usePage();
  const { assured, possible, bands } = checklist.score;
  const formattedScore = {
    assured: formatPercent(assured, messages.locale),
    possible: formatPercent(possible, messages.locale),
  };
  return (
    <Section title={formatMessage('pages.score.title')}>
      <Stack space="space.150">
        <Tooltip content={formatMessage('pages.score.help')}>
          <Text size="large" weight="semibold">
            {formatMessage(
              assured === possible ? 'pages.score.same' : 'pages.score.interval',
              formattedScore,
            )}
          </Text>
        </Tooltip>
        <ScoreBar bands={bands} />
        <ScoreLegend bands={bands} />
        <ScoreTrend trend={trend} />
      </Stack>
    </Section>
  );
}
