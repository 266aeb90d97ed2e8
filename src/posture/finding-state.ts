import { type Finding } from '../domain/finding';
import { type Instant, MINUTE, instant, addDuration } from '../domain/instant';
import { type EndReason, type TrackedFinding } from '../domain/tracked-finding';

/** A confirmation must be at least this much newer than the first reading. */
export const CONFIRMATION_DELAY = MINUTE;

/**
 * What the latest judging found out about one finding. `readAt` is when its own object was read, `newestReadAt` when
 * the newest evidence of the control was read. A state begins at `newestReadAt`. To confirm it, the object itself must
 * be read later.
 * - `seen`: it was found.
 * - `missing`: everything that could show it was read, and it wasn't there. `onlyLists`: lists no longer contain it,
 *   but its own objects have not been re-checked since.
 * - `blind`: it wasn't found, and evidence that could show it could not be read.
 * - `ended`: it no longer applies, but it was not fixed.
 */
export type Observation =
  | {
      readonly is: 'seen';
      readonly finding: Finding;
      readonly readAt: Instant;
      readonly newestReadAt: Instant;
      readonly stale: boolean;
      /** When a member of its reach was read. Equals `readAt` if the object itself contains the members. */
      memberReadAt(member: string): Instant;
      /** Whether the evidence would show a member that is no longer in the reach. */
      couldSeeMember(member: string): boolean;
    }
  | {
      readonly is: 'missing';
      readonly readAt: Instant;
      readonly newestReadAt: Instant;
      readonly deleted: boolean;
      readonly onlyLists?: true;
    }
  | { readonly is: 'blind' }
  | { readonly is: 'ended'; readonly endReason: EndReason; readonly newestReadAt: Instant };

/** The values that a new finding starts with. */
export interface NewFindingContext {
  readonly origin: TrackedFinding['origin'];
  readonly controlVersion: number;
  /** Whether it joins the baseline: nothing shows that it is new. */
  readonly inBaseline: boolean;
  /** The last complete reading without it, if any. */
  readonly lastAbsent?: Instant;
  /**
   * Whether this version of the control has judged all its sources before. Only then does a new member of a reach count
   * as growth.
   */
  readonly wasReadBefore: boolean;
}

/** A reportable change of a finding. */
export interface FindingEvent {
  readonly key: string;
  readonly is: 'detected' | 'opened' | 'widened' | 'resolved' | 'stale' | 'seen-again' | 'ended' | 'dropped';
}

export interface Transition {
  /** Undefined if the finding is dropped because a re-check did not confirm it. */
  readonly tracked: TrackedFinding | undefined;
  readonly event?: FindingEvent['is'];
}

const isConfirmation = (tracked: Pick<TrackedFinding, 'readAt'>, readAt: Instant): boolean =>
  readAt >= addDuration(tracked.readAt, CONFIRMATION_DELAY);

type SeenObservation = Extract<Observation, { is: 'seen' }>;

/**
 * When a finding was read, for a confirmation: both its own object and at least one member of its reach must be read
 * again. For example, a scheme opens a space only while the space uses it.
 */
const confirmationReadAt = ({ finding: { reach = [] }, readAt, memberReadAt }: SeenObservation): Instant =>
  reach.length === 0 ? readAt : instant(Math.min(readAt, Math.max(...reach.map(memberReadAt))));

/** Splits members of a reach into those that this reading confirms and those that still await confirmation. */
function splitConfirmed(
  members: readonly string[],
  pending: TrackedFinding['pendingAdditions'],
  { newestReadAt, memberReadAt }: SeenObservation,
): { confirmed: ReadonlySet<string>; waiting: TrackedFinding['pendingAdditions'] } {
  const pendingMembers = new Set(pending?.members);
  const isConfirmed = (member: string): boolean =>
    pending !== undefined && pendingMembers.has(member) && isConfirmation(pending, memberReadAt(member));
  const waiting = members.filter(member => !isConfirmed(member));
  const since = waiting.every(member => pendingMembers.has(member)) ? pending?.readAt : newestReadAt;
  return {
    confirmed: new Set(members.filter(isConfirmed)),
    waiting: waiting.length === 0 ? undefined : { members: waiting, readAt: since ?? newestReadAt },
  };
}

/**
 * Updates the reach of a finding. Only confirmed members are added or removed, and members that could not be read stay.
 * A removed member that returns counts as new.
 */
const updateReach = (
  tracked: TrackedFinding,
  observation: SeenObservation,
  { wasReadBefore }: NewFindingContext,
): { tracked: TrackedFinding; widened: boolean } => {
  const { pendingAdditions, pendingRemovals, narrowedAt, ...rest } = tracked;
  const { finding, readAt, newestReadAt, couldSeeMember } = observation;
  const reach = new Set(finding.reach);
  const knownMembers = new Set(tracked.knownReach);
  const newMembers = [...reach].filter(member => !knownMembers.has(member));
  // A pending member keeps counting as growth, whatever causes the other new members.
  const isGrowth = (member: string): boolean =>
    wasReadBefore || pendingAdditions?.members.includes(member) === true;
  const additions = splitConfirmed(newMembers.filter(isGrowth), pendingAdditions, observation);
  const initialMembers = newMembers.filter(member => !isGrowth(member));
  const removals = splitConfirmed(
    tracked.knownReach.filter(member => !reach.has(member) && couldSeeMember(member)),
    pendingRemovals,
    observation,
  );
  const isKept = (member: string): boolean => !removals.confirmed.has(member);
  const addedReach = [...tracked.addedReach.filter(isKept), ...additions.confirmed];
  const narrowedSince =
    addedReach.length > 0 ? undefined : tracked.addedReach.length > 0 ? newestReadAt : narrowedAt;
  return {
    widened: additions.confirmed.size > 0,
    tracked: {
      ...rest,
      finding,
      lastSeen: readAt,
      knownReach: [...tracked.knownReach.filter(isKept), ...additions.confirmed, ...initialMembers],
      addedReach,
      ...(additions.waiting === undefined ? {} : { pendingAdditions: additions.waiting }),
      ...(removals.waiting === undefined ? {} : { pendingRemovals: removals.waiting }),
      ...(narrowedSince === undefined ? {} : { narrowedAt: narrowedSince }),
    },
  };
};

