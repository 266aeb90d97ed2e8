import { Button, DynamicTable, Inline, Lozenge, Stack, Text, Tooltip } from '@forge/react';
import { type ReactElement } from 'react';
import { openIn } from '../../terms/checklist';
import { SEVERITIES } from '../../terms/control-terms';
import { STATUSES } from '../../terms/verdict';
import { Moment } from '../page/moment';
import { usePage } from '../page/page-context';
import { Person } from '../page/person';
import { problemIn } from '../page/problem-words';
import { WorkItemLink } from '../page/site-link';
import { StatusLozenge } from '../page/status';
import { Way } from '../page/way';
import { type Home, type Row } from './home-value';

/** More rows stand on further pages of the table. */
const ROWS_A_PAGE = 30;

/** A sortable cell's key: rows are sorted by it as text. */
const ranked = (rank: number, row: Row): string => `${String(rank).padStart(6, '0')} ${row.control}`;

function Evidence({ row, now, stated }: { row: Row; now: number; stated: boolean }): ReactElement {
  const { say } = usePage();
  if (row.stated !== undefined) return <Moment at={row.stated.at} now={now} />;
  if (row.asOf !== undefined) return <Moment at={row.asOf} now={now} />;
  return (
    <Text color="color.text.subtlest">{say(stated ? 'pages.rows.neverStated' : 'pages.rows.neverRead')}</Text>
  );
}

/** When somebody must look again: of a statement its end, of what is read how often the reading is to be looked at. */
function Review({ row, now }: { row: Row; now: number }): ReactElement {
  const { say } = usePage();
  if (row.stated === undefined)
    return row.status === 'due' ? (
      <Text color="color.text.warning">{say('pages.rows.overdue')}</Text>
    ) : (
      <Text color="color.text.subtle">{say(`terms.review.${row.review}`)}</Text>
    );
  const isOver = row.stated.validUntil < now;
  return <Moment at={row.stated.validUntil} now={now} {...(isOver ? { color: 'color.text.warning' } : {})} />;
}

/** The status with the number of what it counts; what was seen once so far is said beside it. */
function Standing({ row }: { row: Row }): ReactElement {
  const { say } = usePage();
  return (
    <Stack space="space.025" alignInline="start">
      <StatusLozenge status={row.status} open={openIn(row)} />
      {openIn(row) > 0 && row.suspected > 0 ? (
        <Text size="small" color="color.text.subtlest">
          {say('pages.rows.once', { count: row.suspected })}
        </Text>
      ) : null}
    </Stack>
  );
}

function Work({ row }: { row: Row }): ReactElement {
  const page = usePage();
  const { say, go } = page;
  // What is over is told by the control's page.
  const [first, ...others] = row.workItems.filter(({ is }) => is !== 'done');
  const more = others.length + (row.moreWorkItems ?? 0);
  if (first?.issueKey !== undefined)
    return (
      <Inline space="space.075" alignBlock="center" shouldWrap>
        <WorkItemLink issueKey={first.issueKey} />
        {more > 0 ? <Text color="color.text.subtle">+{more}</Text> : null}
      </Inline>
    );
  if (first?.problem !== undefined)
    return (
      <Tooltip content={problemIn(page, first.problem)}>
        <Lozenge appearance="moved">{say('pages.rows.notFiled')}</Lozenge>
      </Tooltip>
    );
  return row.gaps.some(({ why }) => why === 'not-attested') ? (
    <Button spacing="compact" onClick={() => go({ page: 'control', control: row.control })}>
      {say('pages.rows.attest', { control: row.control })}
    </Button>
  ) : (
    <></>
  );
}

/** The rows of the checklist. Sorted as they come; each head sorts anew. */
export function RowsTable({
  rows,
  controls,
  now,
}: {
  rows: readonly Row[];
  controls: Home['controls'];
  now: number;
}): ReactElement {
  const { say, of, go } = usePage();
  const isStated = (id: string): boolean => controls.find(each => each.id === id)?.proof === 'stated';
  const head = {
    cells: [
      { key: 'name', content: say('pages.rows.head.name'), isSortable: true, width: 30 },
      { key: 'status', content: say('pages.rows.head.status'), isSortable: true, width: 14 },
      { key: 'evidence', content: say('pages.rows.head.evidence'), isSortable: true, width: 12 },
      { key: 'owner', content: say('pages.rows.head.owner'), isSortable: true, width: 14 },
      { key: 'review', content: say('pages.rows.head.review'), isSortable: true, width: 10 },
      { key: 'work', content: say('pages.rows.head.work'), width: 20 },
    ],
  };
  return (
    <DynamicTable
      isFixedSize
      label={say('pages.rows.label')}
      head={head}
      rowsPerPage={ROWS_A_PAGE}
      rows={rows.map(row => ({
        key: row.control,
        cells: [
          {
            key: `name ${row.control}`,
            content: (
              <Stack>
                <Way onClick={() => go({ page: 'control', control: row.control })}>
                  {of(row.control).plain('title')}
                </Way>
                <Text size="small" color="color.text.subtlest">
                  {row.control}
                </Text>
              </Stack>
            ),
          },
          {
            key: `status ${ranked(STATUSES.indexOf(row.status) * 10 + SEVERITIES.indexOf(row.weight), row)}`,
            content: <Standing row={row} />,
          },
          {
            key: `evidence ${ranked(Math.floor((row.stated?.at ?? row.asOf ?? 0) / 60_000), row)}`,
            content: <Evidence row={row} now={now} stated={isStated(row.control)} />,
          },
          { key: `owner ${row.owner ?? '~'} ${row.control}`, content: <Person account={row.owner} /> },
          {
            key: `review ${ranked(Math.floor((row.stated?.validUntil ?? 0) / 60_000), row)}`,
            content: <Review row={row} now={now} />,
          },
          { key: `work ${row.control}`, content: <Work row={row} /> },
        ],
      }))}
    />
  );
}
