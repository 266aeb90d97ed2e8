import { type Finding } from '../terms/finding';
import { type Instant, MINUTE, instant, later } from '../terms/instant';
import { type Ending, type Life } from '../terms/life';

/** A second read counts when it was made at least this much later than the first. */
export const CONFIRM_AFTER = MINUTE;

/**
 * What the latest judging says of one finding. `readAt` is when its own object was read; `at` when the latest of all that
 * the control leans on was. A state begins at `at`; a second read is one of the object itself, after that.
 * - `seen`: it was judged open.
 * - `absent`: everything that could show it was read, and it wasn't there.
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
    }
  | { readonly is: 'absent'; readonly readAt: Instant; readonly at: Instant; readonly deleted: boolean }
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

/** The life with what was just seen; a reach grows only by members that were themselves read a second time. */
const refreshed = (
  life: Life,
  { finding, readAt, at, memberReadAt }: Seen,
): { life: Life; widened: boolean } => {
  const { growing, ...rest } = life;
  const reach = finding.reach ?? [];
  const known = new Set(life.known);
  const fresh = reach.filter(member => !known.has(member));
  const waited = new Set(growing?.members);
  const confirmed = fresh.filter(
    member => growing !== undefined && waited.has(member) && isSecondRead(growing, memberReadAt(member)),
  );
  const waiting = fresh.filter(member => !confirmed.includes(member));
  const waitedSince = waiting.every(member => waited.has(member)) ? growing?.readAt : at;
  return {
    widened: confirmed.length > 0,
    life: {
      ...rest,
      finding,
      lastSeen: readAt,
      known: [...life.known, ...confirmed],
      added: [...life.added, ...confirmed].filter(member => reach.includes(member)),
      ...(waiting.length > 0 ? { growing: { members: waiting, readAt: waitedSince ?? at } } : {}),
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
  // What was gone and comes back is new, whatever the starting point was.
  baseline: birth.baseline && returned === 0,
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
    const returned = life === undefined ? 0 : life.returned + 1;
    return { life: born(sight.finding, sight.at, now, birth, returned), step: 'suspected' };
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
      if (sight.is === 'absent') return { life: undefined, step: 'dropped' };
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
      const { life: seen, widened } = refreshed(life, sight);
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
        const { life: seen } = refreshed(life, sight);
        return { life: { ...seen, state: 'open', since: now, readAt: sight.readAt } };
      }
      if (!isSecondRead(life, sight.readAt)) return { life };
      return sight.deleted
        ? {
            life: { ...life, state: 'ended', since: now, readAt: sight.readAt, ended: 'subject-deleted' },
            step: 'ended',
          }
        : { life: { ...life, state: 'gone', since: now, readAt: sight.readAt }, step: 'closed' };
    }
  }
}
