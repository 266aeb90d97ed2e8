import { Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement, useEffect, useState } from 'react';
import { type Check, type CheckAnswer } from '../../api/contract/check';
import { MINUTE } from '../../terms/instant';
import { type Asked } from './ask';
import { type Page, usePage } from './page-context';
import { clockTime, relativeTime } from './time';
import { usePolling } from './use-polling';

/** Milliseconds between two looks while a check is under way, and how many there are at most. */
const LOOK_EVERY = 4_000;
const LOOKS = 60;

/** What keeps the next check from starting: a limit, or the last check minutes ago. */
function waitingLine({ say, words, timeZone }: Page, { askedAt, againAt, pausedUntil }: Check, now: number) {
  if (pausedUntil !== undefined)
    return say('pages.check.paused', { time: clockTime(pausedUntil, words.locale, timeZone) });
  if (againAt === undefined) return undefined;
  return say('pages.check.again', {
    ago: relativeTime(askedAt ?? now, now, words.locale),
    minutes: Math.max(1, Math.ceil((againAt - now) / MINUTE)),
  });
}

/** What is going on, in a line. */
function Standing({ check, now, isLate }: { check: Check; now: number; isLate: boolean }): ReactElement {
  const page = usePage();
  const { phase } = check;
  const line =
    phase === 'none'
      ? waitingLine(page, check, now)
      : page.say(isLate ? 'pages.check.late' : `pages.check.${phase}`);
  return line === undefined ? (
    <></>
  ) : (
    <Text size="small" color="color.text.subtle">
      {line}
    </Text>
  );
}

/**
 * Has something read again, and looks until that is said: a fix counts when it was read a second time.
 * @param again asks for the page's data.
 * @param goesOn something else is still on its way once it is read, e.g. the work item's end.
 */
export function CheckNow({
  check,
  now,
  start,
  again,
  goesOn = false,
}: {
  check: Check;
  now: number;
  start: () => Promise<Asked<CheckAnswer>>;
  again: () => void;
  goesOn?: boolean;
}): ReactElement {
  const { say } = usePage();
  const [looks, setLooks] = useState(LOOKS);
  const [isStarting, setStarting] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const { phase, objects } = check;
  const againAt = check.pausedUntil ?? check.againAt;
  const isUnderWay = phase !== 'none';

  usePolling(looks > 0 && (isUnderWay || goesOn), LOOK_EVERY, async () => {
    setLooks(left => left - 1);
    again();
  });
  useEffect(() => {
    if (isUnderWay || againAt === undefined) return undefined;
    const timer = setTimeout(again, againAt - now);
    return () => clearTimeout(timer);
  }, [isUnderWay, againAt, now, again]);

  const press = async (): Promise<void> => {
    setFailed(false);
    setStarting(true);
    const answer = await start();
    setStarting(false);
    if (answer.is === 'refused') return setFailed(true);
    setLooks(LOOKS);
    return again();
  };
  if (objects === 0)
    return goesOn ? (
      <></>
    ) : (
      <Text size="small" color="color.text.subtle">
        {say('pages.check.hourly')}
      </Text>
    );
  return (
    <Stack space="space.075">
      {!hasFailed ? null : (
        <SectionMessage appearance="error">
          <Text>{say('pages.check.failed')}</Text>
        </SectionMessage>
      )}
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <LoadingButton
          isLoading={isStarting || (isUnderWay && looks > 0)}
          isDisabled={againAt !== undefined}
          onClick={() => {
            void press();
          }}
        >
          {say('pages.check.now')}
        </LoadingButton>
        <Standing check={check} now={now} isLate={looks === 0} />
      </Inline>
    </Stack>
  );
}
