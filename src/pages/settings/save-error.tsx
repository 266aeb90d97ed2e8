import { List, ListItem, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { LIST_NAMES } from '../../api/contract/settings';
import { type PageServices, usePage } from '../shared/page-context';
import { InlineError } from '../shared/page-errors';

type InvalidField = Extract<ApiErrorValue, { code: 'invalid' }>['fields'][number];

/** Names a rejected value by its path: an entry of a list by its number, the whole file, or a field. */
function formatInvalidField({ formatMessage }: PageServices, { path, why }: InvalidField): string {
  const relativePath = path.replace(/^change\.value\.?/, '');
  if (relativePath === '' && why === 'too_big') return formatMessage('pages.settings.refused.tooMuch');
  const [first = '', index, field = ''] = relativePath.split('.');
  const list = LIST_NAMES.find(each => each === first);
  return list === undefined || index === undefined
    ? formatMessage('pages.settings.refused.field', { path: relativePath })
    : formatMessage('pages.settings.refused.entry', {
        list: formatMessage(`pages.settings.list.${list}`),
        number: Number(index) + 1,
        field,
      });
}

/**
 * Why saving failed. Names the values that the app rejected, because the form can't mark errors that only the app
 * finds.
 */
export function SaveError({ error }: { error: ApiErrorValue }): ReactElement {
  const page = usePage();
  if (error.code !== 'invalid') return <InlineError error={error} />;
  const lines = [...new Set(error.fields.map(field => formatInvalidField(page, field)))];
  return (
    <SectionMessage appearance="error" title={page.formatMessage('pages.problem.invalid.title')}>
      <Stack space="space.050">
        <Text>{page.formatMessage('pages.settings.refused.meaning')}</Text>
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
