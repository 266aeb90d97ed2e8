import { Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement, useEffect, useState } from 'react';
import { type Check, type CheckAnswer } from '../../api/contract/check';
import { MINUTE } from '../../terms/instant';
import { type Asked } from './ask';
import { usePage } from './page-context';
import { usePolling } from './use-polling';

/** Milliseconds between two looks while a check is under way, and how many there are at most. */
const LOOK_EVERY = 4_000;
const LOOKS = 60;

/** What is going on, in a line. */
function Standing({ check, now, isLate }: { check: Check; now: number; isLate: boolean }): ReactElement {
  const { say } = usePage();
  const { phase, againAt } = check;
  const line =
    phase !== 'none'
      ? say(isLate ? 'pages.check.late' : `pages.check.${phase}`)
      : againAt === undefined
        ? undefined
        : say('pages.check.again', { minutes: Math.max(1, Math.ceil((againAt - now) / MINUTE)) });
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
  const { phase, objects, againAt } = check;
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
