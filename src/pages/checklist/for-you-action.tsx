import { Button, Inline, LinkButton, Lozenge, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type ForYouItem } from '../../api/contract/for-you';
import { dayAt } from '../../domain/day';
import { instant } from '../../domain/instant';
import { type PageServices, usePage } from '../shared/page-context';
import { type Route } from '../shared/route';
import { Sentence } from '../shared/sentence';
import { formatRelativeDay } from '../shared/time-format';
import { InternalLink } from '../shared/internal-link';
import { encodeUrlPart } from '../../domain/well-formed';

/** The due day, if there is one, marked if overdue. */
export function Deadline({
  item,
  now,
  timeZone,
}: {
  item: ForYouItem;
  now: number;
  /** The site's time zone, for days. */
  timeZone: string;
}): ReactElement {
  const { formatMessage, messages } = usePage();
  if (!('due' in item) || item.due === undefined) return <></>;
  const day = formatRelativeDay(item.due, dayAt(instant(now), timeZone), messages.locale);
  return item.overdue ? (
    <Inline space="space.075" alignBlock="center" shouldWrap>
      <Lozenge appearance="removed">{formatMessage('pages.forYou.overdue')}</Lozenge>
      <Text color="color.text.subtle">{day}</Text>
    </Inline>
  ) : (
    <Text color="color.text.subtle">{formatMessage('pages.forYou.due', { day })}</Text>
  );
}

/** Gaps with known advice. */
const GAPS_WITH_ADVICE = ['denied', 'failed', 'schema', 'hidden'] as const;

/** What to do about a source that can't be read. */
export function SourceAdvice({
  item: { why },
}: {
  item: Extract<ForYouItem, { is: 'source-unreadable' }>;
}): ReactElement {
  const { formatMessage, messageParts, navigate } = usePage();
  const known = GAPS_WITH_ADVICE.find(each => each === why);
  return (
    <Stack space="space.075">
      {known === undefined ? null : <Sentence parts={messageParts(`pages.forYou.do.${known}`)} />}
      <Inline>
        <InternalLink onClick={() => navigate({ page: 'evidence' })}>
          {formatMessage('pages.forYou.evidence')}
        </InternalLink>
      </Inline>
    </Stack>
  );
}

type InAppItemKind = 'not-filed' | 'filing-stopped' | 'attest' | 'entries-expiring' | 'filing-not-set-up';

/** The page for each kind of item, and its link text. */
function actionFor(
  { formatMessage }: PageServices,
  item: Extract<ForYouItem, { is: InAppItemKind }>,
): { route: Route; label: string } {
  switch (item.is) {
    case 'not-filed':
    case 'filing-stopped':
      return { route: { page: 'settings', group: 'filing' }, label: formatMessage('pages.forYou.where') };
    case 'attest':
      return {
        route: { page: 'control', control: item.control },
        label: formatMessage('pages.forYou.attestAction', { control: item.control }),
      };
    case 'entries-expiring':
      return {
        route: { page: 'settings', group: settingsGroupOf(item.list) },
        label: formatMessage('pages.forYou.entry', { count: item.count }),
      };
    case 'filing-not-set-up':
      return item.missing === 'project'
        ? { route: { page: 'settings', group: 'filing' }, label: formatMessage('pages.forYou.chooseSpace') }
        : {
            route: { page: 'settings', group: 'baseline' },
            label: formatMessage('pages.forYou.takeBaseline'),
          };
  }
}

const settingsGroupOf = (list: string): 'open' | 'sensitive' | 'people' => {
  if (list === 'sensitiveSpaces') return 'sensitive';
  return ['reviewedAdmins', 'emergencyAccounts', 'serviceAccounts'].includes(list) ? 'people' : 'open';
};

/** The item's action. */
export function ForYouAction({ item }: { item: ForYouItem }): ReactElement {
  const page = usePage();
  switch (item.is) {
    // The advice is already at the top of the page or below the item.
    case 'lost-rights':
    case 'source-unreadable':
      return <></>;
    case 'work-item':
    case 'fix-failed':
    case 'moved-to-done':
      return (
        <LinkButton href={`/browse/${encodeUrlPart(item.issueKey)}`} target="_blank" spacing="compact">
          {page.formatMessage('pages.forYou.open', { issueKey: item.issueKey })}
        </LinkButton>
      );
    default: {
      const { route, label } = actionFor(page, item);
      return (
        <Button spacing="compact" onClick={() => page.navigate(route)}>
          {label}
        </Button>
      );
    }
  }
}
