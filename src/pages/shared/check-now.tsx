import { Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement, useEffect, useState } from 'react';
import { type CheckStatus, type CheckResult } from '../../api/contract/check';
import { MINUTE } from '../../domain/instant';
import { type ApiResult } from './call-api';
import { type PageServices, usePage } from './page-context';
import { formatClockTime, formatRelativeTime } from './time-format';
import { usePolling } from './use-polling';

/** Milliseconds between polls during a check, and the maximum number of polls. */
const POLL_INTERVAL = 4_000;
const MAX_POLLS = 60;

/** Why the next check can't start yet: a limit, or a check minutes ago. */
function formatWaiting(
  { formatMessage, messages, timeZone }: PageServices,
  { requestedAt, retryAt, pausedUntil }: CheckStatus,
  now: number,
) {
  if (pausedUntil !== undefined)
    return formatMessage('pages.check.paused', {
      time: formatClockTime(pausedUntil, messages.locale, timeZone),
    });
  if (retryAt === undefined) return undefined;
  return formatMessage('pages.check.again', {
    ago: formatRelativeTime(requestedAt ?? now, now, messages.locale),
    minutes: Math.max(1, Math.ceil((retryAt - now) / MINUTE)),
  });
}

function CheckProgress({
  check,
  now,
  isLate,
}: {
  check: CheckStatus;
  now: number;
  isLate: boolean;
}): ReactElement {
  const page = usePage();
  const { phase } = check;
  const line =
    phase === 'none'
      ? formatWaiting(page, check, now)
      : page.formatMessage(isLate ? 'pages.check.late' : `pages.check.${phase}`);
  return line === undefined ? (
    <></>
  ) : (
    <Text size="small" color="color.text.subtle">
      {line}
    </Text>
  );
}

/**
 * Starts a re-check, and polls until its result is there. A fix needs a confirmation, so polling covers that too.
 * @param refetch reloads the page's data.
 * @param keepsPolling polls after the check too, while something else is pending, such as closing the work item.
 */
export function CheckNow({
  check,
  now,
  startCheck,
  refetch,
  keepsPolling = false,
}: {
  check: CheckStatus;
  now: number;
  startCheck: () => Promise<ApiResult<CheckResult>>;
  refetch: () => void;
  keepsPolling?: boolean;
}): ReactElement {
  const { formatMessage } = usePage();
  const [pollsLeft, setPollsLeft] = useState(MAX_POLLS);
  const [isStarting, setStarting] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const { phase, objects } = check;
  const retryAt = check.pausedUntil ?? check.retryAt;
  const isInProgress = phase !== 'none';

  usePolling(pollsLeft > 0 && (isInProgress || keepsPolling), POLL_INTERVAL, async () => {
    setPollsLeft(count => count - 1);
    refetch();
  });
  useEffect(() => {
    if (isInProgress || retryAt === undefined) return undefined;
    const timer = setTimeout(refetch, retryAt - now);
    return () => clearTimeout(timer);
  }, [isInProgress, retryAt, now, refetch]);

  const handleClick = async (): Promise<void> => {
    setFailed(false);
    setStarting(true);
    const answer = await startCheck();
    setStarting(false);
    if (answer.is === 'refused') return setFailed(true);
    setPollsLeft(MAX_POLLS);
    return refetch();
  };
  if (objects === 0)
    return keepsPolling ? (
      <></>
    ) : (
      <Text size="small" color="color.text.subtle">
        {formatMessage('pages.check.hourly')}
      </Text>
    );
  return (
    <Stack space="space.075">
      {!hasFailed ? null : (
        <SectionMessage appearance="error">
          <Text>{formatMessage('pages.check.failed')}</Text>
        </SectionMessage>
      )}
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <LoadingButton
          isLoading={isStarting || (isInProgress && pollsLeft > 0)}
          isDisabled={retryAt !== undefined}
          onClick={() => {
            void handleClick();
          }}
        >
          {formatMessage('pages.check.now')}
        </LoadingButton>
        <CheckProgress check={check} now={now} isLate={pollsLeft === 0} />
      </Inline>
    </Stack>
  );
}
