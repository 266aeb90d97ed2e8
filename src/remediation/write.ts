import { z } from 'zod';
import { type AdfDoc } from './adf';
import { ROWS, bodyOf, summaryOf } from './body';
import { fingerprint } from './fingerprint';
import { mergedDescription, textOfPeople } from './merge';
import { type Live } from './plan';
import { PROPERTY, type Property } from './property';
import { type Shop } from './shop';
import { FILED_AT_MOST, type Memory } from './memory';
import { type Wanted, filedName } from './wanted';

const nothing = z.unknown();

/** What a memory holds of the findings after they were written. */
export const writtenOf = ({
  lives,
  hash,
  textHash,
}: Wanted): Pick<Memory, 'hash' | 'textHash' | 'filed' | 'filedCount'> => ({
  hash,
  textHash,
  filed: lives.slice(0, FILED_AT_MOST).map(filedName),
  filedCount: lives.length,
});

/** The property of a work item that is open. `said` names what was said last. */
export const openProperty = ({ site }: Pick<Shop, 'site'>, item: Wanted, said: string): Property => ({
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
  said,
});

/** The text of a work item in `rows` rows at most, above what people wrote below it. */
export const descriptionOf = (
  { pen, evidence }: Pick<Shop, 'pen' | 'evidence'>,
  item: Wanted,
  of: Pick<Memory, 'due' | 'instead'>,
  existing: unknown,
): AdfDoc => {
  const { due, instead } = of;
  const telling = {
    pen,
    evidence: evidence.get(item.control.id),
    ...(due === undefined ? {} : { due }),
    ...(instead === undefined ? {} : { instead }),
  };
  return mergedDescription(
    rows => bodyOf(item, telling, rows),
    textOfPeople(existing, item.key),
    Math.min(ROWS, item.lives.length),
  );
};

/** What this turn says, named: if it was said before a crash, it isn't said again. */
export const saidIn = ({ turn }: Memory, what: 'over' | 'update' | 'reopen'): string => `${turn}:${what}`;

export const comment = ({ jira }: Shop, issue: string, body: AdfDoc): Promise<unknown> =>
  jira.call('issue.comment', { path: { issueIdOrKey: issue }, body: { body }, answer: nothing });

/** Comments, unless the property says that it was done in this turn. @throws JiraError */
export async function commentOnce(shop: Shop, seen: Live, said: string, body: AdfDoc): Promise<void> {
  if (seen.property?.said !== said) await comment(shop, seen.id, body);
}

export const setProperty = ({ jira }: Shop, issue: string, property: Property): Promise<unknown> =>
  jira.call('issue.set-property', {
    path: { issueIdOrKey: issue, propertyKey: PROPERTY },
    body: property,
    answer: nothing,
  });

const ownText = z.object({
  fields: z.object({ description: z.unknown(), summary: z.string().catch('') }),
});

/**
 * Rewrites the app's part of a work item with its property in one request. The summary follows only while it is the one
 * that this app wrote.
 * @returns the fingerprint of the summary as this app wrote it last. @throws JiraError
 */
export async function rewrite(
  shop: Shop,
  item: Wanted,
  memory: Memory,
  seen: Live,
  said: string,
): Promise<string> {
  const { fields } = await shop.jira.call('issue.get', {
    path: { issueIdOrKey: seen.id },
    query: { fields: 'description,summary' },
    answer: ownText,
  });
  const summary = summaryOf(item, shop.pen);
  const isOurs = fingerprint(fields.summary) === memory.summary;
  await shop.jira.call('issue.edit', {
    path: { issueIdOrKey: seen.id },
    body: {
      fields: {
        description: descriptionOf(shop, item, memory, fields.description),
        ...(isOurs && fields.summary !== summary ? { summary } : {}),
      },
      properties: [{ key: PROPERTY, value: openProperty(shop, item, said) }],
    },
    answer: nothing,
  });
  return isOurs ? fingerprint(summary) : memory.summary;
}
