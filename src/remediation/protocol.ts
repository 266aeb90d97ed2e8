import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { nonEmptyId } from '../jira/id';
import { MINUTE } from '../terms/instant';
import { assigneeFor } from './assignable';
import { summaryOf } from './body';
import { duplicateComment } from './comment';
import { dueDay } from './due';
import { createFieldsOf, priorityOf } from './fields';
import { fingerprint } from './fingerprint';
import { type RemediationKey } from './key';
import { type Found, openTwins } from './look';
import { unlessForbidden } from './follow';
import { type Memory, unfiled, without } from './memory';
import { type Live } from './action';
import { CLAIM_HOLDS } from './patience';
import { type Preflight } from './preflight';
import { PROPERTY, type Property } from './property';
import { createdNothing, isPassing, problemOf } from './refusals';
import { Raced, type Shop, remember } from './shop';
import { takeWay, wayTo } from './way';
import { comment, newDescriptionOf, openProperty, saidOf, setProperty } from './write';
import { type Wanted, shownHash } from './wanted';

/*
 * Exactly one, under deliveries that repeat and crashes anywhere: claim -> look -> file with the property in the same request
 * -> note the id. What a crash leaves is a claim without an id, and a claim is looked after.
 */

/** What Jira's clock and ours may differ by. */
const CLOCKS = MINUTE;

/** Whether it can be what a claim filed, or was there before this installation: open, or made since the claim. */
const adoptable = ({ category, created }: Found, claimedAt: number): boolean =>
  category !== 'done' || created >= claimedAt - CLOCKS;

/** The very work item that the claim's draft described: nothing of it is lost. */
const isDrafted = (memory: Memory, { created, property }: Found): boolean =>
  memory.claimedAt !== undefined && created >= memory.claimedAt - CLOCKS && property?.hash === memory.hash;

/** The memory with a work item that is there already. What its text says isn't known: it is written anew. */
export function adopted(memory: Memory, { id, key, projectId, property }: Live, now: number): Memory {
  const {
    due: _due,
    priority: _priority,
    ...rest
  } = without(memory, 'claimedAt', 'problem', 'said', 'scheduled', 'movedToDoneAt', 'reopenedAt');
  return {
    ...rest,
    state: 'open',
    issueId: id,
    issueKey: key,
    projectId,
    hash: property?.hash ?? '',
    textHash: '',
    summary: property?.summary ?? '',
    filed: [],
    filedCount: property?.of ?? 1,
    ...(property === undefined ? {} : { scheduled: property.severity }),
    lookAgainAt: now,
  };
}

/** The memory with what its claim filed. A lost answer may have left a second one: that is looked for at `lookAgainAt`. */
const filedAs = (
  memory: Memory,
  { id, key, projectId }: Pick<Live, 'id' | 'key' | 'projectId'>,
  lookAgainAt: number,
): Memory => ({
  ...without(memory, 'problem'),
  state: 'open',
  issueId: id,
  issueKey: key,
  projectId,
  lookAgainAt,
});

/**
 * Closes a second one, marks it, so that it is never taken for the first, and says so last: what was refused or cut short is
 * done again, and then only what is left of it. @throws JiraError
 */
export async function markDuplicate(shop: Shop, twin: Live, of: string): Promise<void> {
  const { property } = twin;
  const way = twin.category === 'done' ? undefined : await wayTo(shop, twin.id, 'done');
  const isDone =
    way === undefined ? twin.category === 'done' : await unlessForbidden(takeWay(shop, twin.id, way));
  if (property !== undefined) {
    const marked = setProperty(shop, twin.id, { ...property, state: 'duplicate' });
    // A workflow may forbid every edit of what is done, and then it is looked for no more.
    await (isDone ? unlessForbidden(marked) : marked);
  }
  await comment(shop, twin.id, duplicateComment(of, shop.pen));
}

/** An editor can write any key on a work item: what the record of another key has is never taken, and never closed. */
const unclaimedTwins = async (shop: Shop, key: RemediationKey): Promise<readonly Found[]> =>
  (await openTwins(shop.jira, key, shop.site)).filter(({ id }) => !shop.belongsToOther(id, key));

/**
 * Looks for work items that a claim left behind and keeps the one with the lowest id; others are closed as duplicates when
 * it is next looked for a second one, which is at once.
 * @returns the memory with the one that was kept, or undefined where there is none. @throws JiraError, Raced
 */
export async function adopt(
  shop: Shop,
  memory: Memory,
): Promise<{ memory: Memory; found: Found } | undefined> {
  const found = (await unclaimedTwins(shop, memory.key)).find(twin =>
    adoptable(twin, memory.claimedAt ?? shop.now),
  );
  if (found === undefined) return undefined;
  const next = isDrafted(memory, found) ? filedAs(memory, found, shop.now) : adopted(memory, found, shop.now);
  return { memory: await remember(shop, next, memory), found };
}

