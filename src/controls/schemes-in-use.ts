import { type SchemeFact, type SpaceFact, type SpaceSchemeFact } from '../evidence/facts';
import { ownSchemeOf } from '../evidence/sources/own-schemes';
import { sources } from '../evidence/sources';
import { type MessageArgs } from '../domain/finding';
import { context, each, type ObjectGap } from './define-control';
import { uniqueById } from './unique-by-id';

/** A permission scheme, with the live and archived spaces that use it, as far as they were read. */
export interface SchemeInUse {
  readonly scheme: SchemeFact;
  readonly spaces: readonly [SpaceFact, ...SpaceFact[]];
}

type NonEmptySpaces = SchemeInUse['spaces'];

/** The facts that show which schemes are in use. */
export interface SchemeUseFacts {
  readonly sharedSchemes: readonly SchemeFact[];
  readonly ownSchemes: readonly SchemeFact[];
  readonly spaces: readonly SpaceFact[];
  readonly spaceSchemes: readonly SpaceSchemeFact[];
}

/** For controls about grants in schemes: one grant in one scheme in use proves a finding. */
export const schemeUseNeeds = {
  sharedSchemes: each(sources.sharedSchemes),
  ownSchemes: each(sources.ownSchemes),
  spaces: each(sources.spaces),
  spaceSchemes: each(sources.spaceSchemes),
};

/** For controls whose severity depends on grants in schemes. */
export const schemeUseContext = {
  sharedSchemes: context(sources.sharedSchemes),
  ownSchemes: context(sources.ownSchemes),
  spaces: context(sources.spaces),
  spaceSchemes: context(sources.spaceSchemes),
};

/**
 * The schemes that at least one live or archived space uses, as far as was read. A space that wasn't read counts for no
 * scheme, and its gap stays.
 */
export function schemesInUse({
  sharedSchemes,
  ownSchemes,
  spaces,
  spaceSchemes,
}: SchemeUseFacts): readonly SchemeInUse[] {
  const schemeBySpace = new Map(spaceSchemes.map(({ space, scheme }) => [space, scheme]));
  const uniqueSpaces = uniqueById(spaces, ({ id }) => id);
  const byId = new Map(uniqueSpaces.map(space => [space.id, space]));
  const spacesByScheme = new Map<string, SpaceFact[]>();
  for (const space of uniqueSpaces) {
    const scheme = schemeBySpace.get(space.id);
    if (scheme === undefined) continue;
    const sameSchemeSpaces = spacesByScheme.get(scheme);
    if (sameSchemeSpaces === undefined) spacesByScheme.set(scheme, [space]);
    else sameSchemeSpaces.push(space);
  }
  const spacesUsing = ({ id, space }: SchemeFact): readonly SpaceFact[] => {
    if (space === undefined) return spacesByScheme.get(id) ?? [];
    const ownSpace = byId.get(space);
    return ownSpace === undefined ? [] : [ownSpace];
  };
  return uniqueById([...sharedSchemes, ...ownSchemes], ({ id }) => id).flatMap(scheme => {
    const usedBy = filterSpaces(spacesUsing(scheme), () => true);
    return usedBy === undefined ? [] : [{ scheme, spaces: usedBy }];
  });
}

/**
 * Gaps between the lists, even if each list is complete: which scheme a space uses, or what that scheme grants. Sources
 * are read one after the other, so a new space can appear after its scheme's list was read.
 */
export function collectUnreadSchemeGaps(facts: SchemeUseFacts): readonly ObjectGap[] {
  const knownSpaces = new Set(schemesInUse(facts).flatMap(({ spaces }) => spaces.map(({ id }) => id)));
  const schemeOf = new Map(facts.spaceSchemes.map(({ space, scheme }) => [space, scheme]));
  const unreadOf = ({ id, teamManaged }: SpaceFact): Pick<ObjectGap, 'source' | 'object'> => {
    if (teamManaged) return { source: 'ownSchemes', object: ownSchemeOf(id) };
    const scheme = schemeOf.get(id);
    return scheme === undefined
      ? { source: 'spaceSchemes', object: id }
      : { source: 'sharedSchemes', object: scheme };
  };
  return facts.spaces
    .filter(({ id }) => !knownSpaces.has(id))
    .map(space => ({ why: 'never-read', ...unreadOf(space) }) as const)
    .sort((one, other) => (one.source === other.source ? 0 : one.source < other.source ? -1 : 1));
}

/**
 * The common part of all findings on schemes: the scheme, its reach, and one space by name. The owner of a team-managed
 * space can change its own scheme, and so owns the finding.
 */
export function schemeImpactOf(
  { id, name, space }: SchemeFact,
  spaces: NonEmptySpaces,
): {
  readonly args: MessageArgs;
  readonly reach: readonly string[];
  readonly reachSource?: 'spaceSchemes';
  readonly reachList: 'spaces';
  readonly owner?: string;
} {
  const [first] = spaces;
  const owner = space === undefined ? undefined : first.owner;
  return {
    args: { scheme: id, name, ownScheme: space !== undefined, spaces: spaces.length, space: first.name },
    reach: spaces.map(({ id }) => id),
    reachList: 'spaces',
    ...(space === undefined ? { reachSource: 'spaceSchemes' } : {}),
    ...(owner?.active === true ? { owner: owner.id } : {}),
  };
}

/** The included spaces, or undefined if there are none. */
export function filterSpaces(
  spaces: readonly SpaceFact[],
  isIncluded: (space: SpaceFact) => boolean,
): NonEmptySpaces | undefined {
  const [first, ...others] = spaces.filter(isIncluded);
  return first === undefined ? undefined : [first, ...others];
}

/** The permissions that *Public* (anyone on the internet) has in a scheme, sorted. */
export const publicPermissions = ({ grants }: SchemeFact): readonly string[] =>
  [
    ...new Set(
      grants.filter(({ holder }) => holder.is === 'anyone').flatMap(({ permissions }) => permissions),
    ),
  ].sort();

/** Whether anyone on the internet can browse a space, as far as was read. */
export const isAnySpacePublic = (facts: SchemeUseFacts): boolean =>
  schemesInUse(facts).some(({ scheme }) => publicPermissions(scheme).includes('BROWSE_PROJECTS'));
