import { Link } from '@forge/react';
import { type ReactElement } from 'react';
import { encodeUrlPart } from '../../domain/well-formed';

export function WorkItemLink({ issueKey }: { issueKey: string }): ReactElement {
  return (
    <Link href={`/browse/${encodeUrlPart(issueKey)}`} openNewTab>
      {issueKey}
    </Link>
  );
}

const OPEN_WORK_ITEMS_JQL =
  'issue.property[shared-responsibility].control is not EMPTY AND statusCategory != Done ORDER BY due ASC';

/** Jira's list of the app's open work items, found by their common property. */
export const OPEN_WORK_ITEMS_URL = `/issues/?jql=${encodeURIComponent(OPEN_WORK_ITEMS_JQL)}`;

/** The Jira path of an object; undefined if it can't be built from the ID. */
export function objectPath(kind: string, id: string): string | undefined {
  const encodedId = encodeUrlPart(id);
  switch (kind) {
    case 'filter':
      return `/issues/?filter=${encodedId}`;
    case 'dashboard':
      return `/jira/dashboards/${encodedId}`;
    case 'scheme':
      return `/secure/admin/EditPermissions!default.jspa?schemeId=${encodedId}`;
    default:
      return undefined;
  }
}
