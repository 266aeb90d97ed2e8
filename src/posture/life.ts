import { type Finding } from '../terms/finding';
import { type Instant, MINUTE, instant, later } from '../terms/instant';
import { type Ending, type Life } from '../terms/life';

/** A second read counts when it was made at least this much later than the first. */
export const CONFIRM_AFTER = MINUTE;

/**
 * What the latest judging says of one finding. `readAt` is when its own object was read; `at` when the latest of all that
 * the control leans on was. A state begins at `at`; a second read is one of the object itself, after that.
 * - `seen`: it was judged open.
 * - `absent`: everything that could show it was read, and it wasn't there. `onlyLists`: lists came without it, and its own
 *   objects were not re-checked since.
 * - `blind`: it wasn't seen, and what could show it could not be read.
 * - `ended`: the question went away.
 */
export type Sight =
  | {
      readonly is: 'seen';
      readonly finding: Finding;
      readonly readAt: Instant;
      readonly at: Instant;
      readonly stale: boolean;
      /** When a member of its reach was read; `readAt` where members stand in the object itself. */
      memberReadAt(member: string): Instant;
      /** Whether a member that is not in its reach any more would have been seen there. */
      couldSee(member: string): boolean;
    }
  | {
      readonly is: 'absent';
      readonly readAt: Instant;
      readonly at: Instant;
      readonly deleted: boolean;
      readonly onlyLists?: true;
    }
  | { readonly is: 'blind' }
  | { readonly is: 'ended'; readonly why: Ending; readonly at: Instant };

/** What a new finding is born with. */
export interface Birth {
  readonly origin: Life['origin'];
  readonly version: number;
  /** Part of the starting point, though it is seen only now: nothing tells that it is new. */
  readonly baseline: boolean;
  /** The last whole reading without it, if there was one. */
  readonly lastClosed?: Instant;
  /** All that could show it was judged once before by this version: only since then is what its reach grows by new. */
  readonly readBefore: boolean;
}

/** A step that is worth telling: what opened, closed, came back, widened or ended. */
export interface Step {
  readonly key: string;
  readonly is: 'suspected' | 'opened' | 'widened' | 'closed' | 'unseen' | 'seen-again' | 'ended' | 'dropped';
}

export interface Lived {
  /** Undefined: nothing to remember (a suspicion that the second read did not confirm). */
  readonly life: Life | undefined;
  readonly step?: Step['is'];
}

const isSecondRead = (life: Pick<Life, 'readAt'>, readAt: Instant): boolean =>
  readAt >= later(life.readAt, CONFIRM_AFTER);

type Seen = Extract<Sight, { is: 'seen' }>;

/**
 * When a finding was read, for a second read: as its own object was, and at least one of those that it opens. A scheme
 * opens a space only while the space uses it.
 */
const confirmedAt = ({ finding: { reach = [] }, readAt, memberReadAt }: Seen): Instant =>
  reach.length === 0 ? readAt : instant(Math.min(readAt, Math.max(...reach.map(memberReadAt))));

/** Members of a reach that wait for a second read, and those for which this is it. */
function halved(
  members: readonly string[],
  waited: Life['growing'],
  { at, memberReadAt }: Seen,
): { confirmed: ReadonlySet<string>; waiting: Life['growing'] } {
  const before = new Set(waited?.members);
  const isConfirmed = (member: string): boolean =>
    waited !== undefined && before.has(member) && isSecondRead(waited, memberReadAt(member));
  const waiting = members.filter(member => !isConfirmed(member));
  const since = waiting.every(member => before.has(member)) ? waited?.readAt : at;
  return {
    confirmed: new Set(members.filter(isConfirmed)),
    waiting: waiting.length === 0 ? undefined : { members: waiting, readAt: since ?? at },
  };
}

/**
 * The life with what was just seen. Its reach grows and shrinks only by members that were themselves read a second time;
 * what could not be seen has not left. What left is no longer known: should it come back, it is new.
 */
