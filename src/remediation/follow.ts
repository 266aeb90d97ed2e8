import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { type AdfDoc } from './adf';
import { closeComment, noWayComment, reopenComment, updateComment } from './comment';
import { type Memory, without } from './memory';
import { type Live } from './plan';
import { type Property } from './property';
import { type Shop, remember } from './shop';
import { type Retired, type Wanted } from './wanted';
import { takeWay, wayTo } from './way';
import { comment, commentOnce, rewrite, saidIn, setProperty, writtenOf } from './write';

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

/** Writes what changed, and says it where it is worth saying. @throws JiraError, Raced */
export async function update(
  shop: Shop,
  item: Wanted,
  seen: Live,
  memory: Memory,
  said: boolean,
): Promise<Done> {
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

/** Opens it again and says what remains. @throws JiraError, Raced */
export async function reopen(
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

/** A memory whose work item is done. */
export const over = (shop: Shop, memory: Memory): Memory => ({
  ...without(memory, 'problem', 'noWay'),
  state: 'done',
  doneAt: shop.now,
  refiled: false,
  turn: memory.turn + 1,
});

/** Says the proof and moves it to Done. @throws JiraError, Raced */
export async function close(shop: Shop, item: Retired, seen: Live, memory: Memory): Promise<Done> {
  const body = closeComment(item, false, shop.evidence.get(item.control), shop.pen);
  const way = await wayTo(shop, seen.id, 'done');
  if (way === undefined) return noWay(shop, seen, memory, 'done', body);
  await commentOnce(shop, seen, saidIn(memory, 'over'), body);
  await setProperty(shop, seen.id, closedProperty(shop, item, memory, seen));
  await takeWay(shop, seen.id, way);
  return { memory: await remember(shop, over(shop, memory), memory), did: 'closed' };
}

/** Says the proof on one that a person moved to Done. @throws JiraError, Raced */
export async function confirm(shop: Shop, item: Retired, seen: Live, memory: Memory): Promise<Done> {
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

/** Assigns what could not be assigned when it was filed. @throws JiraError, Raced */
export async function assign(shop: Shop, seen: Live, memory: Memory, to: string): Promise<Done> {
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
