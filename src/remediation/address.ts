import { type Subject } from '../terms/finding';
import { addressPart } from '../terms/well-formed';

/**
 * Where a person opens the thing in Jira; undefined where its address can't be made of its id.
 * @param baseUrl without a slash at the end.
 */
export function addressOf({ kind, id, space }: Subject, baseUrl: string): string | undefined {
  const name = addressPart(id);
  switch (kind) {
    case 'filter':
      return `${baseUrl}/issues/?filter=${name}`;
    case 'dashboard':
      return `${baseUrl}/jira/dashboards/${name}`;
    case 'scheme':
      // A team-managed space's own scheme has no page of its own.
      return space === undefined
        ? `${baseUrl}/secure/admin/EditPermissions!default.jspa?schemeId=${name}`
        : undefined;
    case 'person':
      return `${baseUrl}/jira/people/${name}`;
    default:
      return undefined;
  }
}

export const issueAddress = (key: string, baseUrl: string): string => `${baseUrl}/browse/${addressPart(key)}`;
