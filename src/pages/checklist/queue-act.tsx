import { Button, Inline, LinkButton, Lozenge, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type QueueItem } from '../../api/contract/queue';
import { dayAt } from '../../terms/day';
import { instant } from '../../terms/instant';
import { type Page, usePage } from '../page/page-context';
import { type Place } from '../page/place';
import { Sentence } from '../page/sentence';
import { dayFrom } from '../page/time';
import { Way } from '../page/way';
import { addressPart } from '../../terms/well-formed';

/** By when, where it has a day. What is overdue says so in a word. */
export function Term({
  item,
  now,
  timeZone,
}: {
  item: QueueItem;
  now: number;
  /** The site's, for its days. */
  timeZone: string;
}): ReactElement {
  const { say, words } = usePage();
  if (!('due' in item) || item.due === undefined) return <></>;
  const day = dayFrom(item.due, dayAt(instant(now), timeZone), words.locale);
  return item.over ? (
    <Inline space="space.075" alignBlock="center" shouldWrap>
      <Lozenge appearance="removed">{say('pages.queue.overdue')}</Lozenge>
      <Text color="color.text.subtle">{day}</Text>
    </Inline>
  ) : (
    <Text color="color.text.subtle">{say('pages.queue.due', { day })}</Text>
  );
}

/** The gaps of which it is known what a person can do. */
const DO = ['denied', 'failed', 'schema', 'hidden'] as const;

/** What to do about a source that can't be read. */
export function WhatToDo({ item: { why } }: { item: Extract<QueueItem, { is: 'cant-read' }> }): ReactElement {
  const { say, parts, go } = usePage();
  const known = DO.find(each => each === why);
  return (
    <Stack space="space.075">
      {known === undefined ? null : <Sentence parts={parts(`pages.queue.do.${known}`)} />}
      <Inline>
        <Way onClick={() => go({ page: 'evidence' })}>{say('pages.queue.evidence')}</Way>
      </Inline>
    </Stack>
  );
}

type Placed = 'not-filed' | 'filing-stopped' | 'attest' | 'entries-end' | 'not-filing';

/** Where each kind of thing is dealt with within the page, and what the way there is called. */
function wayOf({ say }: Page, item: Extract<QueueItem, { is: Placed }>): { place: Place; label: string } {
  switch (item.is) {
    case 'not-filed':
    case 'filing-stopped':
      return { place: { page: 'settings', group: 'filing' }, label: say('pages.queue.where') };
    case 'attest':
      return {
        place: { page: 'control', control: item.control },
        label: say('pages.queue.attestAction', { control: item.control }),
      };
    case 'entries-end':
      return {
        place: { page: 'settings', group: groupOf(item.list) },
        label: say('pages.queue.entry', { count: item.count }),
      };
    case 'not-filing':
      return item.missing === 'project'
        ? { place: { page: 'settings', group: 'filing' }, label: say('pages.queue.chooseSpace') }
        : { place: { page: 'settings', group: 'baseline' }, label: say('pages.queue.takeBaseline') };
  }
}

const groupOf = (list: string): 'open' | 'sensitive' | 'people' => {
  if (list === 'sensitiveSpaces') return 'sensitive';
  return ['reviewedAdmins', 'emergencyAccounts', 'serviceAccounts'].includes(list) ? 'people' : 'open';
};

/** The one thing to do about it from here. */
export function Act({ item }: { item: QueueItem }): ReactElement {
  const page = usePage();
  switch (item.is) {
    // What to do about it stands at the top of the same page, or under the line itself.
    case 'lost-rights':
    case 'cant-read':
      return <></>;
    case 'work-item':
    case 'fix-failed':
    case 'moved-to-done':
      return (
        <LinkButton href={`/browse/${addressPart(item.issueKey)}`} target="_blank" spacing="compact">
          {page.say('pages.queue.open', { issueKey: item.issueKey })}
        </LinkButton>
      );
    default: {
      const { place, label } = wayOf(page, item);
      return (
        <Button spacing="compact" onClick={() => page.go(place)}>
          {label}
        </Button>
      );
    }
  }
}
