import { lastCheck, noteCheck } from '../storage/checks';
import { push } from '../sweep/messages';
import { type Instant, MINUTE, later } from '../terms/instant';
import { type Life, isOpen } from '../terms/life';
import { type SourceId } from '../terms/source-id';
import { type Check, type CheckAnswer } from './contract/check';

/** A check reads so many objects at most. */
const OBJECTS_AT_MOST = 50;

/** Each check judges the whole site: of one thing it may be asked for this often. */
const EVERY = 2 * MINUTE;

/** What was not read so long after it was asked for can't be read now; the sweep tries again by itself. */
const GIVEN_UP_AFTER = 5 * MINUTE;

/** Where the object of a finding is read again; nowhere for what takes a new pass as well, such as a count. */
const objectOf = ({ finding: { subject } }: Life): { source: SourceId; key: string } | undefined =>
  subject.source === undefined || subject.again === 'pass' || subject.together !== undefined
    ? undefined
    : { source: subject.source, key: subject.rereadId ?? subject.id };

/** When a finding was last looked for. */
export const lastReadOf = ({ readAt, lastSeen }: Life): number => Math.max(readAt, lastSeen);

/** What a check reads again, worst first: each object once, with the findings that it decides. */
function objectsOf(lives: readonly Life[]): readonly { source: SourceId; key: string; lives: Life[] }[] {
  const objects = new Map<string, { source: SourceId; key: string; lives: Life[] }>();
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

/**
 * How the check of something stands.
 * @param what a control's id or a work item's key.
 * @param lives what is open of it, worst first.
 */
export async function checkOf(what: string, lives: readonly Life[], now: Instant): Promise<Check> {
  const askedAt = await lastCheck(what);
  const againAt = askedAt && later(askedAt, EVERY);
  return {
    phase: phaseOf(lives, askedAt, now),
    objects: objectsOf(lives).length,
    ...(againAt === undefined || againAt <= now ? {} : { againAt }),
  };
}

/** Has what is open read again and judged, unless that was asked for a moment ago. */
export async function askToCheck(what: string, lives: readonly Life[], now: Instant): Promise<CheckAnswer> {
  const askedAt = await lastCheck(what);
  if (askedAt !== undefined && later(askedAt, EVERY) > now)
    return { is: 'too-soon', againAt: later(askedAt, EVERY) };
  const objects = objectsOf(lives).map(({ source, key }) => ({ source, key }));
  await noteCheck(what, now);
  await push({ kind: 'settle', why: 'check', objects });
  return { is: 'asked', objects: objects.length };
}
