import { z } from 'zod';
import { JiraError } from '../jira/errors';
import { MINUTE } from '../terms/instant';
import { assigneeFor } from './assignable';
import { summaryOf } from './body';
import { duplicateComment } from './comment';
import { dueDay } from './due';
import { createFieldsOf } from './fields';
import { fingerprint } from './fingerprint';
import { type RemediationKey } from './key';
import { type Found, openTwins } from './look';
import { type Memory, type Problem, unfiled, without } from './memory';
import { CLAIM_HOLDS, type Live } from './plan';
import { type Preflight } from './preflight';
import { PROPERTY, type Property } from './property';
import { Raced, type Shop, remember } from './shop';
import { takeWay, wayTo } from './way';
import { comment, descriptionOf, openProperty, setProperty, writtenOf } from './write';
import { type Wanted } from './wanted';

/*
 * Exactly one, under deliveries that repeat and crashes anywhere: claim -> look -> file with the property in the same request
 * -> note the id. What a crash leaves is a claim without an id, and a claim is looked after.
 */

/** What Jira's clock and ours may differ by. */
const CLOCKS = MINUTE;

/** Whether it can be what a claim filed, or was there before this installation: open, or made since the claim. */
const adoptable = ({ category, created }: Found, claimedAt: number): boolean =>
  category !== 'done' || created >= claimedAt - CLOCKS;

/** The memory with a work item that is there already. What its text says isn't known: it is written anew. */
export const adopted = (memory: Memory, found: Live, now: number): Memory => ({
  ...without(memory, 'claimedAt', 'problem'),
  state: 'open',
  issueId: found.id,
  issueKey: found.key,
  projectId: found.projectId,
  hash: found.property?.hash ?? '',
  textHash: '',
  filedCount: found.property?.of ?? 0,
  lookAgainAt: now,
  turn: memory.turn + 1,
  ...(found.due === undefined ? {} : { due: found.due }),
});

/** Closes a second one with a word and marks it, so that it is never taken for the first. @throws JiraError */
export async function markDuplicate(shop: Shop, twin: Live, of: string): Promise<void> {
  const { property } = twin;
  await comment(shop, twin.id, duplicateComment(of, shop.pen));
  if (property !== undefined) await setProperty(shop, twin.id, { ...property, state: 'duplicate' });
  const way = twin.category === 'done' ? undefined : await wayTo(shop, twin.id, 'done');
  if (way !== undefined) await takeWay(shop, twin.id, way);
}

/**
 * Looks for work items that a claim left behind: keeps the one with the lowest id, closes the others as duplicates.
 * @returns the memory with the one that was kept, or undefined where there is none. @throws JiraError, Raced
 */
export async function adopt(
  shop: Shop,
  memory: Memory,
): Promise<{ memory: Memory; found: Found } | undefined> {
  const twins = (await openTwins(shop.jira, memory.key, shop.site)).filter(twin =>
    adoptable(twin, memory.claimedAt ?? shop.now),
  );
  const [found, ...others] = twins;
  if (found === undefined) return undefined;
  const kept = await remember(shop, adopted(memory, found, shop.now), memory);
  for (const twin of others) await markDuplicate(shop, twin, found.key);
  return { memory: kept, found };
}

/** Looks for a second one. @returns how many there were. @throws JiraError, Raced */
export async function closeTwins(shop: Shop, key: RemediationKey, kept: Live): Promise<number> {
  const twins = await openTwins(shop.jira, key, shop.site);
  const others = twins.filter(({ id, category }) => id !== kept.id && category !== 'done');
  for (const twin of others) await markDuplicate(shop, twin, kept.key);
  return others.length;
}

const created = z.object({ id: z.string(), key: z.string() });

/** Jira certainly created nothing. After any other failure it may have. */
const createdNothing = ({ kind }: JiraError): boolean => kind !== 'transient' && kind !== 'schema';

/** Jira, or this app's own allowance, asks to wait: nothing is wrong with the work item. */
export const isPassing = ({ kind }: JiraError): boolean => kind === 'rate-limited' || kind === 'over-budget';

export const problemOf = (error: JiraError): Problem => {
  switch (error.kind) {
    case 'refused':
      return {
        code: 'refused',
        args: { fields: error.fields.length === 0 ? 'none' : error.fields.join(', ') },
      };
    case 'denied':
    case 'gone':
      return { code: error.kind, args: {} };
    default:
      return { code: 'unanswered', args: {} };
  }
};

export interface Filing {
  readonly memory: Memory;
  readonly did: 'created' | 'adopted';
  readonly found?: Found;
}

interface Draft {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly memory: Pick<Memory, 'due' | 'toAssign' | 'instead' | 'summary'>;
  readonly property: Property;
}

async function draftOf(shop: Shop, item: Wanted, { facts }: Preflight): Promise<Draft> {
  const { settings, pen, now, site } = shop;
  const { project } = facts;
  const { issueType, fields: set } = settings.filing;
  if (project === undefined || issueType === undefined)
    throw new Error('filing into a target that is not ready');
  const screen = new Set(facts.fields.map(({ fieldId }) => fieldId));
  const { account, instead } = await assigneeFor(shop.jira, project.key, item.assignees);
  const day = dueDay(now, item.severity, settings.timeZone);
  const summary = summaryOf(item, pen);
  const kept = {
    ...(screen.has('duedate') ? { due: day } : {}),
    ...(instead === undefined ? {} : { instead }),
  };
  const description = descriptionOf(shop, item, kept, null);
  const fields = createFieldsOf(
    {
      summary,
      description,
      severity: item.severity,
      due: day,
      ...(account === undefined ? {} : { assignee: account }),
    },
    { project: project.id, issueType, fields: set },
    facts.fields,
    site.ownAccount,
  );
  return {
    fields,
    property: openProperty(shop, item, ''),
    memory: {
      ...kept,
      summary: fingerprint(summary),
      ...(account === undefined || screen.has('assignee') ? {} : { toAssign: account }),
    },
  };
}

async function claimed(
  shop: Shop,
  item: Wanted,
  held: Memory | undefined,
  { facts }: Preflight,
  refiled: boolean,
): Promise<Memory> {
  const about = { key: item.key, control: item.control.id, place: item.place };
  const lost = refiled && held?.issueId !== undefined ? [held.issueId] : [];
  const claim: Memory = {
    ...unfiled(about, shop.now, {
      refiled,
      ...(held === undefined
        ? {}
        : {
            turn: held.turn + 1,
            revision: held.revision,
            createdAt: held.createdAt,
            previous: [...held.previous, ...lost].slice(-5),
          }),
    }),
    state: 'claimed',
    claimedAt: shop.now,
    ...(facts.project === undefined ? {} : { projectId: facts.project.id }),
  };
  if (held !== undefined) return remember(shop, claim, held);
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
  const claim = await claimed(shop, item, held, target, refiled);
  try {
    const there = await adopt(shop, claim);
    if (there !== undefined) return { memory: there.memory, did: 'adopted', found: there.found };
    const { id, key } = await shop.jira.call('issue.create', {
      body: { fields: draft.fields, properties: [{ key: PROPERTY, value: draft.property }] },
      answer: created,
    });
    const memory: Memory = {
      ...without(claim, 'claimedAt'),
      ...draft.memory,
      ...writtenOf(item),
      state: 'open',
      issueId: id,
      issueKey: key,
      lookAgainAt: shop.now + CLAIM_HOLDS,
      turn: claim.turn + 1,
    };
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
