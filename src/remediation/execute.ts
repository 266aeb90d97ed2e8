import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { type AdfDoc } from './adf';
import { closeComment, noWayComment, reopenComment, updateComment } from './comment';
import { seesAllOf } from './look';
import { type Memory, type Problem, unfiled, without } from './memory';
import { type Action, LOOK_AGAIN, type Live } from './plan';
import { type Property } from './property';
import { adopt, adopted, closeTwins, file, markDuplicate } from './protocol';
import { Raced, type Shop, remember } from './shop';
import { type Item, type Retired, type Wanted } from './wanted';
import { takeWay, wayTo } from './way';
import { comment, commentOnce, openProperty, rewrite, saidIn, setProperty, writtenOf } from './write';

const anything = z.unknown();

/** What was done about a work item: for the ledger and the sweep's report. */
export type Did =
  | 'created'
  | 'adopted'
  | 'updated'
  | 'rewritten'
  | 'reopened'
  | 'closed'
  | 'confirmed'
  | 'no-way'
  | 'property-restored'
  | 'assigned'
  | 'moved'
  | 'duplicate-closed'
  | 'claim-released'
  | 'cannot-file'
  | 'forgotten';

/** What is known after an action. `found` is what an adoption read. */
export interface Done {
  readonly memory: Memory | undefined;
  readonly did?: Did;
  readonly found?: Live;
}

async function update(shop: Shop, item: Wanted, seen: Live, memory: Memory, said: boolean): Promise<Done> {
  const saying = said ? saidIn(memory, 'update') : (seen.property?.said ?? '');
  if (said) await commentOnce(shop, seen, saying, updateComment(item, memory, shop.pen));
  const summary = await rewrite(shop, item, memory, seen, saying);
  const next: Memory = {
    ...without(memory, 'problem', 'noWay', 'doneAt'),
    ...writtenOf(item),
    summary,
    state: 'open',
    turn: memory.turn + 1,
  };
  return { memory: await remember(shop, next, memory), did: said ? 'updated' : 'rewritten' };
}

/** Says once that the workflow has no way, with what would have been said. */
async function noWay(
  shop: Shop,
  seen: Live,
  memory: Memory,
  to: 'done' | 'open',
  about: AdfDoc,
): Promise<Done> {
  const known = memory.noWay?.to === to && memory.noWay.from === seen.status.id;
  if (!known) await comment(shop, seen.id, noWayComment(to, about, shop.pen));
  const next: Memory = { ...memory, noWay: { to, from: seen.status.id, at: shop.now } };
  return { memory: await remember(shop, next, memory), ...(known ? {} : { did: 'no-way' as const }) };
}

async function reopen(
  shop: Shop,
  item: Wanted,
  seen: Live,
  memory: Memory,
  why: 'remains' | 'unconfirmed' | 'returned',
): Promise<Done> {
  const body = reopenComment(why, item, memory, shop.pen);
  const way = await wayTo(shop, seen.id, 'open');
  if (way === undefined) return noWay(shop, seen, memory, 'open', body);
  const said = saidIn(memory, 'reopen');
  await commentOnce(shop, seen, said, body);
  await takeWay(shop, seen.id, way);
  // Many workflows don't let anyone edit what is done: only now the text.
  const summary = await rewrite(shop, item, memory, seen, said);
  const next: Memory = {
    ...without(memory, 'problem', 'noWay', 'doneAt'),
    ...writtenOf(item),
    summary,
    state: 'open',
    turn: memory.turn + 1,
  };
  return { memory: await remember(shop, next, memory), did: 'reopened' };
}

const closedProperty = ({ site }: Shop, item: Retired, memory: Memory, seen: Live): Property => ({
  v: 1,
  key: memory.key,
  control: memory.control,
  place: memory.place,
  cloudId: site.cloudId,
  environmentId: site.environmentId,
  severity: seen.property?.severity ?? 'low',
  state: 'closed',
  open: 0,
  of: Math.max(memory.filedCount, item.over.length),
  hash: memory.hash,
  said: saidIn(memory, 'over'),
});

const over = (shop: Shop, memory: Memory): Memory => ({
  ...without(memory, 'problem', 'noWay'),
  state: 'done',
  doneAt: shop.now,
  refiled: false,
  turn: memory.turn + 1,
});

async function close(shop: Shop, item: Retired, seen: Live, memory: Memory): Promise<Done> {
  const body = closeComment(item, false, shop.evidence.get(item.control), shop.pen);
  const way = await wayTo(shop, seen.id, 'done');
  if (way === undefined) return noWay(shop, seen, memory, 'done', body);
  await commentOnce(shop, seen, saidIn(memory, 'over'), body);
  await setProperty(shop, seen.id, closedProperty(shop, item, memory, seen));
  await takeWay(shop, seen.id, way);
  return { memory: await remember(shop, over(shop, memory), memory), did: 'closed' };
}

async function confirm(shop: Shop, item: Retired, seen: Live, memory: Memory): Promise<Done> {
  const body = closeComment(item, true, shop.evidence.get(item.control), shop.pen);
  await commentOnce(shop, seen, saidIn(memory, 'over'), body);
  try {
    await setProperty(shop, seen.id, closedProperty(shop, item, memory, seen));
  } catch (error) {
    // A workflow may forbid every edit of what is done; the work item is done all the same.
    if (!(error instanceof JiraError) || (error.kind !== 'denied' && error.kind !== 'refused')) throw error;
  }
  return { memory: await remember(shop, over(shop, memory), memory), did: 'confirmed' };
}

async function assign(shop: Shop, seen: Live, memory: Memory, to: string): Promise<Done> {
  // Who was chosen by a person in the meantime stays.
  if (seen.assignee === undefined) {
    await shop.jira.call('issue.assign', {
      path: { issueIdOrKey: seen.id },
      body: { accountId: to },
      answer: anything,
    });
  }
  return { memory: await remember(shop, without(memory, 'toAssign'), memory), did: 'assigned' };
}