const refreshed = (life: Life, sight: Seen, { readBefore }: Birth): { life: Life; widened: boolean } => {
  const { growing, leaving, narrowedAt, ...rest } = life;
  const { finding, readAt, at, couldSee } = sight;
  const reach = new Set(finding.reach);
  const known = new Set(life.known);
  const fresh = [...reach].filter(member => !known.has(member));
  // What was seen once already came before, whatever brings the rest.
  const isGrowth = (member: string): boolean => readBefore || growing?.members.includes(member) === true;
  const came = halved(fresh.filter(isGrowth), growing, sight);
  const start = fresh.filter(member => !isGrowth(member));
  const left = halved(
    life.known.filter(member => !reach.has(member) && couldSee(member)),
    leaving,
    sight,
  );
  const stays = (member: string): boolean => !left.confirmed.has(member);
  const added = [...life.added.filter(stays), ...came.confirmed];
  const narrowed = added.length > 0 ? undefined : life.added.length > 0 ? at : narrowedAt;
  return {
    widened: came.confirmed.size > 0,
    life: {
      ...rest,
      finding,
      lastSeen: readAt,
      known: [...life.known.filter(stays), ...came.confirmed, ...start],
      added,
      ...(came.waiting === undefined ? {} : { growing: came.waiting }),
      ...(left.waiting === undefined ? {} : { leaving: left.waiting }),
      ...(narrowed === undefined ? {} : { narrowedAt: narrowed }),
    },
  };
};

const born = (finding: Finding, at: Instant, now: Instant, birth: Birth, returned: number): Life => ({
  finding,
  state: 'suspected',
  since: now,
  readAt: at,
  firstSeen: at,
  lastSeen: at,
  ...(birth.lastClosed === undefined ? {} : { lastClosed: birth.lastClosed }),
  returned,
  baseline: birth.baseline,
  origin: birth.origin,
  added: [],
  known: finding.reach ?? [],
  version: birth.version,
});

/**
 * One step in a finding's life. Pure; asked twice with the same sight it changes nothing the second time.
 * @param life undefined where the finding was not known.
 */
export function nextLife(life: Life | undefined, sight: Sight, now: Instant, birth: Birth): Lived {
  if (life === undefined || life.state === 'gone' || life.state === 'ended') {
    if (sight.is !== 'seen' || sight.stale) return { life };
    const fresh = born(sight.finding, sight.at, now, birth, life?.returned ?? 0);
    if (life === undefined) return { life: fresh, step: 'suspected' };
    // The question went away and is asked again: it is the same finding.
    const { ended = 'subject-deleted' } = life;
    if (life.state === 'ended' && ended !== 'subject-deleted')
      return { life: { ...fresh, baseline: life.baseline }, step: 'suspected' };
    // What was gone and comes back is new, whatever the starting point was.
    return { life: { ...fresh, baseline: false, returned: life.returned + 1 }, step: 'suspected' };
  }

  if (sight.is === 'ended') {
    if (life.state === 'suspected') return { life: undefined, step: 'dropped' };
    return {
      life: { ...life, state: 'ended', since: now, readAt: sight.at, ended: sight.why },
      step: 'ended',
    };
  }

  switch (life.state) {
    case 'suspected': {
      if (sight.is === 'absent') return sight.onlyLists ? { life } : { life: undefined, step: 'dropped' };
      if (sight.is === 'blind' || sight.stale) return { life };
      // As it was last seen: another source may tell of it by now, and that one is asked a second time.
      if (!isSecondRead(life, confirmedAt(sight))) return { life: { ...life, finding: sight.finding } };
      const open: Life = {
        ...life,
        finding: sight.finding,
        state: 'open',
        since: now,
        readAt: sight.readAt,
        lastSeen: sight.readAt,
      };
      return { life: open, step: 'opened' };
    }
    case 'open':
    case 'unseen': {
      if (sight.is === 'absent') return { life: { ...life, state: 'fading', since: now, readAt: sight.at } };
      if (sight.is === 'blind' || sight.stale) {
        return life.state === 'unseen'
          ? { life }
          : { life: { ...life, state: 'unseen', since: now }, step: 'unseen' };
      }
      const { life: seen, widened } = refreshed(life, sight, birth);
      if (life.state === 'unseen') {
        return {
          life: { ...seen, state: 'open', since: now, readAt: sight.readAt },
          step: widened ? 'widened' : 'seen-again',
        };
      }
      return widened ? { life: seen, step: 'widened' } : { life: seen };
    }
    case 'fading': {
      if (sight.is === 'blind' || (sight.is === 'seen' && sight.stale)) return { life };
      if (sight.is === 'seen') {
        // A reading older than the one that came without it proves nothing.
        if (sight.readAt < life.readAt) return { life };
        const { life: seen } = refreshed(life, sight, birth);
        return { life: { ...seen, state: 'open', since: now, readAt: sight.readAt } };
      }
      if (sight.onlyLists || !isSecondRead(life, sight.readAt)) return { life };
      return sight.deleted
        ? {
            life: { ...life, state: 'ended', since: now, readAt: sight.readAt, ended: 'subject-deleted' },
            step: 'ended',
          }
        : { life: { ...life, state: 'gone', since: now, readAt: sight.readAt }, step: 'closed' };
    }
  }
}
