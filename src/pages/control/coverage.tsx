import { DynamicTable, Lozenge, type LozengeProps, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { gapText, whereOf } from '../page/gap-words';
import { Moment } from '../page/moment';
import { NumberHead } from '../page/number-head';
import { type Page, usePage } from '../page/page-context';
import { timeInSentence } from '../page/time';
import { type ControlValue } from './control-value';

type Coverage = ControlValue['evidence'][number];

const LOOK: Readonly<Record<Coverage['state'] | 'failing', NonNullable<LozengeProps['appearance']>>> = {
  complete: 'success',
  partial: 'moved',
  absent: 'removed',
  failing: 'moved',
};

/** How much of a source was read. What can't be read now is not called complete, though an earlier reading may stand. */
export function CoverageState({
  coverage: { state, failing },
}: {
  coverage: Pick<Coverage, 'state' | 'failing'>;
}): ReactElement {
  const { say } = usePage();
  const shown = failing !== undefined && state === 'complete' ? 'failing' : state;
  return <Lozenge appearance={LOOK[shown]}>{say(`pages.coverage.state.${shown}`)}</Lozenge>;
}

/** What is missing of a source and why, and since when reading it fails. */
export function CoverageTrouble({
  coverage: { gaps, failing },
  now,
}: {
  coverage: Pick<Coverage, 'gaps' | 'failing'>;
  now: number;
}): ReactElement {
  const page = usePage();
  const { say, words, timeZone } = page;
  const where = (at: string | undefined): string[] => (at === undefined ? [] : [whereOf(page, at)]);
  const told = new Set(gaps.map(gap => gapText(page, gap)));
  const lines = [
    ...gaps.map(gap => [gapText(page, gap), ...where(gap.at)].join(' ')),
    ...(failing === undefined
      ? []
      : [
          [
            ...(told.has(gapText(page, failing)) ? [] : [gapText(page, failing), ...where(failing.at)]),
            say('pages.coverage.failing', {
              since: timeInSentence(failing.since, now, words.locale, timeZone),
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

/** A source by its name, with what is wrong with it. */
export function SourceName({ coverage, now }: { coverage: Coverage; now: number }): ReactElement {
  const { say } = usePage();
  return (
    <Stack>
      <Text>{say(`terms.source.${coverage.source}`)}</Text>
      <CoverageTrouble coverage={coverage} now={now} />
    </Stack>
  );
}

/** `n of N`, or `n` where Jira tells no total; nothing where nothing was counted. */
export function CoverageCount({ read, of }: Partial<Pick<Coverage, 'read' | 'of'>>): ReactElement {
  const { say } = usePage();
  if (read === undefined) return <></>;
  return (
    <Text align="end">
      {of === undefined
        ? say('pages.coverage.countOnly', { read })
        : say('pages.coverage.count', { read, of })}
    </Text>
  );
}

/** A source as the cells of a row: its name, how much of it was read, and when. */
export function coverageCells(
  coverage: Coverage,
  now: number,
  say: Page['say'],
): { key: string; content: ReactElement }[] {
  const { source, state, asOf } = coverage;
  // A source of which nothing was read has no count: 0 would say that there is nothing.
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
        asOf === undefined ? (
          <Text color="color.text.subtlest">{say('pages.rows.neverRead')}</Text>
        ) : (
          <Moment at={asOf} now={now} />
        ),
    },
  ];
}

/** The sources that a control rests on. */
export function ControlCoverage({ value }: { value: ControlValue }): ReactElement {
  const { say } = usePage();
  if (value.evidence.length === 0)
    return (
      <Text color="color.text.subtle">
        {say(value.facts.proof === 'stated' ? 'pages.coverage.none' : 'pages.coverage.unread')}
      </Text>
    );
  return (
    <DynamicTable
      label={say('pages.coverage.label')}
      head={{
        cells: [
          { key: 'source', content: say('pages.coverage.source'), width: 40 },
          { key: 'state', content: say('pages.rows.head.status'), width: 20 },
          { key: 'read', content: <NumberHead>{say('pages.coverage.read')}</NumberHead>, width: 20 },
          { key: 'asOf', content: say('pages.coverage.asOf'), width: 20 },
        ],
      }}
      rows={value.evidence.map(coverage => ({
        key: coverage.source,
        cells: coverageCells(coverage, value.now, say),
      }))}
    />
  );
}
