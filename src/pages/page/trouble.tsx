import {
  EmptyState,
  List,
  ListItem,
  Button,
  SectionMessage,
  SectionMessageAction,
  Stack,
  Text,
} from '@forge/react';
import { type ReactElement } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { usePage } from './page-context';
import { Sentence } from './sentence';

/** How to give the app its rights back. */
export function LostRights(): ReactElement {
  const { say, words } = usePage();
  return (
    <SectionMessage appearance="error" title={say('pages.lostRights.title')}>
      <Stack space="space.100">
        <Text>{say('pages.lostRights.meaning')}</Text>
        <List type="ordered">
          {words.list('pages.lostRights.steps').map((parts, index) => (
            <ListItem key={index}>
              <Sentence parts={parts} />
            </ListItem>
          ))}
        </List>
      </Stack>
    </SectionMessage>
  );
}

/** A whole page that can't be shown: what happened, what it means, what to do. */
export function Trouble({ error, again }: { error: ApiErrorValue; again: () => void }): ReactElement {
  const { say, go } = usePage();
  if (error.code === 'app-not-admin') return <LostRights />;
  if (error.code === 'forbidden')
    return (
      <EmptyState
        header={say('pages.forbidden.title')}
        description={<Text>{say('pages.forbidden.meaning')}</Text>}
      />
    );
  // A page asks only for what its address names: what doesn't fit there is not there.
  if (error.code === 'invalid')
    return (
      <EmptyState
        header={say('pages.nothing.title')}
        description={<Text>{say('pages.nothing.meaning')}</Text>}
        primaryAction={
          <Button appearance="primary" onClick={() => go({ page: 'checklist' })}>
            {say('pages.nothing.back')}
          </Button>
        }
      />
    );
  return (
    <EmptyState
      header={say('pages.failed.title')}
      description={<Text>{say('pages.failed.meaning')}</Text>}
      primaryAction={
        <Button appearance="primary" onClick={again}>
          {say('pages.again')}
        </Button>
      }
    />
  );
}

/** Something on a page that didn't work, while the rest of it stands. */
export function SmallTrouble({ error, again }: { error: ApiErrorValue; again?: () => void }): ReactElement {
  const { say } = usePage();
  if (error.code === 'app-not-admin') return <LostRights />;
  const actions =
    again === undefined
      ? undefined
      : [
          <SectionMessageAction key="again" onClick={again}>
            {say('pages.again')}
          </SectionMessageAction>,
        ];
  return (
    <SectionMessage
      appearance={error.code === 'conflict' ? 'warning' : 'error'}
      title={say(`pages.problem.${error.code}.title`)}
      {...(actions === undefined ? {} : { actions })}
    >
      <Text>{say(`pages.problem.${error.code}.meaning`)}</Text>
    </SectionMessage>
  );
}
