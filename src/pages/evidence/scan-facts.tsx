import { Box, Inline, Stack, Text, xcss } from '@forge/react';
import { type ReactElement, type ReactNode } from 'react';
import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { GAP_REASONS } from '../../domain/gap';
import { RelativeTime } from '../shared/relative-time';
import { type PageServices, usePage } from '../shared/page-context';
import { formatTimeInSentence } from '../shared/time-format';

type EvidenceValue = OutputOf<AdminCalls['evidence']>;

const tileBox = xcss({
  flexGrow: '1',
  width: '200px',
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
  borderRadius: 'radius.medium',
  padding: 'space.150',
});

function FactTile({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <Box xcss={tileBox}>
      <Stack space="space.050">
        <Text size="small" color="color.text.subtle">
          {title}
        </Text>
        {children}
      </Stack>
    </Box>
  );
}

const SCAN_REASONS = ['first', 'tick', 'asked', 'changed'] as const;

const formatScanReason = ({ formatMessage }: PageServices, why: string): string => {
  const known = SCAN_REASONS.find(each => each === why);
  return known === undefined ? why : formatMessage(`pages.evidence.why.${known}`);
};

const formatGapReason = ({ formatMessage }: PageServices, why: string): string => {
  const known = GAP_REASONS.find(each => each === why);
  return known === undefined ? why : formatMessage(`gaps.${known}`);
};

function LastScan({ value }: { value: EvidenceValue }): ReactElement {
  const page = usePage();
  const { lastScan, now } = value;
  if (lastScan === undefined) return <Text>{page.formatMessage('pages.evidence.lastNever')}</Text>;
  const { calls, points, objects, seconds } = lastScan.cost;
  return (
    <>
      <Inline space="space.050" shouldWrap>
        <RelativeTime at={lastScan.at} now={now} weight="medium" />
        <Text color="color.text.subtle">{formatScanReason(page, lastScan.why)}</Text>
      </Inline>
      <Text size="small">
        {page.formatMessage('pages.evidence.cost', { calls, points, objects, seconds: Math.round(seconds) })}
      </Text>
    </>
  );
}

/** The last scan's cost, this hour's limit, and the state of the change feed. */
export function ScanFacts({ value }: { value: EvidenceValue }): ReactElement {
  const page = usePage();
  const { formatMessage, messages, timeZone } = page;
  const { budget, lastTick, feed, now } = value;
  return (
    <Inline space="space.200" rowSpace="space.200" alignBlock="stretch" shouldWrap>
      <FactTile title={formatMessage('pages.evidence.last')}>
        <LastScan value={value} />
      </FactTile>
      <FactTile title={formatMessage('pages.evidence.budget')}>
        <Text weight="medium">{formatMessage('pages.evidence.budgetOf', { ...budget })}</Text>
        <Text size="small">{formatMessage('pages.evidence.budgetHelp')}</Text>
      </FactTile>
      <FactTile title={formatMessage('pages.evidence.tick')}>
        {lastTick === undefined ? (
          <Text>{formatMessage('pages.evidence.never')}</Text>
        ) : (
          <RelativeTime at={lastTick} now={now} weight="medium" />
        )}
      </FactTile>
      <FactTile title={formatMessage('pages.evidence.feed')}>
        <Text weight="medium">
          {feed.refused !== undefined
            ? formatMessage('pages.evidence.feedRefused', { why: formatGapReason(page, feed.refused) })
            : feed.since === undefined
              ? formatMessage('pages.evidence.feedNone')
              : formatMessage('pages.evidence.feedSince', {
                  at: formatTimeInSentence(feed.since, now, messages.locale, timeZone),
                })}
        </Text>
        {feed.isEnglish === false ? (
          <Text size="small">{formatMessage('pages.evidence.feedLanguage')}</Text>
        ) : null}
      </FactTile>
    </Inline>
  );
}
