import {
  Box,
  Button,
  Heading,
  List,
  ListItem,
  SectionMessage,
  SectionMessageAction,
  Stack,
  Text,
  xcss,
} from '@forge/react';
import { type ReactElement } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { type Key } from '../../../static/locales';
import { usePage } from './page-context';
import { Sentence } from './sentence';

const narrow = xcss({ maxWidth: '480px' });

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

/** Stands where a page would: what happened, what it means, what to do. Its title is the page's own. */
function Instead({
  is,
  action,
}: {
  is: 'forbidden' | 'nothing' | 'failed';
  action?: { readonly label: Key; readonly act: () => void };
}): ReactElement {
  const { say } = usePage();
  return (
    <Box paddingBlock="space.400">
      <Stack space="space.150" alignInline="center">
        <Heading as="h2" size="medium">
          {say(`pages.${is}.title`)}
        </Heading>
        <Box xcss={narrow}>
          <Text align="center">{say(`pages.${is}.meaning`)}</Text>
        </Box>
        {action === undefined ? null : (
          <Button appearance="primary" onClick={action.act}>
            {say(action.label)}
          </Button>
        )}
      </Stack>
    </Box>
  );
}

/** A whole page that can't be shown. */
export function Trouble({ error, again }: { error: ApiErrorValue; again: () => void }): ReactElement {
  const { go } = usePage();
  switch (error.code) {
    case 'app-not-admin':
      return <LostRights />;
    case 'forbidden':
      return <Instead is="forbidden" />;
    // A page asks only for what its address names: what doesn't fit there is not there.
    case 'invalid':
      return (
        <Instead
          is="nothing"
          action={{ label: 'pages.nothing.back', act: () => go({ page: 'checklist' }) }}
        />
      );
    default:
      return <Instead is="failed" action={{ label: 'pages.again', act: again }} />;
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
