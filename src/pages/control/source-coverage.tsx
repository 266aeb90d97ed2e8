import { DynamicTable, Lozenge, type LozengeProps, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { formatGap, formatGapPlaces } from '../shared/format-gap';
import { RelativeTime } from '../shared/relative-time';
import { NumberColumnHeader } from '../shared/number-column-header';
import { type PageServices, usePage } from '../shared/page-context';
import { formatTimeInSentence } from '../shared/time-format';
import { type ControlValue } from './control-value';

type CoverageRowValue = ControlValue['evidence'][number];

const COVERAGE_APPEARANCE: Readonly<
  Record<CoverageRowValue['state'] | 'failing', NonNullable<LozengeProps['appearance']>>
> = {
  complete: 'success',
  partial: 'moved',
  absent: 'removed',
  failing: 'moved',
};

/** How much of a source was read. A source that fails now isn't complete, even if an older reading still counts. */
export function CoverageState({
  coverage: { state, failure },
}: {
  coverage: Pick<CoverageRowValue, 'state' | 'failure'>;
}): ReactElement {
  const { formatMessage } = usePage();
  const shown = failure !== undefined && state === 'complete' ? 'failing' : state;
  return (
    <Lozenge appearance={COVERAGE_APPEARANCE[shown]}>
      {formatMessage(`pages.coverage.state.${shown}`)}
    </Lozenge>
  );
}

/** A source's gaps, and since when reading it fails. */
export function CoverageProblems({
  coverage: { gaps, failure },
  now,
}: {
  coverage: Pick<CoverageRowValue, 'gaps' | 'failure'>;
  now: number;
}): ReactElement {
  const page = usePage();
  const { formatMessage, messages, timeZone } = page;
  const formatPlace = (at: string | undefined): string[] =>
    at === undefined ? [] : [formatGapPlaces(page, at)];
  const gapTexts = new Set(gaps.map(gap => formatGap(page, gap)));
  const lines = [
    ...gaps.map(gap => [formatGap(page, gap), ...formatPlace(gap.at)].join(' ')),
    ...(failure === undefined
      ? []
      : [
          [
            ...(gapTexts.has(formatGap(page, failure))
              ? []
              : [formatGap(page, failure), ...formatPlace(failure.at)]),
            formatMessage('pages.coverage.failing', {
              since: formatTimeInSentence(failure.since, now, messages.locale, timeZone),
            }),
          ].join(' '),
        ]),
  ];
  return (
    <Stack>
      {[...new Set(lines)].map(line => (
        <Text key={line} size="small" color="color.text.subtle">
          {line}
        </Text>
      ))}
    </Stack>
  );
}

/** A source's name and problems. */
export function SourceName({ coverage, now }: { coverage: CoverageRowValue; now: number }): ReactElement {
  const { formatMessage } = usePage();
  return (
    <Stack>
      <Text>{formatMessage(`terms.source.${coverage.source}`)}</Text>
      <CoverageProblems coverage={coverage} now={now} />
    </Stack>
  );
}

/** `n of N`, or `n` if Jira gives no total; empty if nothing was counted. */
export function CoverageCount({ read, of }: Partial<Pick<CoverageRowValue, 'read' | 'of'>>): ReactElement {
  const { formatMessage } = usePage();
  if (read === undefined) return <></>;
  return (
    <Text align="end">
      {of === undefined
        ? formatMessage('pages.coverage.countOnly', { read })
        : formatMessage('pages.coverage.count', { read, of })}
    </Text>
  );
}

/** A source as table cells: name, coverage, and time. */
export function buildCoverageCells(
  coverage: CoverageRowValue,
  now: number,
  formatMessage: PageServices['formatMessage'],
): { key: string; content: ReactElement }[] {
  const { source, state, fullReadAt } = coverage;
  // A source that was never read has no count, because 0 would mean that it is empty.
  const { read, of } = state === 'absent' ? {} : coverage;
  return [
    {
      key: `source ${source}`,
      content: <SourceName coverage={coverage} now={now} />,
    },
    { key: `state ${source}`, content: <CoverageState coverage={coverage} /> },
    {
      key: `read ${source}`,
      content: (
        <CoverageCount {...(read === undefined ? {} : { read })} {...(of === undefined ? {} : { of })} />
      ),
    },
    {
      key: `asOf ${source}`,
      content:
        fullReadAt === undefined ? (
          <Text color="color.text.subtlest">{formatMessage('pages.rows.neverRead')}</Text>
        ) : (
          <RelativeTime at={fullReadAt} now={now} />
        ),
    },
  ];
}

/** The sources that a control uses. */
export function ControlCoverage({ value }: { value: ControlValue }): ReactElement {
  const { formatMessage } = usePage();
  if (value.evidence.length === 0)
    return (
      <Text color="color.text.subtle">
        {formatMessage(
          value.definition.proof === 'attested' ? 'pages.coverage.none' : 'pages.coverage.unread',
        )}
      </Text>
    );
  return (
    <DynamicTable
      label={formatMessage('pages.coverage.label')}
      head={{
        cells: [
          { key: 'source', content: formatMessage('pages.coverage.source'), width: 40 },
          { key: 'state', content: formatMessage('pages.rows.head.status'), width: 20 },
          {
            key: 'read',
            content: <NumberColumnHeader>{formatMessage('pages.coverage.read')}</NumberColumnHeader>,
            width: 20,
          },
          { key: 'asOf', content: formatMessage('pages.coverage.asOf'), width: 20 },
        ],
      }}
      rows={value.evidence.map(coverage => ({
        key: coverage.source,
        cells: buildCoverageCells(coverage, value.now, formatMessage),
      }))}
    />
  );
}
