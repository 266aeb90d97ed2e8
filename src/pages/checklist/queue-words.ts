import { type QueueItem } from '../../api/contract/queue';
import { LISTS } from '../../api/contract/settings';
import { type Part, type WordArgs } from '../../../static/locales';
import { type Page } from '../page/page-context';
import { problemIn } from '../page/problem-words';
import { gapText } from '../page/gap-words';
import { timeInSentence } from '../page/time';
import { KIND_OF } from '../settings/settings-value';

type Item<Is extends QueueItem['is']> = Extract<QueueItem, { readonly is: Is }>;

/** A list's name; one that this version doesn't know keeps its key. */
const listName = ({ say }: Page, list: string): string => {
  const known = LISTS.find(each => each === list);
  return known === undefined ? list : say(`pages.settings.list.${known}`);
};

/** A person stands in a list by account alone: Jira says what they are called. */
function entryName({ list, id, name }: Item<'entries-end'>): WordArgs[string] {
  const known = LISTS.find(each => each === list);
  if (known !== undefined && KIND_OF[known] === 'person') return { person: id };
  return name === '' ? id : name;
}

const cantRead = (
  page: Page,
  { source, why, at, since, controls, stands }: Item<'cant-read'>,
  now: number,
): readonly Part[] =>
  page.parts('pages.queue.cant-read', {
    source: page.say(`terms.source.${source}`),
    since: since === undefined ? 'no' : timeInSentence(since, now, page.words.locale, page.timeZone),
    gap: gapText(page, at === undefined ? { why } : { why, at }),
    controls,
    stands,
  });

const fixFailed = (
  { parts, of }: Page,
  { issueKey, remain, of: all, control, assignee }: Item<'fix-failed'>,
): readonly Part[] => [
  ...parts('pages.queue.fix-failed', { issueKey, remain, of: all, title: of(control).plain('title') }),
  ...(assignee === undefined ? [] : parts('pages.queue.withWhom', { person: { person: assignee } })),
];

/** What waits, in a sentence. By when it waits is said beside it. */
export function wordsOf(page: Page, item: QueueItem, now: number): readonly Part[] {
  const { parts, of } = page;
  switch (item.is) {
    case 'lost-rights':
      return parts('pages.queue.lost-rights', { sources: item.sources, controls: item.controls });
    case 'work-item': {
      const { issueKey, remain, of: all, assigned, control } = item;
      return parts('pages.queue.work-item', {
        issueKey,
        remain,
        of: all,
        assigned,
        title: of(control).plain('title'),
      });
    }
    case 'fix-failed':
      return fixFailed(page, item);
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
        count: item.count,
        problem: problemIn(page, item.problem),
      });
    case 'cant-read':
      return cantRead(page, item, now);
    case 'attest': {
      const is = item.due === undefined ? 'attest' : item.over ? 'attestAgain' : 'attestSoon';
      return parts(`pages.queue.${is}`, { title: of(item.control).plain('title') });
    }
    case 'entries-end':
      return parts(item.over ? 'pages.queue.entries-ended' : 'pages.queue.entries-end', {
        name: entryName(item),
        more: item.count - 1,
        list: listName(page, item.list),
      });
    case 'filing-stopped':
      return parts('pages.queue.filing-stopped', { problem: problemIn(page, item.problem) });
    case 'not-filing':
      return parts(
        item.missing === 'project' ? 'pages.queue.not-filing-project' : 'pages.queue.not-filing-baseline',
        { open: item.open },
      );
  }
}
