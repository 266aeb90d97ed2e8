import { Box, Inline, Stack, Text, xcss } from '@forge/react';
import { type ReactElement, type ReactNode } from 'react';
import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { GAP_REASONS } from '../../terms/gap';
import { Moment } from '../page/moment';
import { type Page, usePage } from '../page/page-context';
import { timeInSentence } from '../page/time';

type Value = OutputOf<AdminCalls['evidence']>;

const tile = xcss({
  flexGrow: '1',
  width: '200px',
  borderWidth: 'border.width',
  borderStyle: 'solid',
  borderColor: 'color.border',
  borderRadius: 'radius.medium',
  padding: 'space.150',
});

function Fact({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <Box xcss={tile}>
      <Stack space="space.050">
        <Text size="small" color="color.text.subtle">
          {title}
        </Text>
        {children}
      </Stack>
    </Box>
  );
}

const REASONS = ['first', 'tick', 'asked', 'changed'] as const;

const reasonIn = ({ say }: Page, why: string): string => {
  const known = REASONS.find(each => each === why);
  return known === undefined ? why : say(`pages.evidence.why.${known}`);
};

const gapIn = ({ say }: Page, why: string): string => {
  const known = GAP_REASONS.find(each => each === why);
  return known === undefined ? why : say(`gaps.${known}`);
};

function LastSweep({ value }: { value: Value }): ReactElement {
  const page = usePage();
  const { lastSweep, now } = value;
  if (lastSweep === undefined) return <Text>{page.say('pages.evidence.lastNever')}</Text>;
  const { calls, points, objects, seconds } = lastSweep.cost;
  return (
    <>
      <Inline space="space.050" shouldWrap>
        <Moment at={lastSweep.at} now={now} weight="medium" />
        <Text color="color.text.subtle">{reasonIn(page, lastSweep.why)}</Text>
      </Inline>
      <Text size="small">
        {page.say('pages.evidence.cost', { calls, points, objects, seconds: Math.round(seconds) })}
      </Text>
    </>
  );
}

/** What the last sweep cost, what this hour may cost, and whether the app follows the site. */
export function Facts({ value }: { value: Value }): ReactElement {
  const page = usePage();
  const { say, words, timeZone } = page;
  const { budget, lastTick, feed, now } = value;
  return (
    <Inline space="space.200" rowSpace="space.200" alignBlock="stretch" shouldWrap>
      <Fact title={say('pages.evidence.last')}>
        <LastSweep value={value} />
      </Fact>
      <Fact title={say('pages.evidence.budget')}>
        <Text weight="medium">{say('pages.evidence.budgetOf', { ...budget })}</Text>
        <Text size="small">{say('pages.evidence.budgetHelp')}</Text>
      </Fact>
      <Fact title={say('pages.evidence.tick')}>
        {lastTick === undefined ? (
          <Text>{say('pages.evidence.never')}</Text>
        ) : (
          <Moment at={lastTick} now={now} weight="medium" />
        )}
      </Fact>
      <Fact title={say('pages.evidence.feed')}>
        <Text weight="medium">
          {feed.refused !== undefined
            ? say('pages.evidence.feedRefused', { why: gapIn(page, feed.refused) })
            : feed.since === undefined
              ? say('pages.evidence.feedNone')
              : say('pages.evidence.feedSince', {
                  at: timeInSentence(feed.since, now, words.locale, timeZone),
                })}
        </Text>
        {feed.isEnglish === false ? <Text size="small">{say('pages.evidence.feedLanguage')}</Text> : null}
      </Fact>
    </Inline>
  );
}
