import { Link, Text, User } from '@forge/react';
import { type ReactElement } from 'react';
import { type FindingRow } from '../../api/contract/control';
import { usePage } from '../page/page-context';
import { addressOf } from '../page/site-link';
import { subjectName } from './finding-words';

/** A name may have 255 letters; its first lines tell it apart. */
const LINES = 3;

/** The object that is to be fixed, with the way to it where Jira has one. */
export function Subject({ finding }: { finding: FindingRow }): ReactElement {
  const page = usePage();
  const { kind, id } = finding.subject;
  if (kind === 'person') return <User accountId={id} />;
  const address = addressOf(kind, id);
  const name = subjectName(page, finding);
  return address === undefined ? (
    <Text maxLines={LINES}>{name}</Text>
  ) : (
    <Text maxLines={LINES}>
      <Link href={address} openNewTab>
        {name}
      </Link>
    </Text>
  );
}
