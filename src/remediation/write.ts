import { z } from 'zod';
import { type AdfDoc, doc } from './adf';
import { ROWS, type Telling, bodyOf, shortBodyOf, summaryOf } from './body';
import { fingerprint } from './fingerprint';
import { mergedDescription, rowsDownFrom, textOfPeople } from './merge';
import { overBodyOf } from './over-body';
import { type Live } from './action';
import { PROPERTY, type Property } from './property';
import { type Shop } from './shop';
import { FILED_AT_MOST, type Memory } from './memory';
import { type Retired, type Wanted, filedName, shownHash } from './wanted';

const nothing = z.unknown();

/** What a memory holds of the findings once they were said. */
export const saidOf = ({ lives, hash }: Wanted): Pick<Memory, 'hash' | 'filed' | 'filedCount'> => ({
  hash,
  filed: lives.slice(0, FILED_AT_MOST).map(filedName),
  filedCount: lives.length,
});

/** The property of a work item that is open. @param summary the fingerprint of the one that this app wrote. */
export const openProperty = ({ site }: Pick<Shop, 'site'>, item: Wanted, summary: string): Property => ({
  v: 1,
  key: item.key,
  control: item.control.id,
  place: item.place,
  cloudId: site.cloudId,
  environmentId: site.environmentId,
  state: 'open',
  severity: item.severity,
  open: item.lives.length,
  of: item.lives.length + item.over.length,
  hash: item.hash,
  summary,
});

/** When and for whom it was meant: what the text shows besides the findings. */
type Shown = Pick<Memory, 'due' | 'instead'>;

const tellingOf = (
  { pen, evidence }: Pick<Shop, 'pen' | 'evidence'>,
  item: Wanted,
  { due, instead }: Shown,
): Telling => ({
  pen,
  evidence: evidence.get(item.control.id),
  ...(due === undefined ? {} : { due }),
  ...(instead === undefined ? {} : { instead }),
});

/** From how many rows to none the list is cut down until it fits. */
const rowsFor = (findings: number): readonly number[] => rowsDownFrom(Math.min(ROWS, findings));

/**
 * The text of a work item, above what people wrote below it.
 * @returns undefined where their text leaves no room for it.
 */
export function descriptionOf(
  shop: Pick<Shop, 'pen' | 'evidence'>,
  item: Wanted,
  shown: Shown,
  existing: unknown,
): AdfDoc | undefined {
  const telling = tellingOf(shop, item, shown);
  const rows = rowsFor(item.lives.length);
  const parts = [...rows.map(count => () => bodyOf(item, telling, count)), () => shortBodyOf(item, telling)];
  return mergedDescription(parts, textOfPeople(existing, item.key));
}

/** The text of a work item that nobody has written on yet. */
export const newDescriptionOf = (shop: Pick<Shop, 'pen' | 'evidence'>, item: Wanted, shown: Shown): AdfDoc =>
  descriptionOf(shop, item, shown, null) ?? doc(shortBodyOf(item, tellingOf(shop, item, shown)));

export const comment = ({ jira }: Shop, issue: string, body: AdfDoc): Promise<unknown> =>
  jira.call('issue.comment', { path: { issueIdOrKey: issue }, body: { body }, answer: nothing });

export const setProperty = ({ jira }: Shop, issue: string, property: Property): Promise<unknown> =>
  jira.call('issue.set-property', {
    path: { issueIdOrKey: issue, propertyKey: PROPERTY },
    body: property,
    answer: nothing,
  });

const ownText = z.object({
  fields: z.object({
    description: z.unknown(),
    summary: z.string().catch(''),
    duedate: z.string().nullish(),
  }),
});

/**
 * Rewrites the app's part of a work item with its property in one request. The summary follows only while it is the one
 * that this app wrote, and the text names the due date that the work item has.
 * @returns what is known of the text then. @throws JiraError
 */
export async function rewriteText(
  shop: Shop,
  item: Wanted,
  memory: Memory,
  seen: Live,
): Promise<Pick<Memory, 'textHash' | 'summary'>> {
  const { fields } = await shop.jira.call('issue.get', {
    path: { issueIdOrKey: seen.id },
    query: { fields: 'description,summary,duedate' },
    answer: ownText,
  });
  const summary = summaryOf(item, shop.pen);
  const isOurs = fingerprint(fields.summary) === memory.summary;
  const ours = isOurs ? fingerprint(summary) : memory.summary;
  const { instead } = memory;
  const shown = {
    ...(fields.duedate ? { due: fields.duedate } : {}),
    ...(instead === undefined ? {} : { instead }),
  };
  const description = descriptionOf(shop, item, shown, fields.description);
  await shop.jira.call('issue.edit', {
    path: { issueIdOrKey: seen.id },
    body: {
      fields: {
        ...(description === undefined ? {} : { description }),
        ...(isOurs && fields.summary !== summary ? { summary } : {}),
      },
      properties: [{ key: PROPERTY, value: openProperty(shop, item, ours) }],
    },
    answer: nothing,
  });
  return { textHash: shownHash(item, shown), summary: ours };
}

/** Writes what it was and how it ended into the app's part, with its property in one request. @throws JiraError */
export async function writeOver(shop: Shop, item: Retired, seen: Live, property: Property): Promise<void> {
  const { fields } = await shop.jira.call('issue.get', {
    path: { issueIdOrKey: seen.id },
    query: { fields: 'description' },
    answer: ownText,
  });
  const telling = {
    pen: shop.pen,
    evidence: shop.evidence.get(item.control),
    movedByPerson: seen.category === 'done',
  };
  const parts = rowsFor(item.over.length).map(count => () => overBodyOf(item, telling, count));
  const description = mergedDescription(parts, textOfPeople(fields.description, item.key));
  await shop.jira.call('issue.edit', {
    path: { issueIdOrKey: seen.id },
    body: {
      fields: description === undefined ? {} : { description },
      properties: [{ key: PROPERTY, value: property }],
    },
    answer: nothing,
  });
}
