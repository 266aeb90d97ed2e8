import { Inline, LoadingButton, SectionMessage, Spinner, Stack, Text, useProductContext } from '@forge/react';
import { type ReactElement, useEffect, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { panelCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { lineOf } from '../control/finding-words';
import { Subject } from '../control/subject';
import { ask } from '../page/ask';
import { usePage } from '../page/page-context';
import { Sentence } from '../page/sentence';
import { StatusLozenge } from '../page/status';
import { relativeTime } from '../page/time';
import { useAsked } from '../page/use-asked';
import { usePolling } from '../page/use-polling';

type Value = OutputOf<(typeof panelCalls)['panel']>;

/** Milliseconds between two looks while a check is under way, and how many there are at most. */
const LOOK_EVERY = 4_000;
const LOOKS = 45;

function Remaining({ value }: { value: Value }): ReactElement {
  const page = usePage();
  const { control, remaining, open } = value;
  return (
    <Stack space="space.100">
      {remaining.map(finding => (
        <Stack key={finding.key} space="space.025">
          <Subject finding={finding} />
          <Sentence parts={lineOf(page, control, finding)} size="small" />
        </Stack>
      ))}
      {open > remaining.length ? (
        <Text color="color.text.subtle">
          {page.say('pages.panel.more', { count: open - remaining.length })}
        </Text>
      ) : null}
    </Stack>
  );
}

function Head({ value }: { value: Value }): ReactElement {
  const { say, of, words } = usePage();
  const { control, status, open, of: all, checkedAt, now } = value;
  return (
    <Stack space="space.050">
      <Text weight="semibold">{of(control).plain('title')}</Text>
      <Inline space="space.100" alignBlock="center" shouldWrap>
        {/* With nothing left here, the responsibility may still be open elsewhere: its status would mislead. */}
        {open === 0 ? null : <StatusLozenge status={status} />}
        <Text>{open === 0 ? say('pages.panel.none') : say('pages.panel.left', { open, of: all })}</Text>
      </Inline>
      <Text size="small" color="color.text.subtle">
        {checkedAt === undefined
          ? say('pages.panel.neverChecked')
          : say('pages.panel.checked', { ago: relativeTime(checkedAt, now, words.locale) })}
      </Text>
    </Stack>
  );
}

function Trouble({ error, again }: { error: ApiErrorValue; again: () => void }): ReactElement {
  const { say } = usePage();
  if (error.code === 'forbidden')
    return <Text color="color.text.subtle">{say('pages.panel.forbidden')}</Text>;
  return (
    <Stack space="space.100">
      <Text>{say('pages.panel.failed')}</Text>
      <Inline>
        <LoadingButton spacing="compact" onClick={again}>
          {say('pages.again')}
        </LoadingButton>
      </Inline>
    </Stack>
  );
}

function Shown({ issue }: { issue: string }): ReactElement {
  const { say } = usePage();
  const { value, error, again } = useAsked(panelCalls, 'panel', { issue });
  const [since, setSince] = useState<number>();
  const [looks, setLooks] = useState(0);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    if (since !== undefined && value?.checkedAt !== undefined && value.checkedAt > since) setLooks(0);
  }, [since, value]);
  usePolling(looks > 0, LOOK_EVERY, async () => {
    setLooks(left => left - 1);
    again();
  });

  if (value === undefined)
    return error === undefined ? (
      <Spinner size="small" label={say('pages.loading')} />
    ) : (
      <Trouble error={error} again={again} />
    );
  const check = async (): Promise<void> => {
    setFailed(false);
    setSince(value.checkedAt ?? 0);
    const answer = await ask(panelCalls, 'checkNow', { issue });
    if (answer.is === 'done') setLooks(LOOKS);
    else setFailed(true);
  };
  return (
    <Stack space="space.200">
      <Head value={value} />
      {value.open === 0 ? <Text>{say('pages.panel.fixed')}</Text> : <Remaining value={value} />}
      {!hasFailed ? null : (
        <SectionMessage appearance="error">
          <Text>{say('pages.panel.notChecked')}</Text>
        </SectionMessage>
      )}
      <Stack space="space.050">
        <Inline>
          <LoadingButton
            spacing="compact"
            isLoading={looks > 0}
            onClick={() => {
              void check();
            }}
          >
            {say('pages.panel.check')}
          </LoadingButton>
        </Inline>
        {looks > 0 ? (
          <Text size="small" color="color.text.subtle">
            {say('pages.panel.checking')}
          </Text>
        ) : null}
      </Stack>
      {value.open === 0 ? null : (
        <Stack space="space.025">
          <Text weight="medium">{say('pages.panel.intended')}</Text>
          <Text size="small" color="color.text.subtle">
            {say('pages.panel.intendedHow')}
          </Text>
        </Stack>
      )}
    </Stack>
  );
}

/** The work item that Jira shows the panel on, as the platform's context names it. */
function issueIn(extension: unknown): string | undefined {
  if (typeof extension !== 'object' || extension === null || !('issue' in extension)) return undefined;
  const { issue } = extension;
  return typeof issue === 'object' && issue !== null && 'id' in issue ? String(issue.id) : undefined;
}

/** How the fix of this work item stands, for somebody who never heard of the app. */
export function WorkItemPanel(): ReactElement {
  const { say } = usePage();
  const context = useProductContext();
  if (context === undefined) return <Spinner size="small" label={say('pages.loading')} />;
  const issue = issueIn(context.extension);
  return issue === undefined ? (
    <Text color="color.text.subtle">{say('pages.panel.forbidden')}</Text>
  ) : (
    <Shown issue={issue} />
  );
}
