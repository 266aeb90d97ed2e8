import { Inline, List, ListItem, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement, useEffect, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { ask } from '../page/ask';
import { usePage } from '../page/page-context';
import { problemIn } from '../page/problem-words';
import { SmallTrouble } from '../page/trouble';
import { type Settings } from './settings-value';

type Outcome = OutputOf<(typeof adminCalls)['tryFiling']>;

/** How a place was found to be. */
export type Found = 'works' | 'refused' | 'failed';

function Verdict({ outcome: { problems, fields } }: { outcome: Outcome }): ReactElement {
  const page = usePage();
  const { say } = page;
  if (problems.length === 0)
    return (
      <SectionMessage appearance="success">
        <Text>{say('pages.settings.filing.tried')}</Text>
      </SectionMessage>
    );
  return (
    <SectionMessage appearance="warning" title={say('pages.settings.filing.notTried')}>
      <List type="unordered">
        {problems.map(problem => (
          <ListItem key={problem.code}>
            <Text>{problemIn(page, problem)}</Text>
          </ListItem>
        ))}
        {fields.map(({ id, name }) => (
          <ListItem key={id}>
            <Text>{say('pages.settings.filing.field', { name, id })}</Text>
          </ListItem>
        ))}
      </List>
    </SectionMessage>
  );
}

/**
 * Looks at the place without creating anything, as soon as there is one: what stands in the way, one line each.
 * @param found told what came of it; undefined while it is looked at.
 */
export function TryFiling({
  filing,
  found,
}: {
  filing: Settings['filing'] | undefined;
  found?: (what: Found | undefined) => void;
}): ReactElement {
  const { say } = usePage();
  const [tried, setTried] = useState<{ readonly of: string; readonly outcome: Outcome }>();
  const [error, setError] = useState<ApiErrorValue>();
  const [isBusy, setBusy] = useState(false);
  const key = JSON.stringify(filing);
  const isPlace = filing?.project !== undefined && filing.issueType !== undefined;
  const tryIt = async (): Promise<void> => {
    if (filing === undefined) return;
    setBusy(true);
    setError(undefined);
    found?.(undefined);
    const answer = await ask(adminCalls, 'tryFiling', { filing });
    setBusy(false);
    if (answer.is === 'done') setTried({ of: key, outcome: answer.value });
    else setError(answer.error);
    found?.(answer.is === 'refused' ? 'failed' : answer.value.problems.length === 0 ? 'works' : 'refused');
  };
  useEffect(() => {
    if (isPlace) void tryIt();
    // What is typed into the other fields is tried when the button is pressed.
  }, [isPlace, filing?.project, filing?.issueType, filing?.publicAnyway]);
  // What was tried with other choices says nothing about these.
  const outcome = tried !== undefined && tried.of === key ? tried.outcome : undefined;
  return (
    <Stack space="space.150" alignInline="stretch">
      <Inline>
        <LoadingButton
          isLoading={isBusy}
          isDisabled={!isPlace}
          onClick={() => {
            void tryIt();
          }}
        >
          {say('pages.settings.filing.try')}
        </LoadingButton>
      </Inline>
      {error === undefined ? null : <SmallTrouble error={error} />}
      {outcome === undefined ? null : <Verdict outcome={outcome} />}
    </Stack>
  );
}
