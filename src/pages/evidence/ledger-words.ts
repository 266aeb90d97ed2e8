import { z } from 'zod';
import { type LedgerRow } from '../../api/contract/evidence';
import { type Page } from '../page/page-context';
import { dayInWords, percent } from '../page/time';

/* What the entries of the ledger hold, as far as a line of it shows. An older entry that holds something else has no line. */

const judged = z.object({
  score: z.object({ assured: z.number(), possible: z.number() }),
  steps: z.array(z.object({ is: z.string() })),
  stepCount: z.number(),
  workItems: z.array(z.object({ did: z.string() })).default([]),
});
const saved = z.object({ group: z.enum(['filing', 'open', 'sensitive', 'people', 'site', 'all']) });
const taken = z.object({ mode: z.enum(['worse', 'all']) });
const stated = z.object({ control: z.string(), validUntil: z.number() });

function judgedLine({ say, words }: Page, body: unknown): string {
  const read = judged.safeParse(body);
  if (!read.success) return '';
  const { score, steps, stepCount, workItems } = read.data;
  const count = (...states: readonly string[]): number =>
    steps.filter(({ is }) => states.includes(is)).length;
  return say('pages.evidence.said.sweep', {
    opened: count('opened', 'widened'),
    closed: count('closed', 'ended'),
    suspected: count('suspected'),
    lost: count('unseen'),
    back: count('seen-again'),
    others: stepCount - steps.length,
    changed: workItems.filter(({ did }) => did === 'property-changed').length,
    assured: percent(score.assured, words.locale),
    possible: percent(score.possible, words.locale),
  });
}

function savedLine({ say }: Page, body: unknown): string {
  const read = saved.safeParse(body);
  if (!read.success) return '';
  const { group } = read.data;
  return group === 'site' || group === 'all'
    ? say(`pages.evidence.said.${group}`)
    : say(`pages.settings.group.${group}`);
}

function statedLine({ say, of, words }: Page, body: unknown): string {
  const read = stated.safeParse(body);
  if (!read.success || !words.has(`controls.${read.data.control}.title`)) return '';
  const { control, validUntil } = read.data;
  return say('pages.evidence.said.attestation', {
    title: of(control).plain('title'),
    until: dayInWords(new Date(validUntil).toISOString().slice(0, 10), words.locale),
  });
}

/** An entry of the ledger in one line. */
export function detailsOf(page: Page, { kind, body }: LedgerRow): string {
  switch (kind) {
    case 'sweep':
    case 'day':
      return judgedLine(page, body);
    case 'settings':
      return savedLine(page, body);
    case 'attestation':
      return statedLine(page, body);
    case 'baseline': {
      const read = taken.safeParse(body);
      return read.success ? page.say(`pages.settings.baseline.${read.data.mode}`) : '';
    }
    case 'installed':
      return '';
  }
}
