import { Link, Text, User } from '@forge/react';
import { type ReactElement } from 'react';
import { type FindingRow } from '../../api/contract/control';
import { usePage } from '../shared/page-context';
import { objectPath } from '../shared/site-links';
import { subjectName } from './finding-message';

/** Names can have 255 characters. The first lines are enough to tell them apart. */
const MAX_LINES = 3;

/** The affected object, with a link if Jira has a page for it. */
export function FindingSubjectLink({ finding }: { finding: FindingRow }): ReactElement {
  const page = usePage();
  const { kind, id } = finding.subject;
  if (kind === 'person') return <User accountId={id} />;
  const path = objectPath(kind, id);
  const name = subjectName(page, finding);
  return path === undefined ? (
    <Text maxLines={MAX_LINES}>{name}</Text>
  ) : (
    <Text maxLines={MAX_LINES}>
      <Link href={path} openNewTab>
        {name}
      </Link>
    </Text>
  );
}
