import { Button, List, ListItem, SectionMessage, SectionMessageAction, Stack, Text } from '@forge/react';
import { type ReactElement, useEffect } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { Instead } from './instead';
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

/** What stands in place of the whole page, its tabs too, for somebody who may see none of it. */
export function NotForYou(): ReactElement {
  const { say } = usePage();
  return <Instead title={say('pages.forbidden.title')} meaning={say('pages.forbidden.meaning')} />;
}

function Forbidden(): ReactElement {
  const { refuse } = usePage();
  useEffect(refuse, [refuse]);
  return <></>;
}

/** A whole page that can't be shown. */
export function Trouble({ error, again }: { error: ApiErrorValue; again: () => void }): ReactElement {
  const { say, go } = usePage();
  switch (error.code) {
    case 'app-not-admin':
      return <LostRights />;
    case 'forbidden':
      return <Forbidden />;
    // A page asks only for what its address names: what doesn't fit there is not there.
    case 'invalid':
      return (
        <Instead title={say('pages.nothing.title')} meaning={say('pages.nothing.meaning')}>
          <Button appearance="primary" onClick={() => go({ page: 'checklist' })}>
            {say('pages.nothing.back')}
          </Button>
        </Instead>
      );
    default:
      return (
        <Instead title={say('pages.failed.title')} meaning={say('pages.failed.meaning')}>
          <Button appearance="primary" onClick={again}>
            {say('pages.again')}
          </Button>
        </Instead>
      );
  }
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