/** Looks for a second one. @returns how many there were. @throws JiraError, Raced */
export async function closeTwins(shop: Shop, key: RemediationKey, kept: Live): Promise<number> {
  const twins = await unclaimedTwins(shop, key);
  const others = twins.filter(({ id, category }) => id !== kept.id && category !== 'done');
  for (const twin of others) await markDuplicate(shop, twin, kept.key);
  return others.length;
}

const created = z.object({ id: nonEmptyId, key: nonEmptyId });

export interface Filing {
  readonly memory: Memory;
  readonly did: 'created' | 'adopted';
  readonly found?: Found;
}

/** What is remembered of a work item that is about to be filed. */
type Drafted = { readonly projectId: string } & Pick<
  Memory,
  | 'due'
  | 'priority'
  | 'scheduled'
  | 'toAssign'
  | 'instead'
  | 'summary'
  | 'hash'
  | 'textHash'
  | 'filed'
  | 'filedCount'
>;

interface Draft {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly memory: Drafted;
  readonly property: Property;
}

async function draftOf(shop: Shop, item: Wanted, { facts }: Preflight): Promise<Draft> {
  const { settings, pen, now, site } = shop;
  const { project } = facts;
  const { issueType, fields: set } = settings.filing;
  if (project === undefined || issueType === undefined)
    throw new Error('filing into a target that is not ready');
  const screen = new Map(facts.fields.map(field => [field.fieldId, field]));
  const { account, instead } = await assigneeFor(shop.jira, project, item.assignees);
  const day = dueDay(now, item.severity, settings.timeZone);
  const priority = priorityOf(item.severity, screen.get('priority')?.allowedValues ?? []);
  const summary = summaryOf(item, pen);
  const shown = {
    ...(screen.has('duedate') ? { due: day } : {}),
    ...(instead === undefined ? {} : { instead }),
  };
  const fields = createFieldsOf(
    {
      summary,
      description: newDescriptionOf(shop, item, shown),
      due: day,
      area: pen.words.plain(`terms.area.${item.control.area}`),
      ...(priority === undefined ? {} : { priority }),
      ...(account === undefined ? {} : { assignee: account }),
    },
    { project: project.id, issueType, fields: set },
    facts.fields,
    site.ownAccount,
  );
  return {
    fields,
    property: openProperty(shop, item, fingerprint(summary)),
    memory: {
      projectId: project.id,
      ...shown,
      ...saidOf(item),
      ...(priority === undefined ? {} : { priority }),
      textHash: shownHash(item, shown),
      scheduled: item.severity,
      summary: fingerprint(summary),
      ...(account === undefined || screen.has('assignee') ? {} : { toAssign: account }),
    },
  };
}

/** Claims the key with all that is known of what is about to be filed: a crash before its id is noted loses nothing of it. */
async function claimed(
  shop: Shop,
  item: Wanted,
  held: Memory | undefined,
  draft: Drafted,
  refiled: boolean,
): Promise<Memory & Drafted> {
  const about = { key: item.key, control: item.control.id, place: item.place };
  const lost = refiled && held?.issueId !== undefined ? [held.issueId] : [];
  const claim: Memory & Drafted = {
    ...unfiled(about, shop.now, {
      refiled,
      ...(held === undefined
        ? {}
        : {
            revision: held.revision,
            createdAt: held.createdAt,
            previous: [...held.previous, ...lost].slice(-5),
          }),
    }),
    ...draft,
    state: 'claimed',
    claimedAt: shop.now,
  };
  if (held !== undefined) return { ...(await remember(shop, claim, held)), projectId: draft.projectId };
  if (!(await shop.store.claim(claim))) throw new Raced(item.key);
  return claim;
}

/**
 * Files a work item, or adopts the one that is there already.
 * @throws JiraError where Jira refused it (the memory then says why) or its answer was lost (the claim then stays, and is
 * looked after in ten minutes); Raced.
 */
export async function file(
  shop: Shop,
  item: Wanted,
  held: Memory | undefined,
  target: Preflight,
  refiled: boolean,
): Promise<Filing> {
  // Everything that can fail without a trace comes before the claim.
  const draft = await draftOf(shop, item, target);
  const claim = await claimed(shop, item, held, draft.memory, refiled);
  try {
    const there = await adopt(shop, claim);
    if (there !== undefined) return { memory: there.memory, did: 'adopted', found: there.found };
    const { id, key } = await shop.jira.call('issue.create', {
      body: { fields: draft.fields, properties: [{ key: PROPERTY, value: draft.property }] },
      answer: created,
    });
    const memory = filedAs(claim, { id, key, projectId: claim.projectId }, shop.now + CLAIM_HOLDS);
    return { memory: await remember(shop, memory, claim), did: 'created' };
  } catch (error) {
    if (error instanceof JiraError && createdNothing(error)) {
      const problem = { ...problemOf(error), at: shop.now, target: target.id };
      const waits = isPassing(error) ? {} : { problem };
      await remember(shop, { ...without(claim, 'claimedAt'), state: 'cannot-file', ...waits }, claim);
    }
    throw error;
  }
}
