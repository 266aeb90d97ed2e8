import { Inline, List, ListItem, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { ask, type Asked } from '../page/ask';
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

/** Milliseconds of rest before a place that is being changed is looked at. */
const REST = 500;

/** What the look depends on. */
const keyOf = (filing: Settings['filing'] | undefined): string | undefined =>
  filing?.project === undefined || filing.issueType === undefined
    ? undefined
    : JSON.stringify({ ...filing, cap: 0 });

interface Tried {
  readonly of: string;
  readonly answer: Asked<Outcome>;
}

const foundIn = ({ answer }: Tried): Found =>
  answer.is === 'refused' ? 'failed' : answer.value.problems.length === 0 ? 'works' : 'refused';

/**
 * Looks at the place without creating anything, whenever it is another one: what stands in the way, one line each.
 * @param found told what came of it; undefined while it is looked at.
 */
export function TryFiling({
  filing,
  found,
}: {
  filing: Settings['filing'] | undefined;
  found: (what: Found | undefined) => void;
}): ReactElement {
  const { say } = usePage();
  const [tried, setTried] = useState<Tried>();
  const [isBusy, setBusy] = useState(false);
  const turn = useRef(0);
  const key = keyOf(filing);
  const tryIt = async (): Promise<void> => {
    if (filing === undefined || key === undefined) return;
    turn.current += 1;
    const mine = turn.current;
    setBusy(true);
    const answer = await ask(adminCalls, 'tryFiling', { filing });
    if (mine !== turn.current) return;
    setBusy(false);
    setTried({ of: key, answer });
  };
  useEffect(() => {
    const timer = setTimeout(() => void tryIt(), REST);
    return () => {
      clearTimeout(timer);
      turn.current += 1;
      setBusy(false);
    };
    // The same place is looked at again only when the button is pressed.
  }, [key]);
  // What was tried with other choices says nothing about these.
  const latest = tried !== undefined && tried.of === key ? tried : undefined;
  useEffect(() => found(latest && foundIn(latest)), [latest, found]);
  if (key === undefined) return <></>;
  return (
    <Stack space="space.150" alignInline="stretch">
      <Inline>
        <LoadingButton
          isLoading={isBusy}
          onClick={() => {
            void tryIt();
          }}
        >
          {say('pages.settings.filing.try')}
        </LoadingButton>
      </Inline>
      {latest === undefined ? null : latest.answer.is === 'refused' ? (
        <SmallTrouble error={latest.answer.error} />
      ) : (
        <Verdict outcome={latest.answer.value} />
      )}
    </Stack>
  );
}
