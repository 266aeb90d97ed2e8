import { Link, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type QueueItem } from '../../api/contract/queue';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { Sentence } from '../page/sentence';
import { OURS_OPEN } from '../page/site-link';
import { Act, Term, WhatToDo } from './queue-act';
import { wordsOf } from './queue-words';
import { TaskList, type TaskLine } from './task-list';

/** What waits for the reader, the most pressing first. */
export function Queue({
  items,
  now,
  timeZone,
  unlisted,
}: {
  items: readonly QueueItem[];
  now: number;
  /** The site's, for its days. */
  timeZone: string;
  /** So many work items are not over and too many to be looked through here. */
  unlisted: number;
}): ReactElement {
  const page = usePage();
  const lineOf = (item: QueueItem, index: number): TaskLine => ({
    key: `${item.is} ${index}`,
    kind: <Text weight="medium">{page.say(`pages.queue.kind.${item.is}`)}</Text>,
    words: <Sentence parts={wordsOf(page, item, now)} />,
    when: <Term item={item} now={now} timeZone={timeZone} />,
    end: <Act item={item} />,
    ...(item.is === 'cant-read'
      ? { more: { label: page.say('pages.queue.whatToDo'), body: <WhatToDo item={item} /> } }
      : {}),
  });
  return (
    <Section title={page.say('pages.queue.title')}>
      <Stack space="space.100" alignInline="stretch">
        {items.length === 0 ? (
          <Text color="color.text.subtle">{page.say('pages.queue.empty')}</Text>
        ) : (
          <TaskList lines={items.map(lineOf)} />
        )}
        {unlisted === 0 ? null : (
          <Text color="color.text.subtle">
            {page.say('pages.queue.unlisted', { count: unlisted })}{' '}
            <Link href={OURS_OPEN} openNewTab>
              {page.say('pages.queue.inJira')}
            </Link>
          </Text>
        )}
      </Stack>
    </Section>
  );
}
