import { keyOf, placeOf } from '../remediation/key';
import { statusOf } from '../posture/status';
import { type Checklist, type ChecklistEvent, type WorkItem } from '../terms/checklist';
import { HOUR, type Instant } from '../terms/instant';
import { type Attribution, type Life, filesByItself } from '../terms/life';
import { hasFallen, hasRisen } from '../terms/verdict';
import { type JudgedControl } from './judge-site';

/** Events that *What changed* can look back to. */
export const EVENTS = 60;

/** What follows within this time, of one kind, of one control and by the same people, is told as one. */
const FOLLOWS_WITHIN = 6 * HOUR;

/** People named in one event. */
const NAMED = 5;

const actorsOf = (attribution: Attribution | undefined): readonly string[] => {
  if (attribution?.is === 'recorded') return attribution.by === undefined ? [] : [attribution.by];
  if (attribution?.is === 'candidates') return attribution.of.flatMap(({ by }) => by ?? []);
  return [];
};

const attributionFor = (is: ChecklistEvent['is'], life: Life): Attribution | undefined => {
  if (is === 'closed' || is === 'ended') return life.closed;
  return is === 'widened' ? life.widened : life.opened;
};

/**
 * Seen open ever since its object was first read: it is the start, and no change. What a person said has no object, and is
 * never so.
 */
const wasThereAtFirst = ({ finding, origin, lastClosed, returned }: Life): boolean =>
  finding.subject.source !== undefined && origin === 'site' && lastClosed === undefined && returned === 0;

type FindingStep = Exclude<ChecklistEvent['is'], 'fell' | 'rose'>;

/** Suspicions, what the second read did not confirm and what was there from the first are no news. */
const isNews = (is: string, life: Life): is is FindingStep =>
  is !== 'suspected' && is !== 'dropped' && !(is === 'opened' && wasThereAtFirst(life));

interface News {
  readonly is: FindingStep;
  readonly life: Life;
}

const newsOf = ({ memory, steps }: JudgedControl): readonly News[] => {
  const lives = new Map(memory.lives.map(life => [life.finding.key, life]));
  return steps.flatMap(({ key, is }) => {
    const life = lives.get(key);
    return life !== undefined && isNews(is, life) ? [{ is, life }] : [];
  });
};

/** How many findings of a control got worse in this judging: the site brought them, and they are not of the start. */
export const worseIn = (judged: JudgedControl): number =>
  newsOf(judged).filter(
    ({ is, life }) => is === 'widened' || (is === 'opened' && filesByItself(life) && !life.baseline),
  ).length;

/** The work items that stand for these lives: one for each place of repair, where one is filed or waits to be. */
function workItemsFor(
  { control }: JudgedControl,
  lives: readonly Life[],
  workItems: readonly WorkItem[],
): string[] {
  const filed = new Set(workItems.map(({ key }) => key));
  const keys = lives
    .filter(life => filesByItself(life) && (!life.baseline || life.added.length > 0))
    .filter(({ finding }) => finding.cause === undefined)
    .map(({ finding }) => keyOf(control.id, placeOf(finding.subject)));
  return [...new Set(keys)].filter(key => filed.has(key)).slice(0, NAMED);
}

/** One event for each kind of step, however many findings took it. */
function findingEvents(
  judged: JudgedControl,
  workItems: readonly WorkItem[],
  now: Instant,
): readonly ChecklistEvent[] {
  const kinds = new Map<string, News[]>();
  for (const news of newsOf(judged)) {
    const kind = news.is === 'ended' ? `ended ${news.life.ended}` : news.is;
    kinds.set(kind, [...(kinds.get(kind) ?? []), news]);
  }
  return [...kinds.values()].flatMap((news): ChecklistEvent[] => {
    const [first] = news;
    if (first === undefined) return [];
    const { is } = first;
    const lives = news.map(({ life }) => life);
    const { ended } = first.life;
    return [
      {
        at: now,
        control: judged.control.id,
        is,
        count: lives.length,
        by: [...new Set(lives.flatMap(life => actorsOf(attributionFor(is, life))))].sort().slice(0, NAMED),
        baseline: lives.every(({ baseline }) => baseline),
        workItems: workItemsFor(judged, lives, workItems),
        ...(is === 'ended' && ended !== undefined ? { ending: ended } : {}),
      },
    ];
  });
}

/**
 * That a control fell or rose, where no finding of it tells so: a statement lapsed, or what it rests on can't be read. That
 * it can be proved again is news only after it could not.
 */
function statusEvents(judged: JudgedControl, before: Checklist, now: Instant): readonly ChecklistEvent[] {
  const { control } = judged;
  const was = before.rows.find(row => row.control === control.id)?.status;
  const is = statusOf(control, judged.judged);
  if (was === undefined || was === is) return [];
  const event = {
    at: now,
    control: control.id,
    count: 1,
    by: [],
    baseline: false,
    workItems: [],
    statuses: { before: was, after: is },
  };
  const suspects = judged.memory.lives.some(({ state }) => state === 'suspected');
  const toldByFindings = newsOf(judged).length > 0 || (is === 'not-met' && suspects);
  if (hasFallen(was, is)) return toldByFindings ? [] : [{ ...event, is: 'fell' }];
  if (!hasRisen(was, is)) return [];
  const last = before.events.find(each => each.control === control.id && each.statuses !== undefined);
  return is === 'attested' || last?.is === 'fell' ? [{ ...event, is: 'rose' }] : [];
}

const nameOf = ({ control, is, by, baseline, ending, statuses }: ChecklistEvent): string =>
  JSON.stringify([control, is, by, baseline, ending, statuses]);

const together = (fresh: ChecklistEvent, known: ChecklistEvent): ChecklistEvent => ({
  ...fresh,
  from: known.from ?? known.at,
  count: fresh.statuses === undefined ? fresh.count + known.count : 1,
  workItems: [...new Set([...fresh.workItems, ...known.workItems])].slice(0, NAMED),
});

/** The events with fresh ones before them; what follows something of the same kind is told with it. */
export function joined(
  fresh: readonly ChecklistEvent[],
  known: readonly ChecklistEvent[],
): readonly ChecklistEvent[] {
  const taken = new Set<ChecklistEvent>();
  const first = fresh.map(event => {
    const earlier = known.find(
      each => !taken.has(each) && event.at - each.at <= FOLLOWS_WITHIN && nameOf(each) === nameOf(event),
    );
    if (earlier === undefined) return event;
    taken.add(earlier);
    return together(event, earlier);
  });
  return [...first, ...known.filter(event => !taken.has(event))].slice(0, EVENTS);
}

/** Everything that a judging has to tell, against the checklist before it. */
export const eventsOf = (
  judged: readonly JudgedControl[],
  before: Checklist | undefined,
  workItems: ReadonlyMap<string, readonly WorkItem[]>,
  now: Instant,
): readonly ChecklistEvent[] =>
  judged.flatMap(each => [
    ...findingEvents(each, workItems.get(each.control.id) ?? [], now),
    ...(before === undefined ? [] : statusEvents(each, before, now)),
  ]);
