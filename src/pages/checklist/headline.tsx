import { Box, Inline, Stack, Text, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { openInAll } from '../../terms/checklist';
import { type GapReason } from '../../terms/gap';
import { HOUR } from '../../terms/instant';
import { type Page, usePage } from '../page/page-context';
import { timeInSentence } from '../page/time';
import { type Checklist, type Home } from './home-value';
import { SweepNow } from './sweep-now';

/** So many causes are named; of more it says how many there are. */
const NAMED = 3;

type Cause = Home['worse'][number];

const causeOf = ({ say, of }: Page, cause: Cause): string =>
  cause.is === 'findings'
    ? of(cause.control).worse(cause.left)
    : say('pages.headline.fell', {
        title: of(cause.control).plain('title'),
        before: say(`terms.status.${cause.before}`),
        after: say(`terms.status.${cause.after}`),
      });

const isMended = (cause: Cause): boolean => cause.is === 'findings' && cause.left === 0;

/** How many things got worse and are open no more. */
const mendedIn = (worse: readonly Cause[]): number =>
  worse.reduce((sum, cause) => sum + (cause.is === 'findings' ? cause.count - cause.left : 0), 0);

/** One true sentence: what got worse since the reader was last here and is so still; then how much of it is mended. */
function worseSentence(page: Page, { lastVisit, worse, now }: Home, checklist: Checklist): string {
  const { say, words, timeZone } = page;
  if (lastVisit === undefined) return say('pages.headline.first', openInAll(checklist.rows));
  const since = timeInSentence(lastVisit, now, words.locale, timeZone);
  const mended = mendedIn(worse);
  const still = worse.filter(cause => !isMended(cause));
  if (still.length === 0)
    return say(mended === 0 ? 'pages.headline.nothing' : 'pages.headline.allMended', { since, mended });
  const causes = still.slice(0, NAMED).map(cause => causeOf(page, cause));
  const more = still.length - causes.length;
  const all = more > 0 ? [...causes, say('pages.headline.more', { count: more })] : causes;
  return say('pages.headline.worse', {
    since,
    what: new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(all),
    mended,
  });
}

/** Up to this many hours are counted as such, more as days. */
const HOURS_AT_MOST = 48;

/** Why a source is not read yet and will be without anybody's doing. */
const ON_ITS_WAY: ReadonlySet<GapReason> = new Set([
  'not-ready',
  'rate-limited',
  'over-budget',
  'moved',
  'never-read',
  'stale',
  'changed',
]);

type Coverage = Checklist['coverage'][number];

const isOnItsWay = ({ gaps }: Coverage): boolean => gaps.every(({ why }) => ON_ITS_WAY.has(why));

/** Reading it fails now, or left something out that doesn't come by itself. */
const cantBeRead = ({ state, failing, ...coverage }: Coverage): boolean =>
  (failing !== undefined && !ON_ITS_WAY.has(failing.why)) ||
  (state !== 'complete' && !isOnItsWay({ state, ...coverage }));

/**
 * A second one: what can't be read, what is still being read, else how old the oldest reading is that a row rests on. While a
 * sweep is under way its own line says how far it is: a second figure of the same would be another.
 */
function readSentence(
  { say, words, timeZone }: Page,
  { app, now, sweep }: Home,
  checklist: Checklist,
): string | undefined {
  if (app === 'lost-rights') return say('pages.headline.lost');
  const { coverage, rows } = checklist;
  const all = coverage.length;
  const cant = coverage.filter(cantBeRead);
  const underWay = coverage.filter(each => each.state !== 'complete' && !cantBeRead(each));
  const since = cant.flatMap(({ failing }) => failing?.since ?? []);
  const sentences = [
    ...(cant.length > 0
      ? [
          say('pages.headline.cant', {
            count: cant.length,
            all,
            since:
              since.length < cant.length
                ? 'no'
                : timeInSentence(Math.min(...since), now, words.locale, timeZone),
          }),
        ]
      : []),
    ...(underWay.length > 0 && sweep === undefined
      ? [say('pages.headline.beingRead', { count: underWay.length, all })]
      : []),
  ];
  if (sentences.length > 0) return sentences.join(' ');
  if (underWay.length > 0) return undefined;
  const oldest = Math.min(now, ...rows.flatMap(({ asOf }) => asOf ?? []));
  const hours = Math.max(1, Math.ceil((now - oldest) / HOUR));
  return hours <= HOURS_AT_MOST
    ? say('pages.headline.whole', { hours })
    : say('pages.headline.wholeDays', { days: Math.ceil(hours / 24) });
}

const words = xcss({ flexGrow: '1', width: '420px' });

/** The first line of the page, with the one thing to do from here. */
export function Headline({ home, asked }: { home: Home; asked: () => void }): ReactElement {
  const page = usePage();
  const { checklist, sweep } = home;
  const read = checklist && readSentence(page, home, checklist);
  return (
    <Inline space="space.300" spread="space-between" alignBlock="center" shouldWrap>
      <Box xcss={words}>
        <Stack space="space.050">
          <Text size="large" weight="medium">
            {checklist === undefined
              ? page.say('pages.headline.reading')
              : worseSentence(page, home, checklist)}
          </Text>
          {read === undefined ? null : <Text color="color.text.subtle">{read}</Text>}
        </Stack>
      </Box>
      <SweepNow isRunning={sweep !== undefined} asked={asked} />
    </Inline>
  );
}
