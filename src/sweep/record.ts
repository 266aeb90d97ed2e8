import { z } from 'zod';
import { type Settings } from '../settings/settings';
import { readChecklist, writeChecklist } from '../storage/checklist';
import { MONTHS_KEPT, keepDay } from '../storage/history';
import { appendToLedger, cutLedger, readLedger } from '../storage/ledger';
import { canonical } from '../storage/values';
import { SOURCES, sources } from '../evidence/sources';
import { type Checklist, type WorkItem } from '../terms/checklist';
import { type Day, dayAt, monthsAfter } from '../terms/day';
import { HOUR, instant } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { checklistOf, type Failing } from './checklist';
import { worseIn } from './events';
import { type JudgedSite } from './judge-slice';
import { type Slice } from './slice';

/** Steps that a ledger entry names one by one; of more it says how many there were. */
const NAMED_STEPS = 100;

type Steps = readonly { readonly key: string; readonly is: string }[];

const stepsOf = ({ judged }: JudgedSite): Steps =>
  judged.flatMap(({ steps }) => steps).filter(({ is }) => is !== 'dropped');

/** Entries of the ledger among which those of a judging are looked for that a crash ended: people's may follow them. */
const LOOK_BACK = 10;

/** The part of an entry that names its judging. */
const sweepBody = z.object({
  judgedAfter: z.number(),
  steps: z.array(z.object({ key: z.string(), is: z.string() })),
  stepCount: z.number(),
});

/** The steps that the ledger doesn't hold yet. Where a crash ended the same judging, some or all were told by it. */
async function stepsToTell(site: JudgedSite): Promise<Steps> {
  const steps = stepsOf(site);
  if (steps.length === 0) return steps;
  const { entries } = await readLedger(LOOK_BACK);
  const told = entries
    .filter(({ kind }) => kind === 'sweep')
    .flatMap(({ body }) => sweepBody.safeParse(body).data ?? [])
    .filter(({ judgedAfter }) => judgedAfter === site.judgedAfter);
  // An entry that doesn't name all of its steps may have told any.
  if (told.some(entry => entry.stepCount > entry.steps.length)) return [];
  const nameOf = ({ key, is }: Steps[number]): string => `${is} ${key}`;
  const names = new Set(told.flatMap(entry => entry.steps.map(nameOf)));
  return steps.filter(step => !names.has(nameOf(step)));
}

function keepToday(checklist: Checklist, judged: JudgedSite['judged'], day: Day): Promise<boolean> {
  const closed = judged.flatMap(({ steps }) => steps).filter(({ is }) => is === 'closed');
  return keepDay({
    day,
    assured: checklist.score.assured,
    possible: checklist.score.possible,
    statuses: Object.fromEntries(checklist.rows.map(({ control, status }) => [control, status])),
    opened: judged.reduce((sum, each) => sum + worseIn(each), 0),
    closed: closed.length,
  });
}

/** Why each source that can't be read at present fails. */
async function failingNow({ store }: Slice): Promise<ReadonlyMap<SourceId, Failing>> {
  const found = await Promise.all(SOURCES.map(async ({ id }) => [id, await store.failing(id)] as const));
  return new Map(found.flatMap(([id, failing]) => (failing === undefined ? [] : [[id, failing] as const])));
}

/** That something was read once more, and says the same, is written this often at most. */
const SAME_AGAIN = 6 * HOUR;

const roughly = <T extends { readonly asOf?: number | undefined }>(read: T): T =>
  read.asOf === undefined ? read : { ...read, asOf: Math.floor(read.asOf / SAME_AGAIN) };

/** What is worth a write. */
const news = (checklist: Checklist | undefined): string =>
  canonical(
    checklist && {
      ...checklist,
      at: 0,
      rows: checklist.rows.map(roughly),
      coverage: checklist.coverage.map(roughly),
    },
  );

/**
 * Leaves what the pages show, the day's roll-up, and an entry in the ledger where something changed or a day begins.
 * What says the same as before is not written again.
 */
export async function record(
  slice: Slice,
  site: JudgedSite,
  settings: Settings,
  workItems: ReadonlyMap<string, readonly WorkItem[]>,
): Promise<void> {
  const now = slice.now();
  const before = await readChecklist();
  const [rights] = site.evidence.reading(sources.callerRights).facts;
  const checklist = checklistOf({
    judged: site.judged,
    evidence: site.evidence,
    sources: SOURCES,
    failing: await failingNow(slice),
    settings,
    attestations: site.attestations,
    workItems,
    before,
    appMayRead: slice.run.firstSuccess === undefined ? undefined : rights?.administer === true,
    now,
  });
  if (news(checklist) !== news(before)) await writeChecklist(checklist);
  // Steps that were told before a crash, and are taken again, are not counted again.
  const isTold = before?.told !== undefined && before.told === checklist.told;
  const isNewDay = await keepToday(checklist, isTold ? [] : site.judged, dayAt(now, settings.timeZone));
  if (isNewDay)
    await cutLedger(instant(Date.parse(monthsAfter(dayAt(now, settings.timeZone), -MONTHS_KEPT))));
  const steps = await stepsToTell(site);
  if (steps.length === 0 && !isNewDay) return;
  await appendToLedger(
    {
      kind: steps.length > 0 ? 'sweep' : 'day',
      body: {
        score: checklist.score,
        statuses: Object.fromEntries(checklist.rows.map(({ control, status }) => [control, status])),
        steps: steps.slice(0, NAMED_STEPS),
        stepCount: steps.length,
        judgedAfter: site.judgedAfter,
      },
    },
    now,
  );
}
