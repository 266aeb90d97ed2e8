import { sanitizeApiValue } from '../evidence/sanitize-api-value';
import { type GrantHolder, type SchemeFact } from '../evidence/facts';
import { type ObjectGap } from './define-control';

/** The path in Jira's response of a holder that the app doesn't recognize; undefined if it recognizes the holder. */
function findUnknownPath(holder: GrantHolder): string | undefined {
  switch (holder.is) {
    case 'unrecognized':
      return `holder.type: ${holder.type}`;
    case 'unnamed':
      return `holder.value: ${holder.kind}`;
    default:
      return undefined;
  }
}

const buildSchemeGap = ({ id, space }: SchemeFact, path: string): ObjectGap => ({
  why: 'schema',
  source: space === undefined ? 'sharedSchemes' : 'ownSchemes',
  at: `permission-scheme.get ${path}`,
  object: id,
});

/**
 * Gaps for grants whose holder the app doesn't recognize, for any permission: an unknown type of holder, or a group,
 * role, or user without a name or ID. Each could be the public, everyone, or a person.
 */
export const collectUnrecognizedHolderGaps = (scheme: SchemeFact): readonly ObjectGap[] =>
  scheme.grants.flatMap(({ holder }) => {
    const path = findUnknownPath(holder);
    return path === undefined ? [] : [buildSchemeGap(scheme, path)];
  });

/** Gaps for accounts of unknown type in a scheme. Each could be a person. */
export const collectUnknownAccountGaps = (scheme: SchemeFact): readonly ObjectGap[] =>
  scheme.grants.flatMap(({ holder }) =>
    holder.is === 'user' && holder.person === undefined
      ? [buildSchemeGap(scheme, 'holder.user.accountType')]
      : [],
  );

/** The gap for a permission that the app doesn't know. */
export const buildUnknownPermissionGap = (scheme: SchemeFact, permission: string): ObjectGap =>
  buildSchemeGap(scheme, `permission: ${sanitizeApiValue(permission)}`);
