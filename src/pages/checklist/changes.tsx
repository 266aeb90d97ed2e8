import { Inline, Lozenge, type LozengeProps, Text, User } from '@forge/react';
import { type ReactElement } from 'react';
import { HOUR } from '../../terms/instant';
import { type Page, usePage } from '../page/page-context';
import { Moment } from '../page/moment';
import { Section } from '../page/section';
import { WorkItemLink } from '../page/site-link';
import { Way } from '../page/way';
import { type Checklist, type Row } from './home-value';
import { TaskList } from './task-list';

type Event = Checklist['events'][number];

const LOOK: Readonly<Record<Event['is'], NonNullable<LozengeProps['appearance']>>> = {
  opened: 'removed',
  widened: 'removed',
  closed: 'success',
  ended: 'default',
  unseen: 'moved',
  'seen-again': 'default',
  fell: 'removed',
  rose: 'success',
};

function wordsOf({ say }: Page, { is, count, ending, statuses }: Event): string {
  if (is === 'ended')
    return say('pages.changes.ended', { count, ending: (ending ?? 'not-applicable').replace(/-/g, '_') });
  return say(`pages.changes.${is}`, {
    count,
    ...(statuses === undefined
      ? {}
      : {
          before: say(`terms.status.${statuses.before}`),
          after: say(`terms.status.${statuses.after}`),
        }),
  });
}

/** When it was, and for what is told as one, within how many hours. */
function When({ event: { at, from = at }, now }: { event: Event; now: number }): ReactElement {
  const { say } = usePage();
  return (
    <>
      <Moment at={at} now={now} color="color.text.subtle" />
      {from === at ? null : (
        <Text color="color.text.subtle">
          {say('pages.changes.within', { hours: Math.ceil((at - from) / HOUR) })}
        </Text>
      )}
    </>
  );
}

function Line({ event, now }: { event: Event; now: number }): ReactElement {
  const page = usePage();
  const { go, of } = page;
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      <Way onClick={() => go({ page: 'control', control: event.control })}>
        {of(event.control).plain('title')}
      </Way>
      <Text>{wordsOf(page, event)}</Text>
      {event.by.map(account => (
        <User key={account} accountId={account} />
      ))}
      <When event={event} now={now} />
      {event.baseline ? <Text color="color.text.subtle">{page.say('pages.changes.baseline')}</Text> : null}
    </Inline>
  );
}

/** The work item that these very findings stand in. */
function WorkOf({ event, row }: { event: Event; row: Row | undefined }): ReactElement {
  const { say } = usePage();
  const items = (row?.workItems ?? []).filter(({ key }) => event.workItems.includes(key));
  const item = items.find(({ issueKey }) => issueKey !== undefined);
  if (item?.issueKey === undefined) return <></>;
  const status = item.status ?? (item.is === 'done' ? say('pages.rows.done') : undefined);
  return (
    <Inline space="space.100" alignBlock="center">
      <WorkItemLink issueKey={item.issueKey} />
      {status === undefined ? null : (
        <Lozenge appearance={item.is === 'done' ? 'success' : 'default'}>{status}</Lozenge>
      )}
      {event.workItems.length > 1 ? (
        <Text color="color.text.subtle">
          {say('pages.changes.moreItems', { count: event.workItems.length - 1 })}
        </Text>
      ) : null}
    </Inline>
  );
}

/** What opened, closed or widened, fell or rose, newest first. */
export function Changes({ checklist, now }: { checklist: Checklist; now: number }): ReactElement {
  const { say } = usePage();
  const { events, rows } = checklist;
  return (
    <Section title={say('pages.changes.title')}>
      {events.length === 0 ? (
        <Text color="color.text.subtle">{say('pages.changes.empty')}</Text>
      ) : (
        <TaskList
          lines={events.map((event, index) => ({
            key: `${event.at} ${event.control} ${event.is} ${index}`,
            kind: <Lozenge appearance={LOOK[event.is]}>{say(`pages.changes.is.${event.is}`)}</Lozenge>,
            words: <Line event={event} now={now} />,
            end: <WorkOf event={event} row={rows.find(({ control }) => control === event.control)} />,
          }))}
        />
      )}
    </Section>
  );
}