const buildNewFinding = (
  finding: Finding,
  readAt: Instant,
  now: Instant,
  context: NewFindingContext,
  reopenCount: number,
): TrackedFinding => ({
  finding,
  state: 'unconfirmed',
  since: now,
  readAt,
  firstSeen: readAt,
  lastSeen: readAt,
  ...(context.lastAbsent === undefined ? {} : { lastAbsent: context.lastAbsent }),
  reopenCount,
  inBaseline: context.inBaseline,
  origin: context.origin,
  addedReach: [],
  knownReach: finding.reach ?? [],
  controlVersion: context.controlVersion,
});

/**
 * Computes the next state of a finding. Pure: the same observation again changes nothing.
 * @param tracked undefined if the finding is not known yet.
 */
export function transition(
  tracked: TrackedFinding | undefined,
  observation: Observation,
  now: Instant,
  context: NewFindingContext,
): Transition {
  if (tracked === undefined || tracked.state === 'resolved' || tracked.state === 'ended') {
    if (observation.is !== 'seen' || observation.stale) return { tracked };
    const newFinding = buildNewFinding(
      observation.finding,
      observation.newestReadAt,
      now,
      context,
      tracked?.reopenCount ?? 0,
    );
    if (tracked === undefined) return { tracked: newFinding, event: 'detected' };
    // It did not apply for a while and applies again: it is the same finding, so it keeps its baseline flag.
    const { endReason = 'object-deleted' } = tracked;
    if (tracked.state === 'ended' && endReason !== 'object-deleted')
      return { tracked: { ...newFinding, inBaseline: tracked.inBaseline }, event: 'detected' };
    // A resolved or deleted finding that returns is new, so it is not in the baseline.
    return {
      tracked: { ...newFinding, inBaseline: false, reopenCount: tracked.reopenCount + 1 },
      event: 'detected',
    };
  }

  if (observation.is === 'ended') {
    if (tracked.state === 'unconfirmed') return { tracked: undefined, event: 'dropped' };
    return {
      tracked: {
        ...tracked,
        state: 'ended',
        since: now,
        readAt: observation.newestReadAt,
        endReason: observation.endReason,
      },
      event: 'ended',
    };
  }

  switch (tracked.state) {
    case 'unconfirmed': {
      if (observation.is === 'missing')
        return observation.onlyLists ? { tracked } : { tracked: undefined, event: 'dropped' };
      if (observation.is === 'blind' || observation.stale) return { tracked };
      // Keep the latest version: another source may report the finding now, and that source must confirm it.
      if (!isConfirmation(tracked, confirmationReadAt(observation)))
        return { tracked: { ...tracked, finding: observation.finding } };
      const openFinding: TrackedFinding = {
        ...tracked,
        finding: observation.finding,
        state: 'open',
        since: now,
        readAt: observation.readAt,
        lastSeen: observation.readAt,
      };
      return { tracked: openFinding, event: 'opened' };
    }
    case 'open':
    case 'stale': {
      if (observation.is === 'missing')
        return { tracked: { ...tracked, state: 'closing', since: now, readAt: observation.newestReadAt } };
      if (observation.is === 'blind' || observation.stale) {
        return tracked.state === 'stale'
          ? { tracked }
          : { tracked: { ...tracked, state: 'stale', since: now }, event: 'stale' };
      }
      const { tracked: updated, widened } = updateReach(tracked, observation, context);
      if (tracked.state === 'stale') {
        return {
          tracked: { ...updated, state: 'open', since: now, readAt: observation.readAt },
          event: widened ? 'widened' : 'seen-again',
        };
      }
      return widened ? { tracked: updated, event: 'widened' } : { tracked: updated };
    }
    case 'closing': {
      if (observation.is === 'blind' || (observation.is === 'seen' && observation.stale)) return { tracked };
      if (observation.is === 'seen') {
        // A reading older than the one without the finding proves nothing.
        if (observation.readAt < tracked.readAt) return { tracked };
        const { tracked: updated } = updateReach(tracked, observation, context);
        return { tracked: { ...updated, state: 'open', since: now, readAt: observation.readAt } };
      }
      if (observation.onlyLists || !isConfirmation(tracked, observation.readAt)) return { tracked };
      return observation.deleted
        ? {
            tracked: {
              ...tracked,
              state: 'ended',
              since: now,
              readAt: observation.readAt,
              endReason: 'object-deleted',
            },
            event: 'ended',
          }
        : {
            tracked: { ...tracked, state: 'resolved', since: now, readAt: observation.readAt },
            event: 'resolved',
          };
    }
  }
}