/** Keeps why something can't be done, once. */
export async function noteProblem(
  shop: Shop,
  item: Item,
  memory: Memory | undefined,
  problem: Problem,
  target: string,
): Promise<Memory | undefined> {
  const noted = { ...problem, at: shop.now, target };
  if (memory === undefined) {
    const control = item.is === 'wanted' ? item.control.id : item.control;
    const fresh: Memory = {
      ...unfiled({ key: item.key, control, place: item.place }, shop.now),
      problem: noted,
    };
    return (await shop.store.claim(fresh)) ? fresh : undefined;
  }
  const known = memory.problem;
  if (known?.code === problem.code && known.target === target) return memory;
  const next: Memory =
    problem.code === 'deleted-again'
      ? { ...without(memory, 'issueId', 'issueKey'), state: 'cannot-file', problem: noted }
      : { ...memory, problem: noted };
  return remember(shop, next, memory);
}

async function recover(shop: Shop, memory: Memory): Promise<Done> {
  const there = await adopt(shop, memory);
  if (there !== undefined) return { memory: there.memory, did: 'adopted', found: there.found };
  // Nothing was found, which says something only where nothing can hide.
  const { projectId } = memory;
  if (projectId !== undefined && !(await seesAllOf(shop.jira, projectId))) return { memory };
  const next: Memory = { ...without(memory, 'claimedAt', 'problem'), state: 'cannot-file' };
  return { memory: await remember(shop, next, memory), did: 'claim-released' };
}

async function markTwin(shop: Shop, twin: Live, memory: Memory, seen: Live): Promise<Done> {
  await markDuplicate(shop, twin, seen.key);
  const previous = memory.previous.filter(id => id !== twin.id);
  return { memory: await remember(shop, { ...memory, previous }, memory), did: 'duplicate-closed' };
}

async function setAside(shop: Shop, memory: Memory): Promise<Done> {
  const { issueId } = memory;
  const next: Memory = {
    ...without(over(shop, memory), 'issueId', 'issueKey'),
    previous: issueId === undefined ? memory.previous : [...memory.previous, issueId],
  };
  return { memory: await remember(shop, next, memory), did: 'forgotten' };
}

async function takeBack(shop: Shop, twin: Live, memory: Memory): Promise<Done> {
  const previous = memory.previous.filter(id => id !== twin.id);
  const next = adopted({ ...memory, previous, refiled: false }, twin, shop.now);
  return { memory: await remember(shop, next, memory), did: 'adopted', found: twin };
}

/** What an action is about. `seen` is there for all that touch a work item. */
export interface About {
  readonly item: Item;
  readonly memory: Memory | undefined;
  readonly seen: Live | undefined;
}

function onWorkItem(
  shop: Shop,
  action: Action,
  item: Item,
  memory: Memory,
  seen: Live,
): Promise<Done> | undefined {
  switch (action.is) {
    case 'assign':
      return assign(shop, seen, memory, action.to);
    case 'settle':
      return closeTwins(shop, memory.key, seen).then(async count => ({
        memory: await remember(shop, { ...memory, lookAgainAt: shop.now + LOOK_AGAIN }, memory),
        ...(count === 0 ? {} : { did: 'duplicate-closed' as const }),
      }));
    case 'note-moved':
      return remember(shop, { ...memory, issueKey: seen.key, projectId: seen.projectId }, memory).then(
        kept => ({ memory: kept, did: 'moved' }),
      );
    case 'mark-duplicate':
      return markTwin(shop, action.twin, memory, seen);
    case 'update':
      return item.is === 'wanted' ? update(shop, item, seen, memory, action.comment) : undefined;
    case 'reopen':
      return item.is === 'wanted' ? reopen(shop, item, seen, memory, action.why) : undefined;
    case 'restore-property':
      return item.is === 'wanted'
        ? setProperty(shop, seen.id, openProperty(shop, item, seen.property?.said ?? '')).then(() => ({
            memory,
            did: 'property-restored',
          }))
        : undefined;
    case 'close':
      return item.is === 'retired' ? close(shop, item, seen, memory) : undefined;
    case 'confirm':
      return item.is === 'retired' ? confirm(shop, item, seen, memory) : undefined;
    default:
      return undefined;
  }
}

/**
 * Carries out one action of the plan. Each can be carried out again after a crash anywhere in it.
 * @throws JiraError, Raced; an error where the plan asks for what its own input rules out.
 */
export async function execute(shop: Shop, action: Action, { item, memory, seen }: About): Promise<Done> {
  switch (action.is) {
    case 'create': {
      if (item.is !== 'wanted' || shop.preflight === undefined) break;
      return file(shop, item, memory, shop.preflight, action.refiled);
    }
    case 'recover':
      if (memory === undefined) break;
      return recover(shop, memory);
    case 'take-back':
      if (memory === undefined) break;
      return takeBack(shop, action.twin, memory);
    case 'cannot-file': {
      const noted = await noteProblem(shop, item, memory, action.problem, shop.preflight?.id ?? '');
      if (noted === undefined) throw new Raced(item.key);
      return { memory: noted, did: 'cannot-file' };
    }
    case 'set-aside':
      if (memory === undefined) break;
      return setAside(shop, memory);
    case 'forget':
      await shop.store.drop(item.key);
      return { memory: undefined, did: 'forgotten' };
    default: {
      const done = memory && seen && onWorkItem(shop, action, item, memory, seen);
      if (done !== undefined) return done;
    }
  }
  throw new Error(`the plan of ${item.key} asks for ${action.is}, which its work item rules out`);
}
