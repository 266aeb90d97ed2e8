import { Box, Inline, LineChart, Stack, Text, Tooltip, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { percent, shortDay } from '../page/time';
import { type Checklist, type Home } from './home-value';

/** The bands in the order in which they are drawn; what is due is unknown until somebody says so. */
const BANDS = [
  { band: 'proved', colour: 'color.background.success.bold' },
  { band: 'attested', colour: 'color.background.information.bold' },
  { band: 'unknown', colour: 'color.background.accent.gray.subtle' },
  { band: 'not-met', colour: 'color.background.danger.bold' },
] as const;

const bar = xcss({ width: '100%', overflow: 'hidden', borderRadius: 'radius.small' });

/** Lines of their own: none is a band's colour, for neither is one band alone. */
const LINES = ['color.chart.teal.bolder', 'color.chart.purple.bold'] as const;

const sizeOf = (bands: Checklist['score']['bands'], band: (typeof BANDS)[number]['band']): number =>
  band === 'unknown' ? bands.unknown + bands.due : bands[band];

function Legend({ bands }: { bands: Checklist['score']['bands'] }): ReactElement {
  const { say, words } = usePage();
  return (
    <Inline space="space.200" rowSpace="space.050" shouldWrap>
      {BANDS.map(({ band, colour }) => (
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
            {say('pages.score.share', {
              band: say(`pages.score.band.${band}`),
              share: percent(sizeOf(bands, band), words.locale),
            })}
          </Text>
        </Inline>
      ))}
    </Inline>
  );
}

function Bar({ bands }: { bands: Checklist['score']['bands'] }): ReactElement {
  return (
    <Box xcss={bar}>
      <Inline space="space.025" grow="fill">
        {BANDS.filter(({ band }) => sizeOf(bands, band) > 0).map(({ band, colour }) => (
          <Box
            key={band}
            xcss={xcss({ backgroundColor: colour, width: `${sizeOf(bands, band)}%`, height: '12px' })}
          />
        ))}
      </Inline>
    </Box>
  );
}

function Trend({ trend }: { trend: Home['trend'] }): ReactElement {
  const { say, words } = usePage();
  if (trend.length < 2) return <Text color="color.text.subtle">{say('pages.score.noTrend')}</Text>;
  const data = trend.flatMap(({ day, assured, possible }) => [
    { day: shortDay(day, words.locale), share: assured, what: say('pages.score.assured') },
    { day: shortDay(day, words.locale), share: possible, what: say('pages.score.possible') },
  ]);
  return (
    <LineChart
      data={data}
      xAccessor="day"
      yAccessor="share"
      colorAccessor="what"
      colorPalette={[...LINES]}
      title={say('pages.score.trend')}
      height={180}
      showBorder={false}
      hideMenu
    />
  );
}

/** The score as an interval, in bands that say what it is made of, and how it went. */
export function Score({ checklist, trend }: { checklist: Checklist; trend: Home['trend'] }): ReactElement {
  const { say, words } = usePage();
  const { assured, possible, bands } = checklist.score;
  const shown = { assured: percent(assured, words.locale), possible: percent(possible, words.locale) };
  return (
    <Section title={say('pages.score.title')}>
      <Stack space="space.150">
        <Tooltip content={say('pages.score.help')}>
          <Text size="large" weight="semibold">
            {say(assured === possible ? 'pages.score.same' : 'pages.score.interval', shown)}
          </Text>
        </Tooltip>
        <Bar bands={bands} />
        <Legend bands={bands} />
        <Trend trend={trend} />
      </Stack>
    </Section>
  );
}
