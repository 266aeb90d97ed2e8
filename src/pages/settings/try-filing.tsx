import { Inline, List, ListItem, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../page/page-context';
import { problemIn } from '../page/problem-words';
import { SmallTrouble } from '../page/trouble';
import { type Outcome, type Trial } from './use-tried';

function Verdict({ outcome: { files, problems } }: { outcome: Outcome }): ReactElement {
  const page = usePage();
  const { say } = page;
  if (problems.length === 0)
    return (
      <SectionMessage appearance="success">
        <Text>{say('pages.settings.filing.tried')}</Text>
      </SectionMessage>
    );
  return (
    <SectionMessage
      appearance="warning"
      title={say(`pages.settings.filing.${files ? 'triedBut' : 'notTried'}`, { count: problems.length })}
    >
      <List type="unordered">
        {problems.map(problem => (
          <ListItem key={problem.code}>
            <Text>{problemIn(page, problem)}</Text>
          </ListItem>
        ))}
      </List>
    </SectionMessage>
  );
}

/** What stands in the way of filing at a place, or is to be looked at besides, one line each, and a button that looks again. */
export function TryFiling({ trial: { answer, isBusy, again } }: { trial: Trial }): ReactElement {
  const { say } = usePage();
  if (again === undefined) return <></>;
  return (
    <Stack space="space.150" alignInline="stretch">
      <Inline>
        <LoadingButton isLoading={isBusy} onClick={() => void again()}>
          {say('pages.settings.filing.try')}
        </LoadingButton>
      </Inline>
      {answer === undefined ? null : answer.is === 'refused' ? (
        <SmallTrouble error={answer.error} />
      ) : (
        <Verdict outcome={answer.value} />
      )}
    </Stack>
  );
}
