import { type FindingSubject } from '../../domain/finding';
import { encodeUrlPart } from '../../domain/well-formed';

/**
 * The address of the object in Jira; undefined if it has none that can be built from its ID.
 * @param baseUrl without a trailing slash.
 */
export function objectUrl({ kind, id, space }: FindingSubject, baseUrl: string): string | undefined {
  const name = encodeUrlPart(id);
  switch (kind) {
    case 'filter':
      return `${baseUrl}/issues/?filter=${name}`;
    case 'dashboard':
      return `${baseUrl}/jira/dashboards/${name}`;
    case 'scheme':
      // The own scheme of a team-managed space has no page in Jira.
      return space === undefined
        ? `${baseUrl}/secure/admin/EditPermissions!default.jspa?schemeId=${name}`
        : undefined;
    case 'person':
      return `${baseUrl}/jira/people/${name}`;
    default:
      return undefined;
  }
}

export const issueUrl = (key: string, baseUrl: string): string => `${baseUrl}/browse/${encodeUrlPart(key)}`;
