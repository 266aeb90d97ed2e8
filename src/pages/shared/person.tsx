import { Text, User } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from './page-context';

/** Shows a person by account ID. If the person has left, Jira's user component says so. */
export function Person({ account }: { account: string | undefined }): ReactElement {
  const { formatMessage } = usePage();
  return account === undefined || account === '' ? (
    <Text color="color.text.subtlest">{formatMessage('pages.person.none')}</Text>
  ) : (
    <User accountId={account} />
  );
}
