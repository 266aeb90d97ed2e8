import { Link, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type ForYouItem } from '../../api/contract/for-you';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { Sentence } from '../shared/sentence';
import { OPEN_WORK_ITEMS_URL } from '../shared/site-links';
import { ForYouAction, Deadline, SourceAdvice } from './for-you-action';
import { buildForYouMessage } from './for-you-message';
import { TaskList, type TaskLine } from './task-list';

/** Items for the reader, most urgent first. */
export function ForYouList({
  items,
  now,
  timeZone,
  unlistedCount,
}: {
  items: readonly ForYouItem[];
  now: number;
  /** The site's time zone, for days. */
  timeZone: string;
  /** Number of open work items that aren't listed. */
  unlistedCount: number;
}): ReactElement {
  const page = usePage();
  const taskLineOf = (item: ForYouItem, index: number): TaskLine => ({
    key: `${item.is} ${index}`,
    kind: <Text weight="medium">{page.formatMessage(`pages.forYou.kind.${item.is}`)}</Text>,
    message: <Sentence parts={buildForYouMessage(page, item, now)} />,
    deadline: <Deadline item={item} now={now} timeZone={timeZone} />,
    action: <ForYouAction item={item} />,
    ...(item.is === 'source-unreadable'
      ? {
          details: { label: page.formatMessage('pages.forYou.whatToDo'), body: <SourceAdvice item={item} /> },
        }
      : {}),
  });
  return (
    <Section title={page.formatMessage('pages.forYou.title')}>
      <Stack space="space.100" alignInline="stretch">
        {items.length === 0 ? (
          <Text color="color.text.subtle">{page.formatMessage('pages.forYou.empty')}</Text>
        ) : (
          <TaskList lines={items.map(taskLineOf)} />
        )}
        {unlistedCount === 0 ? null : (
          <Text color="color.text.subtle">
            {page.formatMessage('pages.forYou.unlisted', { count: unlistedCount })}{' '}
            <Link href={OPEN_WORK_ITEMS_URL} openNewTab>
              {page.formatMessage('pages.forYou.inJira')}
            </Link>
          </Text>
        )}
      </Stack>
    </Section>
  );
}
