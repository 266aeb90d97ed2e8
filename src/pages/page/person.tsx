import { Text, User } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from './page-context';

/** A person by account. Jira itself says so where the person has left. */
export function Person({ account }: { account: string | undefined }): ReactElement {
  const { say } = usePage();
  return account === undefined || account === '' ? (
    <Text color="color.text.subtlest">{say('pages.person.nobody')}</Text>
  ) : (
    <User accountId={account} />
  );
}
