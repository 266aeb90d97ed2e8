import { Button, LinkButton, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type QueueItem } from '../../api/contract/home';
import { LISTS } from '../../api/contract/settings';
import { type Part } from '../../../static/locales';
import { type Page, usePage } from '../page/page-context';
import { problemIn } from '../page/problem-words';
import { type Place } from '../page/place';
import { Section } from '../page/section';
import { Sentence } from '../page/sentence';
import { dayInWords } from '../page/time';
import { TaskList } from './task-list';

/** A list's name; one that this version doesn't know keeps its key. */
const listName = ({ say }: Page, list: string): string => {
  const known = LISTS.find(each => each === list);
  return known === undefined ? list : say(`pages.settings.list.${known}`);
};

function wordsOf(page: Page, item: QueueItem): readonly Part[] {
  const { parts, say, of, words } = page;
  switch (item.is) {
    case 'moved-to-done':
      return parts('pages.queue.moved-to-done', {
        issueKey: item.issueKey,
        remain: item.remain,
        title: of(item.control).plain('title'),
      });
    case 'not-filed':
      return parts('pages.queue.not-filed', {
        title: of(item.control).plain('title'),
        problem: problemIn(page, item.problem),
      });
    case 'cant-read':
      return parts('pages.queue.cant-read', {
        source: say(`terms.source.${item.source}`),
        gap: say(`gaps.${item.why}`),
        controls: item.controls,
      });
    case 'attest':
      return parts(item.lapsedAt === undefined ? 'pages.queue.attest' : 'pages.queue.attestAgain', {
        title: of(item.control).plain('title'),
      });
    case 'entry-ends':
      return parts(item.over ? 'pages.queue.entry-ended' : 'pages.queue.entry-ends', {
        name: item.name === '' ? item.id : item.name,
        list: listName(page, item.list),
        until: dayInWords(item.until, words.locale),
      });
    case 'not-filing':
      return parts(
        item.missing === 'project' ? 'pages.queue.not-filing-project' : 'pages.queue.not-filing-baseline',
        { open: item.open },
      );
  }
}

/** Where each kind of thing is dealt with. */
function wayOf(item: QueueItem): {
  place: Place;
  label: 'open' | 'settings' | 'what' | 'attestAction' | 'setUp';
} {
  switch (item.is) {
    case 'moved-to-done':
      return { place: { page: 'control', control: item.control }, label: 'open' };
    case 'not-filed':
      return { place: { page: 'settings', group: 'filing' }, label: 'settings' };
    case 'cant-read':
      return { place: { page: 'evidence' }, label: 'what' };
    case 'attest':
      return { place: { page: 'control', control: item.control }, label: 'attestAction' };
    case 'entry-ends':
      return { place: { page: 'settings', group: groupOf(item.list) }, label: 'settings' };
    case 'not-filing':
      return {
        place: { page: 'settings', group: item.missing === 'project' ? 'filing' : 'baseline' },
        label: 'setUp',
      };
  }
}

const groupOf = (list: string): 'open' | 'sensitive' | 'people' => {
  if (list === 'sensitiveSpaces') return 'sensitive';
  return ['reviewedAdmins', 'emergencyAccounts', 'serviceAccounts'].includes(list) ? 'people' : 'open';
};

function Action({ item }: { item: QueueItem }): ReactElement {
  const { say, go } = usePage();
  if (item.is === 'moved-to-done')
    return (
      <LinkButton href={`/browse/${encodeURIComponent(item.issueKey)}`} target="_blank" spacing="compact">
        {say('pages.queue.open')}
      </LinkButton>
    );
  const { place, label } = wayOf(item);
  return (
    <Button spacing="compact" onClick={() => go(place)}>
      {say(`pages.queue.${label}`)}
    </Button>
  );
}

/** What waits for the reader. */
export function Queue({ items }: { items: readonly QueueItem[] }): ReactElement {
  const page = usePage();
  return (
    <Section title={page.say('pages.queue.title')}>
      {items.length === 0 ? (
        <Text color="color.text.subtle">{page.say('pages.queue.empty')}</Text>
      ) : (
        <TaskList
          lines={items.map((item, index) => ({
            key: `${item.is} ${index}`,
            kind: <Text weight="medium">{page.say(`pages.queue.kind.${item.is}`)}</Text>,
            words: <Sentence parts={wordsOf(page, item)} />,
            end: <Action item={item} />,
          }))}
        />
      )}
    </Section>
  );
}
