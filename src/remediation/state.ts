import { type ControlId, type Severity } from '../terms/control-terms';
import { type Instant } from '../terms/instant';
import { issueAddress } from './address';
import { type Place, type RemediationKey } from './key';
import { type KeptProblem, type Memory } from './memory';
import { type Live, type Seen, isCalledNotDone } from './action';
import { type OwnSite } from './shop';
import { type Item, type Wanted, sinceMove } from './wanted';

/**
 * How a work item stands, for the pages. `queued`: wanted and to be filed with a coming sweep. `confirming`: somebody moved it
 * to Done, and what it was for is read again first. `cannot-file`: see `problem`.
 */
export interface RemediationState {
  readonly key: RemediationKey;
  readonly control: ControlId;
  readonly place: Place;
  readonly is: 'open' | 'confirming' | 'done' | 'queued' | 'cannot-file' | 'hidden';
  readonly issueId?: string;
  readonly issueKey?: string;
  readonly url?: string;
  readonly category?: Live['category'];
  /** The status's name as the site calls it. */
  readonly status?: string;
  readonly assignee?: string;
  /** ISO day. */
  readonly due?: string;
  readonly severity?: Severity;
  /** Findings that are open, and those that it was filed for. */
  readonly open: number;
  readonly of: number;
  /** Somebody moved it to Done, and this app had to say that it isn't. */
  readonly notDone: boolean;
  /** Why it can't be filed or seen; of one that is filed, what failed last and is tried again. */
  readonly problem?: KeptProblem;
  /** The keys of the findings that have to be read again before it is known whether it is done. */
  readonly reread: readonly string[];
}

interface Stand {
  readonly items: readonly Item[];
  readonly memories: readonly Memory[];
  readonly seenOf: ReadonlyMap<RemediationKey, Seen>;
  readonly site: OwnSite;
  readonly now: Instant;
}

function standing(
  item: Item | undefined,
  memory: Memory | undefined,
  seen: Seen | undefined,
): RemediationState['is'] {
  if (memory?.issueId === undefined) return memory?.problem === undefined ? 'queued' : 'cannot-file';
  if (seen?.is === 'hidden' && seen.gap.why === 'hidden') return 'hidden';
  if (memory.state === 'done') return item?.is === 'wanted' ? 'queued' : 'done';
  return seen?.is === 'live' && seen.category === 'done' ? 'confirming' : 'open';
}

/** What was not there when it was read again has its second reading coming by itself. */
const unread = ({ lives }: Wanted, { categorySince }: Live): readonly string[] => {
  const { remain } = sinceMove(lives, categorySince);
  return lives
    .filter(life => life.state !== 'fading' && !remain.includes(life))
    .map(({ finding }) => finding.key);
};

const shown = (live: Live | undefined): Partial<RemediationState> =>
  live === undefined
    ? {}
    : {
        category: live.category,
        status: live.status.name,
        ...(live.assignee === undefined ? {} : { assignee: live.assignee }),
        ...(live.due === undefined ? {} : { due: live.due }),
      };

function stateOfKey(
  key: RemediationKey,
  of: { control: ControlId; place: Place },
  { items, memories, seenOf, site }: Stand,
): RemediationState {
  const item = items.find(candidate => candidate.key === key);
  const memory = memories.find(candidate => candidate.key === key);
  const seen = seenOf.get(key);
  const wanted = item?.is === 'wanted' ? item : undefined;
  const is = standing(item, memory, seen);
  const issueKey = memory?.issueKey;
  const [problem] = [memory?.problem ?? [], Object.values(memory?.failures ?? {})].flat();
  return {
    key,
    ...of,
    is,
    ...(memory?.issueId === undefined ? {} : { issueId: memory.issueId }),
    ...(issueKey === undefined ? {} : { issueKey, url: issueAddress(issueKey, site.baseUrl) }),
    ...shown(seen?.is === 'live' ? seen : undefined),
    ...(wanted === undefined ? {} : { severity: wanted.severity }),
    open: wanted?.lives.length ?? 0,
    of: Math.max(memory?.filedCount ?? 0, wanted?.lives.length ?? 0),
    notDone: wanted !== undefined && memory !== undefined && isCalledNotDone(memory),
    ...(is === 'hidden'
      ? { problem: { code: 'hidden', args: {} } as const }
      : problem === undefined
        ? {}
        : { problem: { code: problem.code, args: problem.args } }),
    reread: is === 'confirming' && wanted && seen?.is === 'live' ? unread(wanted, seen) : [],
  };
}

/** How everything stands that is filed or should be. */
export function stateOf(stand: Stand): readonly RemediationState[] {
  const about = new Map<RemediationKey, { control: ControlId; place: Place }>();
  for (const { key, control, place, state, issueId } of stand.memories) {
    // One that was deleted after everything was fixed is nothing to show.
    if (state !== 'done' || issueId !== undefined) about.set(key, { control, place });
  }
  for (const item of stand.items) {
    if (item.is === 'wanted') about.set(item.key, { control: item.control.id, place: item.place });
  }
  return [...about].map(([key, of]) => stateOfKey(key, of, stand));
}
