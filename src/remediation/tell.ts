import { JiraError } from '../jira/errors';
import { dayAt } from '../terms/day';
import { type AdfDoc } from './adf';
import { closeComment, noWayComment, propertyComment, reopenComment, updateComment } from './comment';
import { type Done } from './follow';
import { BEHIND, type Memory, without } from './memory';
import { type Live, type Telling, saidAs } from './action';
import { createdNothing } from './refusals';
import { type Shop, remember } from './shop';
import { type Item, type Wanted } from './wanted';
import { wayTo } from './way';
import { comment, saidOf } from './write';

/**
 * Says something at most once: it is noted before it is said. Where Jira certainly did not take the comment the note is
 * taken back; a lost answer or a crash leaves it, and at worst nothing was said.
 * @throws Raced
 */
async function sayOnce(shop: Shop, seen: Live, memory: Memory, noted: Memory, body: AdfDoc): Promise<Done> {
  const kept = await remember(shop, noted, memory);
  try {
    await comment(shop, seen.id, body);
    return { memory: kept };
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    return {
      memory: createdNothing(error)
        ? await remember(shop, { ...memory, revision: kept.revision }, kept)
        : kept,
      failed: error,
    };
  }
}

/** The same, with what a person has to do where the workflow has no step for the app. @throws JiraError */
async function withWay(shop: Shop, seen: Live, to: 'done' | 'open', body: AdfDoc): Promise<AdfDoc> {
  const way = await wayTo(shop, seen.id, to);
  return way === undefined ? noWayComment(to, body, shop.pen) : body;
}

/** What is noted when something was said of what is open: only that is news which comes after it. */
const toldOf = (item: Wanted, memory: Memory, seen: Live): Memory => ({
  ...without(memory, 'said'),
  ...saidOf(item),
  textHash: BEHIND,
  state: seen.category === 'done' ? memory.state : 'open',
});

async function tellChange(shop: Shop, item: Wanted, seen: Live, memory: Memory): Promise<Done> {
  const { pen, now, settings } = shop;
  const isToCome = seen.due !== undefined && seen.due >= dayAt(now, settings.timeZone);
  const body = updateComment(item, memory, pen, isToCome ? seen.due : undefined);
  const done = await sayOnce(shop, seen, memory, toldOf(item, memory, seen), body);
  return { ...done, did: 'updated' };
}

async function tellOpen(
  shop: Shop,
  item: Wanted,
  seen: Live,
  memory: Memory,
  what: 'remains' | 'unconfirmed' | 'returned',
): Promise<Done> {
  const about = reopenComment(what, item, memory, seen, shop.pen);
  const body = seen.category === 'done' ? await withWay(shop, seen, 'open', about) : about;
  const noted = { ...toldOf(item, memory, seen), said: saidAs(what, seen) };
  return { ...(await sayOnce(shop, seen, memory, noted, body)), did: 'told' };
}

/** Says that someone changed the property, and that the app goes by its own record. @throws JiraError, Raced */
export async function reportProperty(shop: Shop, seen: Live, memory: Memory): Promise<Done> {
  const noted = { ...memory, propertyReportedAt: shop.now };
  const done = await sayOnce(shop, seen, memory, noted, propertyComment(shop.pen));
  return { ...done, did: 'property-reported' };
}

/** Says what is to be said in a comment. @throws JiraError, Raced */
export async function tell(
  shop: Shop,
  what: Telling,
  item: Item,
  seen: Live,
  memory: Memory,
): Promise<Done | undefined> {
  if (item.is === 'wanted') {
    if (what === 'over') return undefined;
    return what === 'change'
      ? tellChange(shop, item, seen, memory)
      : tellOpen(shop, item, seen, memory, what);
  }
  if (what !== 'over') return undefined;
  const isDone = seen.category === 'done';
  const about = closeComment(item, isDone, shop.evidence.get(item.control), shop.pen);
  const body = isDone ? about : await withWay(shop, seen, 'done', about);
  const noted = { ...memory, said: saidAs(what, seen), textHash: BEHIND };
  return { ...(await sayOnce(shop, seen, memory, noted, body)), did: 'told' };
}
