import { type SchemeFact } from '../evidence/facts';
import { NEW_BUSINESS_SPACES_SCHEME_ID } from '../evidence/sources/shared-schemes';

/** Jira's name for the scheme of new software spaces. Its ID differs between sites. */
const SOFTWARE_SCHEME = 'Default software scheme';

/**
 * A scheme that new company-managed spaces get, and the kind of those spaces. A new service space gets its own scheme.
 */
export interface NewSpaceScheme {
  readonly scheme: SchemeFact;
  readonly spaceKind: 'business' | 'software' | 'all';
}

const isSameName = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * The schemes that new company-managed spaces get, as far as they were read.
 * @param softwareSchemeName the name or ID of the software scheme, from an attestation.
 */
export function newSpaceSchemes(
  schemes: readonly SchemeFact[],
  softwareSchemeName: string | undefined,
): readonly NewSpaceScheme[] {
  const isSoftware = ({ id, name, space }: SchemeFact): boolean =>
    space === undefined &&
    (isSameName(name, SOFTWARE_SCHEME) ||
      (softwareSchemeName !== undefined &&
        (isSameName(name, softwareSchemeName) || id === softwareSchemeName.trim())));
  return schemes.flatMap((scheme): readonly NewSpaceScheme[] => {
    const business = scheme.id === NEW_BUSINESS_SPACES_SCHEME_ID;
    const software = isSoftware(scheme);
    if (business) return [{ scheme, spaceKind: software ? 'all' : 'business' }];
    return software ? [{ scheme, spaceKind: 'software' }] : [];
  });
}
