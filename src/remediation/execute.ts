import { type Done, assign, close, confirm, over, reopen, rewrite, rewriteOver, schedule } from './follow';
import { seesAllOf } from './look';
import { type Memory, type Problem, unfiled, without } from './memory';
import { type Action, type Live } from './action';
import { LOOK_AGAIN } from './patience';
import { adopt, adopted, closeTwins, file, markDuplicate } from './protocol';
import { Raced, type Shop, remember } from './shop';
import { reportProperty, tell } from './tell';
import { type Item, type Wanted } from './wanted';
import { openProperty, setProperty } from './write';

/** Keeps why something can't be filed. @throws Raced */
async function cannotFile(
  shop: Shop,
  item: Item,
  memory: Memory | undefined,
  problem: Problem,
): Promise<Done> {
  const noted = { ...problem, at: shop.now, target: shop.preflight?.id ?? '' };
  if (memory === undefined) {
    const control = item.is === 'wanted' ? item.control.id : item.control;
    const fresh: Memory = {
      ...unfiled({ key: item.key, control, place: item.place }, shop.now),
      problem: noted,
    };
    if (!(await shop.store.claim(fresh))) throw new Raced(item.key);
    return { memory: fresh, did: 'cannot-file' };
  }
  const next: Memory =
    problem.code === 'deleted-again'
      ? { ...without(memory, 'issueId', 'issueKey'), state: 'cannot-file', problem: noted }
      : { ...memory, problem: noted };
  return { memory: await remember(shop, next, memory), did: 'cannot-file' };
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

async function restoreProperty(shop: Shop, item: Wanted, seen: Live, memory: Memory): Promise<Done> {
  await setProperty(shop, seen.id, openProperty(shop, item, memory.summary));
  const next: Memory = { ...memory, propertyRestoredAt: shop.now };
  return { memory: await remember(shop, next, memory), did: 'property-restored' };
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
): Promise<Done | undefined> | undefined {
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
    case 'tell':
      return tell(shop, action.what, item, seen, memory);
    case 'rewrite':
      return item.is === 'wanted' ? rewrite(shop, item, seen, memory) : rewriteOver(shop, item, seen, memory);
    case 'reopen':
      return reopen(shop, seen, memory);
    case 'schedule':
      return item.is === 'wanted' ? schedule(shop, item, seen, memory, action.due) : undefined;
    case 'restore-property':
      return item.is === 'wanted' ? restoreProperty(shop, item, seen, memory) : undefined;
    case 'note-changed-property':
      return remember(shop, { ...memory, propertyChangedAt: shop.now }, memory).then(kept => ({
        memory: kept,
        did: 'property-changed',
      }));
    case 'report-property':
      return reportProperty(shop, seen, memory);
    case 'close':
      return close(shop, seen, memory);
    case 'confirm':
      return confirm(shop, memory);
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
    case 'cannot-file':
      return cannotFile(shop, item, memory, action.problem);
    case 'set-aside':
      if (memory === undefined) break;
      return setAside(shop, memory);
    case 'forget':
      if (memory === undefined) break;
      if (!(await shop.store.drop(memory))) throw new Raced(memory.key);
      return { memory: undefined, did: 'forgotten' };
    default: {
      const done = memory && seen && (await onWorkItem(shop, action, item, memory, seen));
      if (done !== undefined) return done;
    }
  }
  throw new Error(`the plan of ${item.key} asks for ${action.is}, which its work item rules out`);
}
