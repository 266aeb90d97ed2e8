import { JiraError } from '../jira/errors';
import { type ControlId } from '../terms/control-terms';
import { type Instant } from '../terms/instant';
import { type Action, type Live, type Seen, type Target } from './action';
import { execute } from './execute';
import { type Did } from './follow';
import { Halt } from './halt';
import { type RemediationKey } from './key';
import { type Looked } from './looked';
import { type Memory, type Problem } from './memory';
import { withMoveOnRecord } from './moved-to-done';
import { RETRY_AFTER } from './patience';
import { plan } from './plan';
import { isPassing, problemOf } from './refusals';
import { Raced, type Shop, remember } from './shop';
import { type Item } from './wanted';

/** What was done, or why it could not be: for the ledger. */
export interface Outcome {
  readonly key: RemediationKey;
  readonly control: ControlId;
  readonly did: Did | 'failed' | 'raced';
  readonly issueId?: string;
  readonly issueKey?: string;
  readonly problem?: Problem;
}

/** A plan and what it leads to are looked at again at most so often for one work item. */
const ROUNDS = 3;

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
  'note-changed-property',
  'report-property',
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
export class Tending {
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

  /** @throws Raced */
  async #recordMove(): Promise<void> {
    if (this.memory === undefined) return;
    const { seen, memory } = withMoveOnRecord(this.#item, this.memory, this.seen);
    this.seen = seen;
    if (memory !== undefined) this.memory = await remember(this.#shop, memory, this.memory);
  }

  /** @throws Halt where Jira asks to wait */
  async run(target: Target, left: number): Promise<this> {
    const { now, settings } = this.#shop;
    try {
      await this.#recordMove();
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
