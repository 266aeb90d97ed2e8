import { type SchemeFact, type SpaceFact, type SpaceSchemeFact } from '../evidence/facts';
import { ownSchemeOf } from '../evidence/own-schemes';
import { sources } from '../evidence/sources';
import { type Args } from '../terms/finding';
import { colours, each, type ObjectGap } from './define';
import { distinct } from './distinct';

/** A permission scheme with the live and archived spaces that were read as using it. */
export interface SchemeInUse {
  readonly scheme: SchemeFact;
  readonly spaces: readonly [SpaceFact, ...SpaceFact[]];
}

/** At least one space. */
type Spaces = SchemeInUse['spaces'];

/** What is read to know which schemes are in use. */
export interface SchemeFacts {
  readonly sharedSchemes: readonly SchemeFact[];
  readonly ownSchemes: readonly SchemeFact[];
  readonly spaces: readonly SpaceFact[];
  readonly spaceSchemes: readonly SpaceSchemeFact[];
}

/** For controls about what schemes grant: one grant in one scheme in use proves a finding. */
export const eachSchemeInUse = {
  sharedSchemes: each(sources.sharedSchemes),
  ownSchemes: each(sources.ownSchemes),
  spaces: each(sources.spaces),
  spaceSchemes: each(sources.spaceSchemes),
};

/** For controls whose severity depends on what schemes grant. */
export const schemesColour = {
  sharedSchemes: colours(sources.sharedSchemes),
  ownSchemes: colours(sources.ownSchemes),
  spaces: colours(sources.spaces),
  spaceSchemes: colours(sources.spaceSchemes),
};

/**
 * The schemes that at least one live or archived space was read as using. A space that wasn't read makes no scheme used:
 * nothing is claimed of it, and its gap stays.
 */
export function schemesInUse({
  sharedSchemes,
  ownSchemes,
  spaces,
  spaceSchemes,
}: SchemeFacts): readonly SchemeInUse[] {
  const schemeOf = new Map(spaceSchemes.map(({ space, scheme }) => [space, scheme]));
  const known = distinct(spaces, ({ id }) => id);
  const byId = new Map(known.map(space => [space.id, space]));
  const users = new Map<string, SpaceFact[]>();
  for (const space of known) {
    const scheme = schemeOf.get(space.id);
    if (scheme === undefined) continue;
    const others = users.get(scheme);
    if (others === undefined) users.set(scheme, [space]);
    else others.push(space);
  }
  const usersOf = ({ id, space }: SchemeFact): readonly SpaceFact[] => {
    if (space === undefined) return users.get(id) ?? [];
    const own = byId.get(space);
    return own === undefined ? [] : [own];
  };
  return distinct([...sharedSchemes, ...ownSchemes], ({ id }) => id).flatMap(scheme => {
    const some = someOf(usersOf(scheme), () => true);
    return some === undefined ? [] : [{ scheme, spaces: some }];
  });
}

/**
 * What is not known of the schemes that spaces use, though each list by itself may be whole: which one a space uses, or what
 * that one grants. Sources are read one after the other, and a space may come to light behind its scheme.
 */
export function unreadSchemes(facts: SchemeFacts): readonly ObjectGap[] {
  const known = new Set(schemesInUse(facts).flatMap(({ spaces }) => spaces.map(({ id }) => id)));
  const schemeOf = new Map(facts.spaceSchemes.map(({ space, scheme }) => [space, scheme]));
  const unreadOf = ({ id, teamManaged }: SpaceFact): Pick<ObjectGap, 'source' | 'object'> => {
    if (teamManaged) return { source: 'ownSchemes', object: ownSchemeOf(id) };
    const scheme = schemeOf.get(id);
    return scheme === undefined
      ? { source: 'spaceSchemes', object: id }
      : { source: 'sharedSchemes', object: scheme };
  };
  return facts.spaces
    .filter(({ id }) => !known.has(id))
    .map(space => ({ why: 'never-read', ...unreadOf(space) }) as const)
    .sort((one, other) => (one.source === other.source ? 0 : one.source < other.source ? -1 : 1));
}

/**
 * What every finding on a scheme tells: the scheme, how many spaces it opens and one of them by name. A team-managed space's
 * own scheme belongs to the space's owner, who can change it.
 */
export function impactOf(
  { id, name, space }: SchemeFact,
  spaces: Spaces,
): {
  readonly args: Args;
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

/** Those of the spaces that `chosen` keeps, where there are any. */
export function someOf(
  spaces: readonly SpaceFact[],
  chosen: (space: SpaceFact) => boolean,
): Spaces | undefined {
  const [first, ...others] = spaces.filter(chosen);
  return first === undefined ? undefined : [first, ...others];
}

/** The permissions that *Public*, anyone on the internet, holds in a scheme. Sorted. */
export const publicPermissions = ({ grants }: SchemeFact): readonly string[] =>
  [...new Set(grants.filter(({ to }) => to.is === 'anyone').flatMap(({ may }) => may))].sort();

/** Whether anyone on the internet can browse a space, as far as was read. */
export const anySpacePublic = (facts: SchemeFacts): boolean =>
  schemesInUse(facts).some(({ scheme }) => publicPermissions(scheme).includes('BROWSE_PROJECTS'));
