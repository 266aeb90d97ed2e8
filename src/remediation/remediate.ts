import { type Words } from '../../static/locales';
import { type Control } from '../controls/define';
import { type Everyone } from '../controls/everyone';
import { JiraError } from '../jira/errors';
import { type Jira } from '../jira/jira';
import { type ControlMemory } from '../posture/compare';
import { type Settings } from '../settings/settings';
import { type ControlId } from '../terms/control-terms';
import { type Instant, instant } from '../terms/instant';
import { type Seen, type Target } from './action';
import { closeCopies } from './copies';
import { Halt } from './halt';
import { type RemediationKey } from './key';
import { type Looked, look } from './looked';
import { type Memory, type RemediationStore } from './memory';
import { type Observation, type Observations, seenAtRest } from './observed';
import { type EvidenceLine } from './phrases';
import { type Preflight, blocking, preflight, targetId } from './preflight';
import { isPassing } from './refusals';
import { isToSchedule } from './scheduling';
import { type OwnSite, type Shop } from './shop';
import { type RemediationState, stateOf } from './state';
import { type Outcome, Tending } from './tending';
import { keptBackUntil } from './waiting';
import { type Item, itemsOf } from './wanted';

export interface Remediation {
  readonly jira: Jira;
  readonly store: RemediationStore;
  readonly controls: readonly Control[];
  readonly memories: ReadonlyMap<ControlId, ControlMemory>;
  readonly settings: Settings;
  readonly site: OwnSite;
  readonly evidence: ReadonlyMap<ControlId, EvidenceLine>;
  /** Who everyone is; undefined while the site's default groups aren't known. */
  readonly everyone: Everyone | undefined;
  readonly now: Instant;
  readonly words: Words;
  /** When this tick began: what was filed since counts against the cap, whichever slice filed it and however it ended. */
  readonly since: Instant;
  /** How work items were seen last, as far as that may still be so. What isn't in it is read. */
  readonly observed: Observations;
  /** Whether copies of work items are searched for as well: once a day is enough. */
  readonly searchCopies: boolean;
  /** Asked between two work items: true stops here, the rest comes with the next call. */
  readonly pause: () => boolean;
}

export interface Remediated {
  readonly outcomes: readonly Outcome[];
  /** One for each work item that is there or should be. */
  readonly states: readonly RemediationState[];
  /**
   * `done`: everything was looked after. `paused`: the time was up, the rest can go on at once. `waits`: Jira asked to wait
   * or did not answer, or somebody else was faster.
   */
  readonly ended: 'done' | 'paused' | 'waits';
  /** How work items were seen last, by now. */
  readonly observed: Observations;
  /** Whether copies were searched for. */
  readonly searchedCopies: boolean;
  /** When something that was kept back is to be said; missing where nothing was. */
  readonly lookAgainAt?: Instant;
}

/** Whether something may have to be filed, or its priority to be raised, so that the target is worth its calls. */
const asksForTarget = (item: Item, memory: Memory | undefined, seen: Seen): boolean =>
  item.is === 'wanted' &&
  (memory?.issueId === undefined ||
    seen.is === 'deleted' ||
    (seen.is === 'live' &&
      (memory.state === 'done' ? seen.category === 'done' : isToSchedule(item, memory))));

const targetOf = (looked: Preflight | undefined, settings: Settings): Target => {
  const id = targetId(settings.filing);
  if (looked === undefined) return { is: 'not-asked', id };
  const problem = blocking(looked);
  return problem === undefined ? { is: 'ready', id } : { is: 'blocked', id, problem };
};

/** @returns undefined where Jira can't say just now: then nothing is filed. @throws Halt where it asks to wait */
async function lookAtTarget({ jira, settings, everyone }: Remediation): Promise<Preflight | undefined> {
  try {
    return await preflight(jira, settings, everyone);
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    if (isPassing(error)) throw new Halt('the target', { cause: error });
    return undefined;
  }
}

const matters = ({ key, state }: Memory, items: readonly Item[]): boolean =>
  state !== 'done' || items.some(item => item.key === key);

/**
 * Looks after all work items: files, updates, reopens, closes. The one entry of the sweep. Failures of Jira are outcomes,
 * never thrown; failures of the store are thrown, and calling it again goes on where it stopped. It promises at most one
 * open work item for each key after the next call, and none lost.
 */
