import { Box, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { Instead } from '../page/instead';
import { usePage } from '../page/page-context';
import { relativeTime } from '../page/time';
import { LostRights } from '../page/trouble';
import { Unfinished } from '../start/unfinished';
import { Changes } from './changes';
import { Headline } from './headline';
import { type Home } from './home-value';
import { Queue } from './queue';
import { type RowFilter } from './row-filter';
import { Rows } from './rows';
import { Score } from './score';
import { SweepProgress } from './sweep-progress';

function Banners({ home }: { home: Home }): ReactElement {
  const { say, words } = usePage();
  const { app, lastTick, now, setup, checklist } = home;
  return (
    <>
      {app === 'lost-rights' ? <LostRights /> : null}
      {app === 'behind' ? (
        <SectionMessage appearance="warning" title={say('pages.behind.title')}>
          <Text>
            {say('pages.behind.meaning', { ago: relativeTime(lastTick ?? now, now, words.locale) })}
          </Text>
        </SectionMessage>
      ) : null}
      {app === 'clock' ? (
        <SectionMessage appearance="warning" title={say('pages.clock.title')}>
          <Text>{say('pages.clock.meaning')}</Text>
        </SectionMessage>
      ) : null}
      {checklist !== undefined && !setup.project && !setup.baseline ? <Unfinished /> : null}
    </>
  );
}

/** The first screen: a sentence one can trust, what waits for me, what changed; only then the score and all rows. */
export function ChecklistPage({
  home,
  me,
  filter,
  changeFilter,
  asked,
}: {
  home: Home;
  me: string | undefined;
  filter: RowFilter;
  changeFilter: (filter: RowFilter) => void;
  asked: () => void;
}): ReactElement {
  const { say } = usePage();
  const { checklist, sweep, queue, now, trend, controls } = home;
  return (
    <Box paddingBlock="space.200">
      <Stack space="space.400" alignInline="stretch">
        <Banners home={home} />
        <Headline home={home} asked={asked} />
        {sweep === undefined ? null : <SweepProgress sweep={sweep} />}
        {checklist === undefined ? (
          sweep === undefined ? (
            <Instead
              title={say('pages.evidence.noSources')}
              meaning={say('pages.evidence.noSourcesMeaning')}
            />
          ) : null
        ) : (
          <>
            <Queue
              items={queue}
              now={now}
              timeZone={home.timeZone}
              unlisted={checklist.rows.reduce((sum, { moreWorkItems = 0 }) => sum + moreWorkItems, 0)}
            />
            <Changes checklist={checklist} now={now} />
            <Score checklist={checklist} trend={trend} />
            <Rows
              rows={checklist.rows}
              controls={controls}
              now={now}
              me={me}
              filter={filter}
              change={changeFilter}
            />
          </>
        )}
      </Stack>
    </Box>
  );
}
