import { type ForYouItem } from '../../api/contract/for-you';
import { LIST_NAMES } from '../../api/contract/settings';
import { type MessagePart, type MessageValues } from '../../messages/messages';
import { type PageServices } from '../shared/page-context';
import { formatProblem } from '../shared/format-problem';
import { formatGap } from '../shared/format-gap';
import { formatTimeInSentence } from '../shared/time-format';
import { OBJECT_KINDS } from '../settings/settings-value';

type ForYouItemOf<Is extends ForYouItem['is']> = Extract<ForYouItem, { readonly is: Is }>;

/** The list's name; its key if this version doesn't know it. */
const listName = ({ formatMessage }: PageServices, list: string): string => {
  const known = LIST_NAMES.find(each => each === list);
  return known === undefined ? list : formatMessage(`pages.settings.list.${known}`);
};

/** People are listed by account ID only, and Jira displays their names. */
function entryNameArg({ list, id, name }: ForYouItemOf<'entries-expiring'>): MessageValues[string] {
  const known = LIST_NAMES.find(each => each === list);
  if (known !== undefined && OBJECT_KINDS[known] === 'person') return { person: id };
  return name === '' ? id : name;
}

const buildUnreadableMessage = (
  page: PageServices,
  { source, why, at, since, controls, hasOlderReading }: ForYouItemOf<'source-unreadable'>,
  now: number,
): readonly MessagePart[] =>
  page.messageParts('pages.forYou.source-unreadable', {
    source: page.formatMessage(`terms.source.${source}`),
    since: since === undefined ? 'no' : formatTimeInSentence(since, now, page.messages.locale, page.timeZone),
    gap: formatGap(page, at === undefined ? { why } : { why, at }),
    controls,
    hasOlderReading,
  });

const buildFixFailedMessage = (
  { messageParts, controlTextOf }: PageServices,
  { issueKey, remaining, of: total, control, assignee }: ForYouItemOf<'fix-failed'>,
): readonly MessagePart[] => [
  ...messageParts('pages.forYou.fix-failed', {
    issueKey,
    remaining,
    of: total,
    title: controlTextOf(control).plainText('title'),
  }),
  ...(assignee === undefined ? [] : messageParts('pages.forYou.withWhom', { person: { person: assignee } })),
];

/** The item's text. The due day is displayed separately. */
export function buildForYouMessage(
  page: PageServices,
  item: ForYouItem,
  now: number,
): readonly MessagePart[] {
  const { messageParts, controlTextOf } = page;
  switch (item.is) {
    case 'lost-rights':
      return messageParts('pages.forYou.lost-rights', { sources: item.sources, controls: item.controls });
    case 'work-item': {
      const { issueKey, remaining, of: total, assigned, control } = item;
      return messageParts('pages.forYou.work-item', {
        issueKey,
        remaining,
        of: total,
        assigned,
        title: controlTextOf(control).plainText('title'),
      });
    }
    case 'fix-failed':
      return buildFixFailedMessage(page, item);
    case 'moved-to-done':
      return messageParts('pages.forYou.moved-to-done', {
        issueKey: item.issueKey,
        remaining: item.remaining,
        of: item.of,
        title: controlTextOf(item.control).plainText('title'),
      });
    case 'not-filed':
      return messageParts('pages.forYou.not-filed', {
        title: controlTextOf(item.control).plainText('title'),
        count: item.count,
        problem: formatProblem(page, item.problem),
      });
    case 'source-unreadable':
      return buildUnreadableMessage(page, item, now);
    case 'attest': {
      const messageName = item.due === undefined ? 'attest' : item.overdue ? 'attestAgain' : 'attestSoon';
      return messageParts(`pages.forYou.${messageName}`, {
        title: controlTextOf(item.control).plainText('title'),
      });
    }
    case 'entries-expiring':
      return messageParts(item.overdue ? 'pages.forYou.entries-expired' : 'pages.forYou.entries-expiring', {
        name: entryNameArg(item),
        more: item.count - 1,
        list: listName(page, item.list),
      });
    case 'filing-stopped':
      return messageParts('pages.forYou.filing-stopped', { problem: formatProblem(page, item.problem) });
    case 'filing-not-set-up':
      return messageParts(
        item.missing === 'project' ? 'pages.forYou.not-filing-project' : 'pages.forYou.not-filing-baseline',
        { open: item.open },
      );
  }
}
