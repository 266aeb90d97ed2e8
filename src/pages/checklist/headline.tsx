import { Box, Inline, Stack, Text, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { sumOpenFindings } from '../../domain/checklist';
import { type GapReason } from '../../domain/gap';
import { HOUR } from '../../domain/instant';
import { type PageServices, usePage } from '../shared/page-context';
import { formatTimeInSentence } from '../shared/time-format';
import { type ChecklistValue, type ChecklistPageValue } from './checklist-values';
import { ScanNowButton } from './scan-now-button';

/** Maximum number of regressions named in the headline. It shows how many more there are. */
const MAX_NAMED_REGRESSIONS = 3;

type RegressionValue = ChecklistPageValue['regressions'][number];

const formatRegression = (
  { formatMessage, controlTextOf }: PageServices,
  regression: RegressionValue,
): string =>
  regression.is === 'findings'
    ? controlTextOf(regression.control).regressionText(regression.stillOpen)
    : formatMessage('pages.headline.status-worsened', {
        title: controlTextOf(regression.control).plainText('title'),
        before: formatMessage(`terms.status.${regression.before}`),
        after: formatMessage(`terms.status.${regression.after}`),
      });

const isFullyResolved = (regression: RegressionValue): boolean =>
  regression.is === 'findings' && regression.stillOpen === 0;

/** Number of regressions that are already resolved. */
const countResolved = (regressions: readonly RegressionValue[]): number =>
  regressions.reduce(
    (sum, regression) => sum + (regression.is === 'findings' ? regression.count - regression.stillOpen : 0),
    0,
  );

/** Formats the regressions since the reader's last visit that are still open, and how many are resolved. */
function formatRegressionsSentence(
  page: PageServices,
  { lastVisit, regressions, now }: ChecklistPageValue,
  checklist: ChecklistValue,
): string {
  const { formatMessage, messages, timeZone } = page;
  if (lastVisit === undefined) return formatMessage('pages.headline.first', sumOpenFindings(checklist.rows));
  const since = formatTimeInSentence(lastVisit, now, messages.locale, timeZone);
  const resolvedCount = countResolved(regressions);
  const openRegressions = regressions.filter(regression => !isFullyResolved(regression));
  if (openRegressions.length === 0)
    return formatMessage(resolvedCount === 0 ? 'pages.headline.nothing' : 'pages.headline.allResolved', {
      since,
      resolvedCount,
    });
  const namedTexts = openRegressions
    .slice(0, MAX_NAMED_REGRESSIONS)
    .map(regression => formatRegression(page, regression));
  const more = openRegressions.length - namedTexts.length;
  const allTexts =
    more > 0 ? [...namedTexts, formatMessage('pages.headline.more', { count: more })] : namedTexts;
  return formatMessage('pages.headline.worse', {
    since,
    what: new Intl.ListFormat(messages.locale, { type: 'conjunction' }).format(allTexts),
    resolvedCount,
  });
}

/** Up to this many hours are shown as hours, more as days. */
const MAX_HOURS = 48;

/** Gaps that resolve without a person's action. */
const SELF_RESOLVING_GAPS: ReadonlySet<GapReason> = new Set([
  'not-ready',
  'rate-limited',
  'over-budget',
  'moved',
  'never-read',
  'stale',
  'changed',
]);

type CoverageRowValue = ChecklistValue['coverage'][number];

const hasOnlySelfResolvingGaps = ({ gaps }: CoverageRowValue): boolean =>
  gaps.every(({ why }) => SELF_RESOLVING_GAPS.has(why));

/** Whether reading the source fails now, or left a gap that doesn't resolve automatically. */
const isUnreadable = ({ state, failure, ...coverage }: CoverageRowValue): boolean =>
  (failure !== undefined && !SELF_RESOLVING_GAPS.has(failure.why)) ||
  (state !== 'complete' && !hasOnlySelfResolvingGaps({ state, ...coverage }));

/**
 * Formats the coverage: unreadable sources, or else sources still being read, or else the oldest evidence. During a
 * scan the progress bar shows the progress, so the sentence doesn't repeat the count.
 */
function formatCoverageSentence(
  { formatMessage, messages, timeZone }: PageServices,
  { appHealth, now, scan }: ChecklistPageValue,
  checklist: ChecklistValue,
): string | undefined {
  if (appHealth === 'lost-rights') return formatMessage('pages.headline.lost');
  const { coverage, rows } = checklist;
  const total = coverage.length;
  const unreadable = coverage.filter(isUnreadable);
  const inProgress = coverage.filter(each => each.state !== 'complete' && !isUnreadable(each));
  const since = unreadable.flatMap(({ failure }) => failure?.since ?? []);
  const sentences = [
    ...(unreadable.length > 0
      ? [
          formatMessage('pages.headline.cant', {
            count: unreadable.length,
            all: total,
            since:
              since.length < unreadable.length
                ? 'no'
                : formatTimeInSentence(Math.min(...since), now, messages.locale, timeZone),
          }),
        ]
      : []),
    ...(inProgress.length > 0 && scan === undefined
      ? [formatMessage('pages.headline.beingRead', { count: inProgress.length, all: total })]
      : []),
  ];
  if (sentences.length > 0) return sentences.join(' ');
  if (inProgress.length > 0) return undefined;
  const oldest = Math.min(now, ...rows.flatMap(({ oldestReadAt }) => oldestReadAt ?? []));
  const hours = Math.max(1, Math.ceil((now - oldest) / HOUR));
  return hours <= MAX_HOURS
    ? formatMessage('pages.headline.whole', { hours })
    : formatMessage('pages.headline.wholeDays', { days: Math.ceil(hours / 24) });
}

const textBox = xcss({ flexGrow: '1', width: '420px' });

/** The first line of the page, with its main action. */
export function Headline({
  pageValue,
  onScanRequested,
}: {
  pageValue: ChecklistPageValue;
  onScanRequested: () => void;
}): ReactElement {
  const page = usePage();
  const { checklist, scan } = pageValue;
  const coverageSentence = checklist && formatCoverageSentence(page, pageValue, checklist);
  return (
    <Inline space="space.300" spread="space-between" alignBlock="center" shouldWrap>
      <Box xcss={textBox}>
        <Stack space="space.050">
          <Text size="large" weight="medium">
            {checklist === undefined
              ? page.formatMessage('pages.headline.reading')
              : formatRegressionsSentence(page, pageValue, checklist)}
          </Text>
          {coverageSentence === undefined ? null : <Text color="color.text.subtle">{coverageSentence}</Text>}
        </Stack>
      </Box>
      <ScanNowButton isRunning={scan !== undefined} onRequested={onScanRequested} />
    </Inline>
  );
}
