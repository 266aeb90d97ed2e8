import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { type CreateField } from './create-meta';
import { priorityOf } from './fields';
import { type Memory, without } from './memory';
import { REOPENINGS } from './patience';
import { type Live } from './action';
import { type Property } from './property';
import { type Shop, remember } from './shop';
import { type Retired, type Wanted, overHash } from './wanted';
import { type Way, takeWay, wayTo } from './way';
import { rewriteText, saidOf, setProperty, writeOver } from './write';

const anything = z.unknown();

/** What was done about a work item: for the ledger and the sweep's report. */
export type Did =
  | 'created'
  | 'adopted'
  | 'updated'
  | 'told'
  | 'rewritten'
  | 'reopened'
  | 'closed'
  | 'confirmed'
  | 'no-way'
  | 'property-restored'
  | 'property-changed'
  | 'property-reported'
  | 'assigned'
  | 'scheduled'
  | 'moved'
  | 'duplicate-closed'
  | 'claim-released'
  | 'cannot-file'
  | 'forgotten';

/**
 * What is known after an action. `found` is how the work item stands by now, where that changed or was read anew. `failed` is what Jira answered where something had been
 * noted before.
 */
export interface Done {
  readonly memory: Memory | undefined;
  readonly did?: Did;
  readonly found?: Live;
  readonly failed?: JiraError;
}

/** Writes the app's part of the text anew. @throws JiraError, Raced */
export async function rewrite(shop: Shop, item: Wanted, seen: Live, memory: Memory): Promise<Done> {
  const written = await rewriteText(shop, item, memory, seen);
  const next: Memory = {
    ...without(memory, 'noWay', 'doneAt'),
    ...written,
    // What somebody else wrote is as good as said by now.
    ...(memory.textHash === '' ? saidOf(item) : {}),
    state: 'open',
  };
  return { memory: await remember(shop, next, memory), did: 'rewritten' };
}

/** Remembers that the workflow has no way from here, so that it isn't asked with every sweep. */
async function noWay(shop: Shop, seen: Live, memory: Memory, to: 'done' | 'open'): Promise<Done> {
  const next: Memory = { ...memory, noWay: { to, from: seen.status.id, at: shop.now } };
  return { memory: await remember(shop, next, memory), did: 'no-way' };
}

/** The work item after a step of its workflow. */
const moved = ({ now }: Shop, seen: Live, { category, status }: Way): Live => ({
  ...seen,
  category,
  status,
  categorySince: category === seen.category ? seen.categorySince : now,
});

/** Moves it back to an open status. @throws JiraError, Raced */
export async function reopen(shop: Shop, seen: Live, memory: Memory): Promise<Done> {
  const way = await wayTo(shop, seen.id, 'open');
  if (way === undefined) return noWay(shop, seen, memory, 'open');
  await takeWay(shop, seen.id, way);
  const next: Memory = {
    ...without(memory, 'noWay', 'doneAt', 'scheduled', 'movedToDoneAt'),
    state: 'open',
    reopenedAt: [...(memory.reopenedAt ?? []), shop.now].slice(-REOPENINGS),
  };
  return { memory: await remember(shop, next, memory), did: 'reopened', found: moved(shop, seen, way) };
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
  summary: memory.summary,
});

/** A memory whose work item is done. */
export const over = (shop: Shop, memory: Memory): Memory => ({
  ...without(memory, 'problem', 'noWay'),
  state: 'done',
  doneAt: shop.now,
  refiled: false,
  failures: {},
});

/** @returns whether Jira did it; false where it certainly won't. @throws JiraError of any other kind. */
export async function unlessForbidden(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (!(error instanceof JiraError) || (error.kind !== 'denied' && error.kind !== 'refused')) throw error;
    return false;
  }
}

/** Moves it to Done. @throws JiraError, Raced */
export async function close(shop: Shop, seen: Live, memory: Memory): Promise<Done> {
  const way = await wayTo(shop, seen.id, 'done');
  if (way === undefined) return noWay(shop, seen, memory, 'done');
  await takeWay(shop, seen.id, way);
  return {
    memory: await remember(shop, over(shop, memory), memory),
    did: 'closed',
    found: moved(shop, seen, way),
  };
}

/** Takes leave of one that a person moved to Done. @throws Raced */
export async function confirm(shop: Shop, memory: Memory): Promise<Done> {
  return { memory: await remember(shop, over(shop, memory), memory), did: 'confirmed' };
}

/**
 * Writes what it was and how it ended, with the property, in one request. Where no edit is allowed at least the property
 * says that it is over; a workflow may forbid even that of what is done, and then it is over all the same.
 * @throws JiraError, Raced
 */
export async function rewriteOver(shop: Shop, item: Retired, seen: Live, memory: Memory): Promise<Done> {
  const property = closedProperty(shop, item, memory, seen);
  if (!(await unlessForbidden(writeOver(shop, item, seen, property)))) {
    const marked = setProperty(shop, seen.id, property);
    await (seen.category === 'done' ? unlessForbidden(marked) : marked);
  }
  const next: Memory = { ...memory, textHash: overHash(item) };
  return { memory: await remember(shop, next, memory), did: 'rewritten' };
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
  return {
    memory: await remember(shop, without(memory, 'toAssign'), memory),
    did: 'assigned',
    found: { ...seen, assignee: seen.assignee ?? to },
  };
}

const valuesOf = (fields: readonly CreateField[], id: string): CreateField['allowedValues'] =>
  fields.find(({ fieldId }) => fieldId === id)?.allowedValues ?? [];

/**
 * Sets due date and priority to what the severity asks for by now. A priority that a person changed stays. A workflow or
 * screen that doesn't let the app set them is not asked again. @throws JiraError, Raced
 */
export async function schedule(
  shop: Shop,
  item: Wanted,
  seen: Live,
  memory: Memory,
  due: string | undefined,
): Promise<Done> {
  const priority =
    seen.priority === memory.priority
      ? priorityOf(item.severity, valuesOf(shop.preflight?.facts.fields ?? [], 'priority'))
      : undefined;
  const isNew = priority !== undefined && priority !== memory.priority;
  const set: Pick<Memory, 'due' | 'priority'> = {
    ...(due === undefined ? {} : { due }),
    ...(isNew ? { priority } : {}),
  };
  const taken =
    Object.keys(set).length === 0 ||
    (await unlessForbidden(
      shop.jira.call('issue.edit', {
        path: { issueIdOrKey: seen.id },
        body: {
          fields: {
            ...(set.due === undefined ? {} : { duedate: set.due }),
            ...(set.priority === undefined ? {} : { priority: { id: set.priority } }),
          },
        },
        answer: anything,
      }),
    ));
  const next: Memory = { ...memory, ...(taken ? set : {}), scheduled: item.severity };
  return {
    memory: await remember(shop, next, memory),
    ...(taken && Object.keys(set).length > 0
      ? { did: 'scheduled' as const, found: { ...seen, ...set } }
      : {}),
  };
}
