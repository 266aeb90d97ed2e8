import { Button, LinkButton, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type QueueItem } from '../../api/contract/home';
import { LISTS } from '../../api/contract/settings';
import { type Part, type WordArgs } from '../../../static/locales';
import { type Page, usePage } from '../page/page-context';
import { problemIn } from '../page/problem-words';
import { type Place } from '../page/place';
import { Section } from '../page/section';
import { Sentence } from '../page/sentence';
import { dayInWords, timeInSentence } from '../page/time';
import { KIND_OF } from '../settings/settings-value';
import { TaskList } from './task-list';

/** A list's name; one that this version doesn't know keeps its key. */
const listName = ({ say }: Page, list: string): string => {
  const known = LISTS.find(each => each === list);
  return known === undefined ? list : say(`pages.settings.list.${known}`);
};

/** The gaps of which it is known what a person can do. */
const DO = ['denied', 'failed', 'schema', 'hidden'] as const;

function cantRead(
  { parts, say, words, timeZone }: Page,
  { source, why, since, controls, stands }: Extract<QueueItem, { is: 'cant-read' }>,
  now: number,
): readonly Part[] {
  const known = DO.find(each => each === why);
  return [
    ...parts('pages.queue.cant-read', {
      source: say(`terms.source.${source}`),
      since: since === undefined ? 'no' : timeInSentence(since, now, words.locale, timeZone),
      gap: say(`gaps.${why}`),
      controls,
      stands,
    }),
    ...(known === undefined ? [] : parts(`pages.queue.do.${known}`)),
  ];
}

/** A person stands in a list by account alone: Jira says what they are called. */
function entryName({ list, id, name }: Extract<QueueItem, { is: 'entry-ends' }>): WordArgs[string] {
  const known = LISTS.find(each => each === list);
  if (known !== undefined && KIND_OF[known] === 'person') return { person: id };
  return name === '' ? id : name;
}

function wordsOf(page: Page, item: QueueItem, now: number): readonly Part[] {
  const { parts, of, words, timeZone } = page;
  switch (item.is) {
    case 'lost-rights':
      return parts('pages.queue.lost-rights', { sources: item.sources, controls: item.controls });
    case 'moved-to-done':
      return parts('pages.queue.moved-to-done', {
        issueKey: item.issueKey,
        remain: item.remain,
        of: item.of,
        title: of(item.control).plain('title'),
      });
    case 'not-filed':
      return parts('pages.queue.not-filed', {
        title: of(item.control).plain('title'),
        problem: problemIn(page, item.problem),
      });
    case 'cant-read':
      return cantRead(page, item, now);
    case 'attest': {
      const title = of(item.control).plain('title');
      return item.lapsedAt === undefined
        ? parts('pages.queue.attest', { title })
        : parts('pages.queue.attestAgain', {
            title,
            day: timeInSentence(item.lapsedAt, now, words.locale, timeZone),
          });
    }
    case 'entry-ends':
      return parts(item.over ? 'pages.queue.entry-ended' : 'pages.queue.entry-ends', {
        name: entryName(item),
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

type Dealt = Exclude<QueueItem['is'], 'lost-rights' | 'moved-to-done'>;

/** Where each kind of thing is dealt with, and what the way there is called. */
function wayOf({ say }: Page, item: Extract<QueueItem, { is: Dealt }>): { place: Place; label: string } {
  switch (item.is) {
    case 'not-filed':
      return { place: { page: 'settings', group: 'filing' }, label: say('pages.queue.where') };
    case 'cant-read':
      return { place: { page: 'evidence' }, label: say('pages.queue.evidence') };
    case 'attest':
      return {
        place: { page: 'control', control: item.control },
        label: say('pages.queue.attestAction', { control: item.control }),
      };
    case 'entry-ends':
      return { place: { page: 'settings', group: groupOf(item.list) }, label: say('pages.queue.entry') };
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

function Action({ item }: { item: QueueItem }): ReactElement {
  const page = usePage();
  // What to do about it stands at the top of the same page.
  if (item.is === 'lost-rights') return <></>;
  if (item.is === 'moved-to-done')
    return (
      <LinkButton href={`/browse/${encodeURIComponent(item.issueKey)}`} target="_blank" spacing="compact">
        {page.say('pages.queue.open', { issueKey: item.issueKey })}
      </LinkButton>
    );
  const { place, label } = wayOf(page, item);
  return (
    <Button spacing="compact" onClick={() => page.go(place)}>
      {label}
    </Button>
  );
}

/** What waits for the reader. */
export function Queue({ items, now }: { items: readonly QueueItem[]; now: number }): ReactElement {
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
            words: <Sentence parts={wordsOf(page, item, now)} />,
            end: <Action item={item} />,
          }))}
        />
      )}
    </Section>
  );
}
