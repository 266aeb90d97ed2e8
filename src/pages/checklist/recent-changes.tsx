import { Inline, Lozenge, type LozengeProps, Text, User } from '@forge/react';
import { type ReactElement } from 'react';
import { HOUR } from '../../domain/instant';
import { type PageServices, usePage } from '../shared/page-context';
import { RelativeTime } from '../shared/relative-time';
import { Section } from '../shared/section';
import { WorkItemLink } from '../shared/site-links';
import { InternalLink } from '../shared/internal-link';
import { type ChecklistValue, type ChecklistRowValue } from './checklist-values';
import { TaskList } from './task-list';

type EventValue = ChecklistValue['events'][number];

const EVENT_APPEARANCE: Readonly<Record<EventValue['is'], NonNullable<LozengeProps['appearance']>>> = {
  opened: 'removed',
  widened: 'removed',
  resolved: 'success',
  ended: 'default',
  stale: 'moved',
  'seen-again': 'default',
  'status-worsened': 'removed',
  'status-improved': 'success',
};

function formatEvent(
  { formatMessage }: PageServices,
  { is, count, endReason, statuses }: EventValue,
): string {
  if (is === 'ended')
    return formatMessage('pages.changes.ended', {
      count,
      ending: (endReason ?? 'not-applicable').replace(/-/g, '_'),
    });
  return formatMessage(`pages.changes.${is}`, {
    count,
    ...(statuses === undefined
      ? {}
      : {
          before: formatMessage(`terms.status.${statuses.before}`),
          after: formatMessage(`terms.status.${statuses.after}`),
        }),
  });
}

/** The time of an event. For a group of events, the hours they span. */
function EventTime({ event: { at, firstAt = at }, now }: { event: EventValue; now: number }): ReactElement {
  const { formatMessage } = usePage();
  return (
    <>
      <RelativeTime at={at} now={now} color="color.text.subtle" />
      {firstAt === at ? null : (
        <Text color="color.text.subtle">
          {formatMessage('pages.changes.within', { hours: Math.ceil((at - firstAt) / HOUR) })}
        </Text>
      )}
    </>
  );
}

function EventLine({ event, now }: { event: EventValue; now: number }): ReactElement {
  const page = usePage();
  const { navigate, controlTextOf } = page;
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      <InternalLink onClick={() => navigate({ page: 'control', control: event.control })}>
        {controlTextOf(event.control).plainText('title')}
      </InternalLink>
      <Text>{formatEvent(page, event)}</Text>
      {event.by.map(account => (
        <User key={account} accountId={account} />
      ))}
      <EventTime event={event} now={now} />
      {event.inBaseline ? (
        <Text color="color.text.subtle">{page.formatMessage('pages.changes.baseline')}</Text>
      ) : null}
    </Inline>
  );
}

/** The work item that contains the event's findings. */
function EventWorkItem({
  event,
  row,
}: {
  event: EventValue;
  row: ChecklistRowValue | undefined;
}): ReactElement {
  const { formatMessage } = usePage();
  const items = (row?.workItems ?? []).filter(({ key }) => event.workItems.includes(key));
  const item = items.find(({ issueKey }) => issueKey !== undefined);
  if (item?.issueKey === undefined) return <></>;
  const status = item.status ?? (item.is === 'done' ? formatMessage('pages.rows.done') : undefined);
  return (
    <Inline space="space.100" alignBlock="center">
      <WorkItemLink issueKey={item.issueKey} />
      {status === undefined ? null : (
        <Lozenge appearance={item.is === 'done' ? 'success' : 'default'}>{status}</Lozenge>
      )}
      {event.workItems.length > 1 ? (
        <Text color="color.text.subtle">
          {formatMessage('pages.changes.moreItems', { count: event.workItems.length - 1 })}
        </Text>
      ) : null}
    </Inline>
  );
}

/** Recent changes of findings and statuses, newest first. */
export function RecentChanges({ checklist, now }: { checklist: ChecklistValue; now: number }): ReactElement {
  const { formatMessage } = usePage();
  const { events, rows } = checklist;
  return (
    <Section title={formatMessage('pages.changes.title')}>
      {events.length === 0 ? (
        <Text color="color.text.subtle">{formatMessage('pages.changes.empty')}</Text>
      ) : (
        <TaskList
          lines={events.map((event, index) => ({
            key: `${event.at} ${event.control} ${event.is} ${index}`,
            kind: (
              <Lozenge appearance={EVENT_APPEARANCE[event.is]}>
                {formatMessage(`pages.changes.is.${event.is}`)}
              </Lozenge>
            ),
            message: <EventLine event={event} now={now} />,
            action: (
              <EventWorkItem event={event} row={rows.find(({ control }) => control === event.control)} />
            ),
          }))}
        />
      )}
    </Section>
  );
}