export async function remediate(remediation: Remediation): Promise<Remediated> {
  const { jira, store, controls, memories, settings, site, evidence, now, words } = remediation;
  const kept = await store.all();
  const items = itemsOf({ controls, memories, settings, filed: kept, now });
  const known = new Map(kept.map(memory => [memory.key, memory]));
  const relevant = kept.filter(memory => matters(memory, items));
  const outcomes: Outcome[] = [];
  const seenOf = new Map<RemediationKey, Seen>();
  const observed = new Map<string, Observation>();
  const pen = { words, baseUrl: site.baseUrl, locale: words.locale, timeZone: settings.timeZone };
  let filed = kept.filter(
    ({ claimedAt }) => claimedAt !== undefined && claimedAt >= remediation.since,
  ).length;
  let ended: Remediated['ended'] = 'done';
  let searchedCopies = false;

  const itemOf = new Map(items.map(item => [item.key, item]));
  const when = { observed: remediation.observed, now, timeZone: settings.timeZone };
  const atRest = new Map(
    relevant.flatMap(memory => {
      const seen = seenAtRest(itemOf.get(memory.key), memory, when);
      return seen === undefined ? [] : [[memory.key, seen] as const];
    }),
  );
  const observe = ({ issueId, revision }: Memory, seen: Seen): void => {
    if (issueId !== undefined && seen.is === 'live') observed.set(issueId, { revision, seen });
  };

  try {
    for (const memory of relevant) {
      const seen = atRest.get(memory.key);
      if (seen === undefined) continue;
      seenOf.set(memory.key, seen);
      observe(memory, seen);
    }
    const read = await look(
      remediation,
      relevant.filter(({ key }) => !atRest.has(key)),
    );
    const looked = (memory: Memory | undefined): Looked => {
      const seen = memory === undefined ? undefined : atRest.get(memory.key);
      return seen === undefined ? read(memory) : { seen, twins: [] };
    };
    for (const memory of relevant) {
      const { seen } = looked(memory);
      seenOf.set(memory.key, seen);
      observe(memory, seen);
    }
    const asks = items.some(item => {
      const memory = known.get(item.key);
      return asksForTarget(item, memory, looked(memory).seen);
    });
    const target = asks ? await lookAtTarget(remediation) : undefined;
    if (asks && target === undefined) ended = 'waits';
    const belongsToOther: Shop['belongsToOther'] = (issueId, key) =>
      [...known.values()].some(
        memory => memory.key !== key && (memory.issueId === issueId || memory.previous.includes(issueId)),
      );
    const shop: Shop = {
      jira,
      store,
      site,
      settings,
      pen,
      evidence,
      now,
      belongsToOther,
      preflight: target,
    };
    let aim = targetOf(target, settings);
    for (const item of items) {
      if (remediation.pause()) {
        ended = 'paused';
        break;
      }
      const memory = known.get(item.key);
      const left = settings.filing.cap - filed;
      const tended = await new Tending(shop, item, memory, looked(memory)).run(aim, left);
      filed += tended.filed;
      outcomes.push(...tended.outcomes);
      if (tended.outcomes.some(({ did }) => did === 'raced')) ended = 'waits';
      seenOf.set(item.key, tended.seen);
      // What was done about it changed it.
      if (tended.outcomes.length > 0 && memory?.issueId !== undefined) observed.delete(memory.issueId);
      if (tended.memory === undefined) known.delete(item.key);
      else known.set(item.key, tended.memory);
      if (tended.blocks !== undefined) aim = { is: 'not-asked', id: aim.id };
    }
    if (remediation.searchCopies && ended === 'done' && known.size > 0) {
      outcomes.push(...(await closeCopies(shop, [...known.values()])));
      searchedCopies = true;
    }
  } catch (error) {
    if (!(error instanceof Halt) && !(error instanceof JiraError)) throw error;
    ended = 'waits';
  }

  const current = outcomes.length === 0 ? [...known.values()] : await store.all();
  const keptBack = items.flatMap(item => keptBackUntil(item, known.get(item.key), now) ?? []);
  return {
    outcomes,
    ended,
    observed,
    searchedCopies,
    ...(keptBack.length === 0 ? {} : { lookAgainAt: instant(Math.min(...keptBack)) }),
    states: stateOf({ items, memories: current, seenOf, site, now }),
  };
}
