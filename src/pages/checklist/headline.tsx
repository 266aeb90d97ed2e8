import { Box, Inline, LoadingButton, Stack, Text, xcss } from '@forge/react';
import { showFlag } from '@forge/bridge';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { HOUR } from '../../terms/instant';
import { ask } from '../page/ask';
import { type Page, usePage } from '../page/page-context';
import { timeInSentence } from '../page/time';
import { type Checklist, type Home } from './home-value';

const gotWorse = ({ events }: Checklist, since: number): number =>
  events
    .filter(({ at, is, baseline }) => at > since && !baseline && (is === 'opened' || is === 'widened'))
    .reduce((sum, { count }) => sum + count, 0);

/** One true sentence: what got worse since the reader was last here. */
function worseSentence({ say, words, timeZone }: Page, home: Home, checklist: Checklist): string {
  const { lastVisit, now } = home;
  if (lastVisit === undefined)
    return say('pages.headline.first', { open: checklist.rows.reduce((sum, { open }) => sum + open, 0) });
  const since = timeInSentence(lastVisit, now, words.locale, timeZone);
  const count = gotWorse(checklist, lastVisit);
  return count === 0
    ? say('pages.headline.nothing', { since })
    : say('pages.headline.worse', { count, since });
}

/** Up to this many hours are counted as such, more as days. */
const HOURS_AT_MOST = 48;

/** A second one: how old the oldest reading is that a row rests on, or that some are missing. */
function readSentence({ say }: Page, { now }: Home, { coverage, rows }: Checklist): string {
  const short = coverage.filter(({ state }) => state !== 'complete').length;
  if (short > 0) return say('pages.headline.partly', { count: short, all: coverage.length });
  const oldest = Math.min(now, ...rows.flatMap(({ asOf }) => asOf ?? []));
  const hours = Math.max(1, Math.ceil((now - oldest) / HOUR));
  return hours <= HOURS_AT_MOST
    ? say('pages.headline.whole', { hours })
    : say('pages.headline.wholeDays', { days: Math.ceil(hours / 24) });
}

const words = xcss({ flexGrow: '1', width: '420px' });

/** The first line of the page, with the one thing to do from here. */
export function Headline({ home, asked }: { home: Home; asked: () => void }): ReactElement {
  const page = usePage();
  const { checklist, sweep } = home;
  return (
    <Inline space="space.300" spread="space-between" alignBlock="center" shouldWrap>
      <Box xcss={words}>
        <Stack space="space.050">
          <Text size="large" weight="medium">
            {checklist === undefined
              ? page.say('pages.headline.reading')
              : worseSentence(page, home, checklist)}
          </Text>
          {checklist === undefined ? null : (
            <Text color="color.text.subtle">{readSentence(page, home, checklist)}</Text>
          )}
        </Stack>
      </Box>
      <SweepNow isRunning={sweep !== undefined} asked={asked} />
    </Inline>
  );
}

function SweepNow({ isRunning, asked }: { isRunning: boolean; asked: () => void }): ReactElement {
  const { say } = usePage();
  const [isAsking, setAsking] = useState(false);
  const sweep = async (): Promise<void> => {
    setAsking(true);
    const answer = await ask(adminCalls, 'sweepNow', {});
    setAsking(false);
    const wentWell = answer.is === 'done';
    showFlag({
      id: 'sweep-now',
      type: wentWell ? 'success' : 'error',
      title: say(wentWell ? 'pages.sweep.asked' : 'pages.problem.failed.title'),
      description: say(wentWell ? 'pages.sweep.askedMeaning' : 'pages.problem.failed.meaning'),
      isAutoDismiss: wentWell,
    });
    if (wentWell) asked();
  };
  return (
    <LoadingButton
      appearance="primary"
      isLoading={isAsking}
      isDisabled={isRunning}
      onClick={() => {
        void sweep();
      }}
    >
      {say('pages.sweep.now')}
    </LoadingButton>
  );
}
