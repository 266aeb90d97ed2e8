import { Button, DynamicTable, Inline, Lozenge, Stack, Text, Tooltip } from '@forge/react';
import { type ReactElement } from 'react';
import { countOpenFindings } from '../../domain/checklist';
import { SEVERITIES } from '../../domain/control-attributes';
import { CONTROL_STATUSES } from '../../domain/verdict';
import { RelativeTime } from '../shared/relative-time';
import { usePage } from '../shared/page-context';
import { Person } from '../shared/person';
import { formatProblem } from '../shared/format-problem';
import { WorkItemLink } from '../shared/site-links';
import { StatusLozenge } from '../shared/lozenges';
import { InternalLink } from '../shared/internal-link';
import { type ChecklistPageValue, type ChecklistRowValue } from './checklist-values';

/** Rows per page of the table. */
const ROWS_PER_PAGE = 30;

/** Sort key of a cell. The table sorts keys as text. */
const sortKey = (rank: number, row: ChecklistRowValue): string =>
  `${String(rank).padStart(6, '0')} ${row.control}`;

function EvidenceCell({
  row,
  now,
  isAttested,
}: {
  row: ChecklistRowValue;
  now: number;
  isAttested: boolean;
}): ReactElement {
  const { formatMessage } = usePage();
  if (row.attestation !== undefined) return <RelativeTime at={row.attestation.at} now={now} />;
  if (row.oldestReadAt !== undefined) return <RelativeTime at={row.oldestReadAt} now={now} />;
  return (
    <Text color="color.text.subtlest">
      {formatMessage(isAttested ? 'pages.rows.neverStated' : 'pages.rows.neverRead')}
    </Text>
  );
}

/** When the next review is due: an attestation's expiry, or else the control's review interval. */
function ReviewCell({ row, now }: { row: ChecklistRowValue; now: number }): ReactElement {
  const { formatMessage } = usePage();
  if (row.attestation === undefined)
    return row.status === 'due' ? (
      <Text color="color.text.warning">{formatMessage('pages.rows.overdue')}</Text>
    ) : (
      <Text color="color.text.subtle">{formatMessage(`terms.review.${row.review}`)}</Text>
    );
  const isExpired = row.attestation.validUntil < now;
  return (
    <RelativeTime
      at={row.attestation.validUntil}
      now={now}
      {...(isExpired ? { color: 'color.text.warning' } : {})}
    />
  );
}

/** The status with its number of findings, and the number awaiting confirmation. */
function StatusCell({ row }: { row: ChecklistRowValue }): ReactElement {
  const { formatMessage } = usePage();
  return (
    <Stack space="space.025" alignInline="start">
      <StatusLozenge status={row.status} openCount={countOpenFindings(row)} />
      {countOpenFindings(row) > 0 && row.unconfirmed > 0 ? (
        <Text size="small" color="color.text.subtlest">
          {formatMessage('pages.rows.once', { count: row.unconfirmed })}
        </Text>
      ) : null}
    </Stack>
  );
}

function WorkItemCell({ row }: { row: ChecklistRowValue }): ReactElement {
  const page = usePage();
  const { formatMessage, navigate } = page;
  // The control's page lists completed work items.
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
      <Tooltip content={formatProblem(page, first.problem)}>
        <Lozenge appearance="moved">{formatMessage('pages.rows.notFiled')}</Lozenge>
      </Tooltip>
    );
  return row.gaps.some(({ why }) => why === 'not-attested') ? (
    <Button spacing="compact" onClick={() => navigate({ page: 'control', control: row.control })}>
      {formatMessage('pages.rows.attest', { control: row.control })}
    </Button>
  ) : (
    <></>
  );
}

/** The rows of the checklist, in the given order until the user sorts a column. */
export function ChecklistTable({
  rows,
  controls,
  now,
}: {
  rows: readonly ChecklistRowValue[];
  controls: ChecklistPageValue['controls'];
  now: number;
}): ReactElement {
  const { formatMessage, controlTextOf, navigate } = usePage();
  const isAttestedControl = (id: string): boolean =>
    controls.find(each => each.id === id)?.proof === 'attested';
  const head = {
    cells: [
      { key: 'name', content: formatMessage('pages.rows.head.name'), isSortable: true, width: 30 },
      { key: 'status', content: formatMessage('pages.rows.head.status'), isSortable: true, width: 14 },
      { key: 'evidence', content: formatMessage('pages.rows.head.evidence'), isSortable: true, width: 12 },
      { key: 'owner', content: formatMessage('pages.rows.head.owner'), isSortable: true, width: 14 },
      { key: 'review', content: formatMessage('pages.rows.head.review'), isSortable: true, width: 10 },
      { key: 'work', content: formatMessage('pages.rows.head.work'), width: 20 },
    ],
  };
  return (
    <DynamicTable
      isFixedSize
      label={formatMessage('pages.rows.label')}
      head={head}
      rowsPerPage={ROWS_PER_PAGE}
      rows={rows.map(row => ({
        key: row.control,
        cells: [
          {
            key: `name ${row.control}`,
            content: (
              <Stack>
                <InternalLink onClick={() => navigate({ page: 'control', control: row.control })}>
                  {controlTextOf(row.control).plainText('title')}
                </InternalLink>
                <Text size="small" color="color.text.subtlest">
                  {row.control}
                </Text>
              </Stack>
            ),
          },
          {
            key: `status ${sortKey(CONTROL_STATUSES.indexOf(row.status) * 10 + SEVERITIES.indexOf(row.weight), row)}`,
            content: <StatusCell row={row} />,
          },
          {
            key: `evidence ${sortKey(Math.floor((row.attestation?.at ?? row.oldestReadAt ?? 0) / 60_000), row)}`,
            content: <EvidenceCell row={row} now={now} isAttested={isAttestedControl(row.control)} />,
          },
          { key: `owner ${row.owner ?? '~'} ${row.control}`, content: <Person account={row.owner} /> },
          {
            key: `review ${sortKey(Math.floor((row.attestation?.validUntil ?? 0) / 60_000), row)}`,
            content: <ReviewCell row={row} now={now} />,
          },
          { key: `work ${row.control}`, content: <WorkItemCell row={row} /> },
        ],
      }))}
    />
  );
}
