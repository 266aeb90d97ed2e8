import { type Words } from '../../static/locales';
import { type Control } from '../controls/define';
import { type Everyone } from '../controls/everyone';
import { JiraError } from '../jira/errors';
import { type Jira } from '../jira/jira';
import { type ControlMemory } from '../posture/compare';
import { type Settings } from '../settings/settings';
import { type ControlId } from '../terms/control-terms';
import { type Instant, instant } from '../terms/instant';
import { execute } from './execute';
import { type Did } from './follow';
import { type RemediationKey } from './key';
import { readIssues, seenSingly } from './look';
import { type Memory, type Problem, type RemediationStore } from './memory';
import { type EvidenceLine } from './phrases';
import { type Action, type Live, RETRY_AFTER, type Seen, type Target, plan } from './plan';
import { type Preflight, blocking, preflight, targetId } from './preflight';
import { isPassing, problemOf } from './refusals';
import { isToSchedule } from './scheduling';
import { type OwnSite, Raced, type Shop, remember } from './shop';
import { type RemediationState, stateOf } from './state';
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
  /** When this sweep began: what was filed since counts against its cap, whichever slice filed it and however it ended. */
  readonly since: Instant;
  /** Asked between two work items: true stops here, the rest comes with the next call. */
  readonly pause: () => boolean;
}

/** What was done, or why it could not be: for the ledger. */
export interface Outcome {
  readonly key: RemediationKey;
  readonly control: ControlId;
  readonly did: Did | 'failed' | 'raced';
  readonly issueId?: string;
  readonly issueKey?: string;
  readonly problem?: Problem;
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
  /** When something that was kept back is to be said; missing where nothing was. */
  readonly lookAgainAt?: Instant;
}

/** What was read of one work item. */
interface Looked {
  readonly seen: Seen;
  readonly twins: readonly Live[];
}

/** A plan and what it leads to are looked at again at most so often for one work item. */
const ROUNDS = 3;

/** Jira asks to wait: nothing more is sent in this call. */
class Halt extends Error {
  override readonly name = 'Halt';
}

/** Whether it stands in another space than the one where new ones are filed. */
export const isElsewhere = ({ issueKey, projectId }: Memory, { filing }: Settings): boolean =>
  filing.project !== undefined &&
  filing.project !== projectId &&
  filing.project !== issueKey?.slice(0, issueKey.lastIndexOf('-'));

/** One that can't be read just now is left alone; the others are looked after. @throws Halt where Jira asks to wait */
async function seenOrNot(
  { jira, site, settings }: Remediation,
  memory: Memory,
  issueId: string,
): Promise<Seen> {
  const of = { project: memory.projectId, filesElsewhere: isElsewhere(memory, settings) };
  try {
    return await seenSingly(jira, issueId, of, site);
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    if (isPassing(error)) throw new Halt(memory.key, { cause: error });
    return { is: 'hidden', gap: { why: 'failed', at: error.operation } };
  }
}

