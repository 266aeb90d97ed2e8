import { Box, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { EmptyState } from '../shared/empty-state';
import { usePage } from '../shared/page-context';
import { formatRelativeTime } from '../shared/time-format';
import { LostRightsMessage } from '../shared/page-errors';
import { SetupBanner } from '../setup/setup-banner';
import { RecentChanges } from './recent-changes';
import { Headline } from './headline';
import { type ChecklistPageValue } from './checklist-values';
import { ForYouList } from './for-you-list';
import { type RowFilter } from './row-filter';
import { ChecklistRows } from './checklist-rows';
import { ScoreSection } from './score-section';
import { ScanProgressBar } from './scan-progress-bar';

function Banners({ pageValue }: { pageValue: ChecklistPageValue }): ReactElement {
  const { formatMessage, messages } = usePage();
  const { appHealth, lastTick, now, setup, checklist } = pageValue;
  return (
    <>
      {appHealth === 'lost-rights' ? <LostRightsMessage /> : null}
      {appHealth === 'not-running' ? (
        <SectionMessage appearance="warning" title={formatMessage('pages.behind.title')}>
          <Text>
            {formatMessage('pages.behind.meaning', {
              ago: formatRelativeTime(lastTick ?? now, now, messages.locale),
            })}
          </Text>
        </SectionMessage>
      ) : null}
      {appHealth === 'clock-skew' ? (
        <SectionMessage appearance="warning" title={formatMessage('pages.clock.title')}>
          <Text>{formatMessage('pages.clock.meaning')}</Text>
        </SectionMessage>
      ) : null}
      {checklist !== undefined && !setup.project && !setup.baseline ? <SetupBanner /> : null}
    </>
  );
}

/** The first screen. Headline, items for the reader, and recent changes come before the score and all rows. */
export function ChecklistPage({
  pageValue,
  me,
  filter,
  changeFilter,
  onScanRequested,
}: {
  pageValue: ChecklistPageValue;
  me: string | undefined;
  filter: RowFilter;
  changeFilter: (filter: RowFilter) => void;
  onScanRequested: () => void;
}): ReactElement {
  const { formatMessage } = usePage();
  const { checklist, scan, forYou, now, trend, controls } = pageValue;
  return (
    <Box paddingBlock="space.200">
      <Stack space="space.400" alignInline="stretch">
        <Banners pageValue={pageValue} />
        <Headline pageValue={pageValue} onScanRequested={onScanRequested} />
        {scan === undefined ? null : <ScanProgressBar scan={scan} />}
        {checklist === undefined ? (
          scan === undefined ? (
            <EmptyState
              title={formatMessage('pages.evidence.noSources')}
              meaning={formatMessage('pages.evidence.noSourcesMeaning')}
            />
          ) : null
        ) : (
          <>
            <ForYouList
              items={forYou}
              now={now}
              timeZone={pageValue.timeZone}
              unlistedCount={checklist.rows.reduce((sum, { moreWorkItems = 0 }) => sum + moreWorkItems, 0)}
            />
            <RecentChanges checklist={checklist} now={now} />
            <ScoreSection checklist={checklist} trend={trend} />
            <ChecklistRows
              rows={checklist.rows}
              controls={controls}
              now={now}
              me={me}
              filter={filter}
              onFilterChange={changeFilter}
            />
          </>
        )}
      </Stack>
    </Box>
  );
}
