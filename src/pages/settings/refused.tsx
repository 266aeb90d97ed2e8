import { List, ListItem, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { LISTS } from '../../api/contract/settings';
import { type Page, usePage } from '../page/page-context';
import { SmallTrouble } from '../page/trouble';

type Field = Extract<ApiErrorValue, { code: 'invalid' }>['fields'][number];

/** What was refused, by its place: an entry of a list by its number, all of it, or a field by its path. */
function lineOf({ say }: Page, { path, why }: Field): string {
  const within = path.replace(/^change\.value\.?/, '');
  if (within === '' && why === 'too_big') return say('pages.settings.refused.tooMuch');
  const [first = '', place, field = ''] = within.split('.');
  const list = LISTS.find(each => each === first);
  return list === undefined || place === undefined
    ? say('pages.settings.refused.field', { path: within })
    : say('pages.settings.refused.entry', {
        list: say(`pages.settings.list.${list}`),
        number: Number(place) + 1,
        field,
      });
}

/** Why nothing was saved. What the app refused is named, for the page marks only what it can tell by itself. */
export function Refused({ error }: { error: ApiErrorValue }): ReactElement {
  const page = usePage();
  if (error.code !== 'invalid') return <SmallTrouble error={error} />;
  const lines = [...new Set(error.fields.map(field => lineOf(page, field)))];
  return (
    <SectionMessage appearance="error" title={page.say('pages.problem.invalid.title')}>
      <Stack space="space.050">
        <Text>{page.say('pages.settings.refused.meaning')}</Text>
        <List type="unordered">
          {lines.map(line => (
            <ListItem key={line}>
              <Text>{line}</Text>
            </ListItem>
          ))}
        </List>
      </Stack>
    </SectionMessage>
  );
}
