import { sources } from '../evidence/sources';
import { type AskedChecks, readChecks, replaceChecks } from '../storage/checks';
import { EvidenceStore } from '../storage/evidence';
import { readRun } from '../storage/run';
import { checksPausedUntil, POINTS_OF_A_CHECK } from '../sweep/budget';
import { push } from '../sweep/messages';
import { type Instant, MINUTE } from '../terms/instant';
import { type Life, isOpen } from '../terms/life';
import { type SourceId } from '../terms/source-id';
import { ApiError } from './answer';
import { type Admission, admissionOf, type CheckRequest, lastAsked, ofLastHour } from './check-limits';
import { type Check, type CheckAnswer } from './contract/check';

/** A check reads so many objects at most. */
const OBJECTS_AT_MOST = 50;

/** What was not read so long after it was asked for can't be read now; the sweep tries again by itself. */
const GIVEN_UP_AFTER = 5 * MINUTE;

/** How often a check is counted anew because others asked for one at the same moment. */
const ATTEMPTS = 10;

interface CheckedObject {
  readonly source: SourceId;
  readonly key: string;
  /** The findings that it decides. */
  readonly lives: readonly Life[];
}

/** Where the object of a finding is read again; nowhere for what takes a new pass as well, such as a count. */
const objectOf = ({ finding: { subject } }: Life): { source: SourceId; key: string } | undefined =>
  subject.source === undefined || subject.again === 'pass' || subject.together !== undefined
    ? undefined
    : { source: subject.source, key: subject.rereadId ?? subject.id };

/** When a finding was last looked for. */
export const lastReadOf = ({ readAt, lastSeen }: Life): number => Math.max(readAt, lastSeen);

/** What a check reads again, worst first: each object once, with the findings that it decides. */
function objectsOf(lives: readonly Life[]): readonly CheckedObject[] {
  const objects = new Map<string, CheckedObject>();
  for (const life of lives) {
    const object = objectOf(life);
    if (object === undefined) continue;
    const name = `${object.source} ${object.key}`;
    objects.set(name, { ...object, lives: [...(objects.get(name)?.lives ?? []), life] });
  }
  return [...objects.values()].slice(0, OBJECTS_AT_MOST);
}

/** One that can't be read at all was looked for, in vain. */
const waitsFor = (life: Life, askedAt: Instant): boolean =>
  isOpen(life) && life.state !== 'unseen' && lastReadOf(life) < askedAt;

function phaseOf(lives: readonly Life[], askedAt: Instant | undefined, now: Instant): Check['phase'] {
  const asked = askedAt !== undefined && now - askedAt < GIVEN_UP_AFTER;
  if (asked && objectsOf(lives).some(object => object.lives.some(life => waitsFor(life, askedAt))))
    return 'reading';
  return lives.some(({ state }) => state === 'fading') ? 'second' : 'none';
}

/** Points that reading an object takes where its source has told nothing so far. */
const UNKNOWN_PRICE = 2;

/** What reading one object of a source costs in points, by its last pass. */
async function priceOf(store: EvidenceStore, source: SourceId): Promise<number> {
  const [{ points }, counted] = await Promise.all([store.ageOf(sources[source]), store.counted(source)]);
  return counted === undefined || counted.read === 0
    ? UNKNOWN_PRICE
    : Math.max(UNKNOWN_PRICE, Math.ceil(points / counted.read));
}

interface PricedObject {
  readonly source: SourceId;
  readonly key: string;
  readonly points: number;
}

/** The objects of a check with what each costs; the check's own points are the first one's. */
async function pricedObjects(lives: readonly Life[]): Promise<readonly PricedObject[]> {
  const objects = objectsOf(lives);
  const store = new EvidenceStore();
  const named = [...new Set(objects.map(({ source }) => source))];
  const prices = new Map(
    await Promise.all(named.map(async source => [source, await priceOf(store, source)] as const)),
  );
  return objects.map(({ source, key }, index) => ({
    source,
    key,
    points: (prices.get(source) ?? UNKNOWN_PRICE) + (index === 0 ? POINTS_OF_A_CHECK : 0),
  }));
}

/** As many of the first objects as so many points pay for: one at least. */
function affordable(objects: readonly PricedObject[], points: number): readonly PricedObject[] {
  let spent = 0;
  const index = objects.findIndex(object => (spent += object.points) > points);
  return index < 0 ? objects : objects.slice(0, Math.max(1, index));
}

/** The later of the limits of what was asked for, and of what checks have really cost. */
async function admitted({ asked }: AskedChecks, request: CheckRequest, needed?: number): Promise<Admission> {
  const admission = admissionOf(asked, request, needed);
  if (admission.is === 'too-soon') return admission;
  const { checks } = await readRun();
  const until = checksPausedUntil(checks, request.now);
  if (until === undefined) return admission;
  return admission.is === 'paused' && admission.until > until ? admission : { is: 'paused', until };
}

/**
 * How the check of a work item or control is going, for the person who looks at it.
 * @param lives its open findings, worst first.
 */
export async function checkOf(request: CheckRequest, lives: readonly Life[]): Promise<Check> {
  const [checks, priced] = await Promise.all([readChecks(request.now), pricedObjects(lives)]);
  const admission = await admitted(checks, request, priced[0]?.points);
  const askedAt = lastAsked(ofLastHour(checks.asked, request.now), request.what);
  return {
    phase: phaseOf(lives, askedAt, request.now),
    objects: priced.length,
    ...(askedAt === undefined ? {} : { askedAt }),
    ...(admission.is === 'too-soon' ? { againAt: admission.againAt } : {}),
    ...(admission.is === 'paused' ? { pausedUntil: admission.until } : {}),
  };
}

/**
 * Has open findings re-checked and judged, where the limits allow it. The check is counted before it is asked for: a crash in
 * between costs one check, never a limit.
 * @throws ApiError `conflict` where too many others asked at the same moment.
 */
export async function askToCheck(request: CheckRequest, lives: readonly Life[]): Promise<CheckAnswer> {
  const { what, by, now } = request;
  const priced = await pricedObjects(lives);
  const [first] = priced;
  // Only the hourly scan reads it: there is nothing to ask for.
  if (first === undefined) return { is: 'asked', objects: 0 };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known = await readChecks(now);
    const admission = await admitted(known, request, first.points);
    if (admission.is !== 'admitted') return admission;
    const chosen = affordable(priced, admission.points);
    const points = Math.min(
      admission.points,
      chosen.reduce((sum, object) => sum + object.points, 0),
    );
    const asked = [...ofLastHour(known.asked, now), { what, by, at: now, points }];
    if (!(await replaceChecks(known, asked))) continue;
    const objects = chosen.map(({ source, key }) => ({ source, key }));
    await push({ kind: 'settle', why: 'check', objects });
    return { is: 'asked', objects: objects.length };
  }
  throw new ApiError({ code: 'conflict' });
}
