import { type Words } from '../../static/locales';
import { type Control } from '../controls/define';
import { JiraError } from '../jira/errors';
import { type Jira } from '../jira/jira';
import { type ControlMemory } from '../posture/compare';
import { type Settings } from '../settings/settings';
import { type ControlId } from '../terms/control-terms';
import { type Instant } from '../terms/instant';
import { execute, noteProblem } from './execute';
import { type Did } from './follow';
import { type RemediationKey } from './key';
import { readIssues, seenSingly } from './look';
import { type Memory, type Problem, type RemediationStore } from './memory';
import { type EvidenceLine } from './phrases';
import { type Live, type Seen, type Target, plan } from './plan';
import { type Preflight, preflight, targetId } from './preflight';
import { isPassing, problemOf } from './protocol';
import { type OwnSite, Raced, type Shop } from './shop';
import { type RemediationState, stateOf } from './state';
import { type Item, itemsOf } from './wanted';

export interface Remediation {
  readonly jira: Jira;
  readonly store: RemediationStore;
  readonly controls: readonly Control[];
  readonly memories: ReadonlyMap<ControlId, ControlMemory>;
  readonly settings: Settings;
  readonly site: OwnSite;
  readonly evidence: ReadonlyMap<ControlId, EvidenceLine>;
  readonly now: Instant;
  readonly words: Words;
  /** How many work items this sweep filed already, in slices before this one. */
  readonly filedSoFar: number;
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
  /** Filed by this call: counts against the sweep's cap. */
  readonly filed: number;
  /** Everything was looked after. False where the time was up, Jira asked to wait, or somebody else was faster. */
  readonly finished: boolean;
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

/** Reads every work item that matters by its id. @throws JiraError */
async function look(
  { jira, site, settings }: Remediation,
  memories: readonly Memory[],
): Promise<(memory: Memory | undefined) => { readonly seen: Seen; readonly twins: readonly Live[] }> {
  const ids = memories.flatMap(({ issueId, previous }) => [issueId ?? [], previous].flat());
  const found = new Map<string, Seen>(ids.length === 0 ? [] : await readIssues(jira, ids, site));
  for (const memory of memories) {
    const { issueId, projectId } = memory;
    if (issueId === undefined || found.has(issueId)) continue;
    const of = { project: projectId, filesElsewhere: isElsewhere(memory, settings) };
    found.set(issueId, await seenSingly(jira, issueId, of, site));
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

/** Whether something may have to be filed, so that the target is worth its calls. */
const mayNeedFiling = (item: Item, memory: Memory | undefined, seen: Seen): boolean =>
  item.is === 'wanted' &&
  (memory?.issueId === undefined ||
    seen.is === 'deleted' ||
    (seen.is === 'live' && memory.state === 'done' && seen.category === 'done'));

const targetOf = (looked: Preflight | undefined, settings: Settings): Target => {
  const id = targetId(settings.filing);
  if (looked === undefined) return { is: 'not-asked', id };
  const [problem] = looked.problems;
  return problem === undefined ? { is: 'ready', id } : { is: 'blocked', id, problem };
};

/** What one item came to. */
interface Tended {
  readonly memory: Memory | undefined;
  readonly seen: Seen;
  readonly outcomes: readonly Outcome[];
  readonly filed: number;
  /** A failure that says something about the place where all are filed, not about this one. */
  readonly blocks?: Problem;
}

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

/** Keeps the failure with the work item; where somebody else wrote in between, theirs is newer. */
async function noted(
  shop: Shop,
  item: Item,
  memory: Memory | undefined,
  problem: Problem,
): Promise<Memory | undefined> {
  if (memory === undefined) return undefined;
  try {
    return await noteProblem(shop, item, memory, problem, '');
  } catch (error) {
    if (error instanceof Raced) return memory;
    throw error;
  }
}

async function tend(
  shop: Shop,
  item: Item,
  known: Memory | undefined,
  looked: { readonly seen: Seen; readonly twins: readonly Live[] },
  target: Target,
  left: number,
): Promise<Tended> {
  let memory = known;
  let { seen, twins } = looked;
  let filed = 0;
  const outcomes: Outcome[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const actions = plan({ item, seen, twins, memory, target, cap: { left: left - filed }, now: shop.now });
    let again = false;
    for (const action of actions) {
      try {
        const done = await execute(shop, action, {
          item,
          memory,
          seen: seen.is === 'live' ? seen : undefined,
        });
        outcomes.push(...(done.did === undefined ? [] : [outcomeOf(item, done.memory ?? memory, done.did)]));
        memory = done.memory;
        if (done.did === 'created') filed += 1;
        if (done.found !== undefined) seen = done.found;
        again = again || done.did === 'claim-released' || done.did === 'adopted';
      } catch (error) {
        if (error instanceof Raced)
          return { memory, seen, filed, outcomes: [...outcomes, outcomeOf(item, memory, 'raced')] };
        if (!(error instanceof JiraError)) throw error;
        if (isPassing(error)) throw new Halt(item.key, { cause: error });
        const problem = problemOf(error);
        const failed = { seen, filed, outcomes: [...outcomes, outcomeOf(item, memory, 'failed', problem)] };
        if (action.is === 'create') {
          return { ...failed, memory, ...(concernsAll(problem) ? { blocks: problem } : {}) };
        }
        return { ...failed, memory: await noted(shop, item, memory, problem) };
      }
    }
    twins = [];
    if (!again) break;
  }
  return { memory, seen, outcomes, filed };
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
  let filed = 0;
  let finished = true;

  try {
    const looked = await look(remediation, relevant);
    for (const memory of relevant) seenOf.set(memory.key, looked(memory).seen);
    const asks = items.some(item =>
      mayNeedFiling(item, known.get(item.key), looked(known.get(item.key)).seen),
    );
    const target = asks ? await preflight(jira, settings) : undefined;
    const shop: Shop = { jira, store, site, settings, pen, evidence, now, preflight: target };
    let aim = targetOf(target, settings);
    for (const item of items) {
      if (remediation.pause()) {
        finished = false;
        break;
      }
      const memory = known.get(item.key);
      const left = settings.filing.cap - remediation.filedSoFar - filed;
      const tended = await tend(shop, item, memory, looked(memory), aim, left);
      filed += tended.filed;
      outcomes.push(...tended.outcomes);
      if (tended.outcomes.some(({ did }) => did === 'raced')) finished = false;
      if (tended.memory === undefined) known.delete(item.key);
      else known.set(item.key, tended.memory);
      seenOf.set(item.key, tended.seen);
      if (tended.blocks !== undefined) aim = { is: 'not-asked', id: aim.id };
    }
  } catch (error) {
    if (!(error instanceof Halt) && !(error instanceof JiraError)) throw error;
    finished = false;
  }

  const current = outcomes.length === 0 ? kept : await store.all();
  return {
    outcomes,
    filed,
    finished,
    states: stateOf({ items, memories: current, seenOf, site, now }),
  };
}