/** Reads every work item that matters by its id. @throws JiraError, Halt */
async function look(
  remediation: Remediation,
  memories: readonly Memory[],
): Promise<(memory: Memory | undefined) => Looked> {
  const { jira, site } = remediation;
  const ids = memories.flatMap(({ issueId, previous }) => [issueId ?? [], previous].flat());
  const found = new Map<string, Seen>(ids.length === 0 ? [] : await readIssues(jira, ids, site));
  for (const memory of memories) {
    const { issueId } = memory;
    if (issueId === undefined || found.has(issueId)) continue;
    found.set(issueId, await seenOrNot(remediation, memory, issueId));
  }
  const live = (id: string): readonly Live[] => {
    const seen = found.get(id);
    return seen?.is === 'live' ? [seen] : [];
  };
  return memory => ({
    seen: (memory?.issueId === undefined ? undefined : found.get(memory.issueId)) ?? { is: 'none' },
    twins: memory?.previous.flatMap(live) ?? [],
  });
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

const outcomeOf = (
  item: Item,
  memory: Memory | undefined,
  did: Outcome['did'],
  problem?: Problem,
): Outcome => ({
  key: item.key,
  control: item.is === 'wanted' ? item.control.id : item.control,
  did,
  ...(memory?.issueId === undefined ? {} : { issueId: memory.issueId }),
  ...(memory?.issueKey === undefined ? {} : { issueKey: memory.issueKey }),
  ...(problem === undefined ? {} : { problem }),
});

/** What concerns the text of one work item says nothing about the next one. */
const concernsAll = (problem: Problem): boolean =>
  problem.code !== 'unanswered' &&
  !/^(summary|description)(, (summary|description))*$/.test(String(problem.args['fields'] ?? ''));

/** Steps that keep nothing else from being done when they fail. */
const INDEPENDENT: ReadonlySet<Action['is']> = new Set([
  'note-moved',
  'assign',
  'schedule',
  'settle',
  'mark-duplicate',
]);

/** A text can be written though its change was not said; nothing is closed or reopened without a word. */
const isIndependent = (action: Action): boolean =>
  INDEPENDENT.has(action.is) || (action.is === 'tell' && action.what === 'change');

/** What failed a short while ago is not tried with every slice. */
const rests = ({ failures }: Memory, { is }: Action, now: Instant): boolean =>
  (failures[is]?.at ?? -Infinity) + RETRY_AFTER > now;

const keepFailures = async (shop: Shop, memory: Memory, failures: Memory['failures']): Promise<Memory> =>
  remember(shop, { ...memory, failures }, memory);

/** Of a step that nothing asks for any more no failure is kept. @throws Raced */
async function pruned(shop: Shop, memory: Memory, actions: readonly Action[]): Promise<Memory> {
  const asked = new Set<string>(actions.map(({ is }) => is));
  const kept = Object.entries(memory.failures).filter(([step]) => asked.has(step));
  return kept.length === Object.keys(memory.failures).length
    ? memory
    : keepFailures(shop, memory, Object.fromEntries(kept));
}

/** One work item while it is looked after. */
class Tending {
  readonly outcomes: Outcome[] = [];
  filed = 0;
  blocks: Problem | undefined;
  memory: Memory | undefined;
  seen: Seen;
  twins: readonly Live[];
  readonly #shop: Shop;
  readonly #item: Item;

  constructor(shop: Shop, item: Item, memory: Memory | undefined, { seen, twins }: Looked) {
    this.#shop = shop;
    this.#item = item;
    this.memory = memory;
    this.seen = seen;
    this.twins = twins;
  }

  #note(did: Outcome['did'], problem?: Problem): void {
    this.outcomes.push(outcomeOf(this.#item, this.memory, did, problem));
  }

  /** @throws Halt where Jira asks to wait; Raced */
  async #failed(action: Action, error: JiraError): Promise<void> {
    if (isPassing(error)) throw new Halt(this.#item.key, { cause: error });
    const problem = problemOf(error);
    this.#note('failed', problem);
    // Why it could not be filed is kept by who filed it.
    if (action.is === 'create') {
      if (concernsAll(problem)) this.blocks = problem;
    } else if (this.memory !== undefined) {
      const failures = { ...this.memory.failures, [action.is]: { ...problem, at: this.#shop.now } };
      this.memory = await keepFailures(this.#shop, this.memory, failures);
    }
  }

  /** @returns whether it was done, and what it asks for then. @throws JiraError, Halt, Raced */
  async #take(action: Action): Promise<'done' | 'done, look again' | 'stop'> {
    const { memory, seen } = this;
    const done = await execute(this.#shop, action, {
      item: this.#item,
      memory,
      seen: seen.is === 'live' ? seen : undefined,
    });
    this.memory = done.memory;
    if (done.found !== undefined) this.seen = done.found;
    if (done.failed !== undefined) throw done.failed;
    if (this.memory?.failures[action.is] !== undefined) {
      const { [action.is]: _over, ...failures } = this.memory.failures;
      this.memory = await keepFailures(this.#shop, this.memory, failures);
    }
    if (done.did !== undefined) this.#note(done.did);
    if (done.did === 'created') this.filed += 1;
    if (done.did === 'no-way') return 'stop';
    return done.did === 'claim-released' || done.did === 'adopted' ? 'done, look again' : 'done';
  }

  /** @returns whether it has to be planned again. @throws Halt; Raced */
  async #carryOut(actions: readonly Action[]): Promise<boolean> {
    let again = false;
    for (const action of actions) {
      let ended: 'done' | 'done, look again' | 'stop' = 'stop';
      try {
        if (this.memory === undefined || !rests(this.memory, action, this.#shop.now))
          ended = await this.#take(action);
      } catch (error) {
        if (!(error instanceof JiraError)) throw error;
        await this.#failed(action, error);
      }
      if (ended === 'stop' && !isIndependent(action)) break;
      again ||= ended === 'done, look again';
    }
    return again;
  }

  /** @throws Halt where Jira asks to wait */
  async run(target: Target, left: number): Promise<this> {
    const { now, settings } = this.#shop;
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { memory, seen, twins } = this;
        const cap = { left: left - this.filed };
        const { timeZone } = settings;
        const actions = plan({ item: this.#item, seen, twins, memory, target, cap, now, timeZone });
        if (memory !== undefined) this.memory = await pruned(this.#shop, memory, actions);
        const again = await this.#carryOut(actions);
        this.twins = [];
        if (!again) break;
      }
    } catch (error) {
      if (!(error instanceof Raced)) throw error;
      this.#note('raced');
    }
    return this;
  }
}

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
  const items = itemsOf({ controls, memories, settings, filed: kept });
  const known = new Map(kept.map(memory => [memory.key, memory]));
  const relevant = kept.filter(memory => matters(memory, items));
  const outcomes: Outcome[] = [];
  const seenOf = new Map<RemediationKey, Seen>();
  const pen = { words, baseUrl: site.baseUrl, locale: words.locale, timeZone: settings.timeZone };
  let filed = kept.filter(
    ({ claimedAt }) => claimedAt !== undefined && claimedAt >= remediation.since,
  ).length;
  let ended: Remediated['ended'] = 'done';

  try {
    const looked = await look(remediation, relevant);
    for (const memory of relevant) seenOf.set(memory.key, looked(memory).seen);
    const asks = items.some(item => {
      const memory = known.get(item.key);
      return asksForTarget(item, memory, looked(memory).seen);
    });
    const target = asks ? await lookAtTarget(remediation) : undefined;
    if (asks && target === undefined) ended = 'waits';
    const shop: Shop = { jira, store, site, settings, pen, evidence, now, preflight: target };
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
      if (tended.memory === undefined) known.delete(item.key);
      else known.set(item.key, tended.memory);
      if (tended.blocks !== undefined) aim = { is: 'not-asked', id: aim.id };
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
    ...(keptBack.length === 0 ? {} : { lookAgainAt: instant(Math.min(...keptBack)) }),
    states: stateOf({ items, memories: current, seenOf, site, now }),
  };
}
