import { shownValue } from '../evidence/api-value';
import { type Holder, type SchemeFact } from '../evidence/facts';
import { type ObjectGap } from './define';

/** The place in Jira's answer of what the app doesn't know about a holder; undefined where it knows all it needs. */
function unknownPlace(holder: Holder): string | undefined {
  switch (holder.is) {
    case 'unrecognized':
      return `holder.type: ${holder.type}`;
    case 'unnamed':
      return `holder.value: ${holder.kind}`;
    default:
      return undefined;
  }
}

const gapIn = ({ id, space }: SchemeFact, place: string): ObjectGap => ({
  why: 'schema',
  source: space === undefined ? 'sharedSchemes' : 'ownSchemes',
  at: `permission-scheme.get ${place}`,
  object: id,
});

/**
 * The grants of a scheme whose holder the app doesn't recognize, whatever they permit: a type of holder that it doesn't know,
 * or a group, role, or user without a name. Each could be the public, everyone, or a person.
 */
export const unrecognizedHolders = (scheme: SchemeFact): readonly ObjectGap[] =>
  scheme.grants.flatMap(({ to }) => {
    const place = unknownPlace(to);
    return place === undefined ? [] : [gapIn(scheme, place)];
  });

/** The accounts that a scheme names and whose type the app doesn't know: each could be a person. */
export const unknownAccounts = (scheme: SchemeFact): readonly ObjectGap[] =>
  scheme.grants.flatMap(({ to }) =>
    to.is === 'user' && to.person === undefined ? [gapIn(scheme, 'holder.user.accountType')] : [],
  );

/** A permission in a scheme of which the app doesn't know what it lets its holder do. */
export const unknownPermission = (scheme: SchemeFact, permission: string): ObjectGap =>
  gapIn(scheme, `permission: ${shownValue(permission)}`);
