import { Link } from '@forge/react';
import { type ReactElement } from 'react';
import { addressPart } from '../../terms/well-formed';

/** A work item by its key. */
export function WorkItemLink({ issueKey }: { issueKey: string }): ReactElement {
  return (
    <Link href={`/browse/${addressPart(issueKey)}`} openNewTab>
      {issueKey}
    </Link>
  );
}

const JQL =
  'issue.property[shared-responsibility].control is not EMPTY AND statusCategory != Done ORDER BY due ASC';

/** Jira's own list of the app's work items that are not done, by the property that they all bear. */
export const OURS_OPEN = `/issues/?jql=${encodeURIComponent(JQL)}`;

/** Where Jira shows an object of this kind; undefined where its address can't be made of its id. */
export function addressOf(kind: string, id: string): string | undefined {
  const name = addressPart(id);
  switch (kind) {
    case 'filter':
      return `/issues/?filter=${name}`;
    case 'dashboard':
      return `/jira/dashboards/${name}`;
    case 'scheme':
      return `/secure/admin/EditPermissions!default.jspa?schemeId=${name}`;
    default:
      return undefined;
  }
}
