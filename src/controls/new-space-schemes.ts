import { type SchemeFact } from '../evidence/facts';
import { NEW_BUSINESS_SPACES_SCHEME } from '../evidence/shared-schemes';

/** Jira's name for the scheme of new software spaces. Its ID differs from site to site. */
const SOFTWARE_SCHEME = 'Default software scheme';

/** A scheme that new company-managed spaces get, and which kind of them. A new service space gets a scheme of its own. */
export interface NewSpaceScheme {
  readonly scheme: SchemeFact;
  readonly spaces: 'business' | 'software' | 'all';
}

const sameName = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * The schemes that new company-managed spaces get, as far as they were read.
 * @param renamed what an admin says that the software scheme is called, by its name or its ID.
 */
export function newSpaceSchemes(
  schemes: readonly SchemeFact[],
  renamed: string | undefined,
): readonly NewSpaceScheme[] {
  const isSoftware = ({ id, name, space }: SchemeFact): boolean =>
    space === undefined &&
    (sameName(name, SOFTWARE_SCHEME) ||
      (renamed !== undefined && (sameName(name, renamed) || id === renamed.trim())));
  return schemes.flatMap((scheme): readonly NewSpaceScheme[] => {
    const business = scheme.id === NEW_BUSINESS_SPACES_SCHEME;
    const software = isSoftware(scheme);
    if (business) return [{ scheme, spaces: software ? 'all' : 'business' }];
    return software ? [{ scheme, spaces: 'software' }] : [];
  });
}
