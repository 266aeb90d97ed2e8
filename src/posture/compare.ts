import { type Control, judgesBy } from '../controls/define';
import { ownSchemeOf } from '../evidence/own-schemes';
import { RECHECKED_BEFORE, type Source } from '../evidence/source';
import { doubtOf } from '../terms/doubt';
import { type Finding, type Subject } from '../terms/finding';
import { DAY, type Instant, instant, later } from '../terms/instant';
import { type Ending, type Life } from '../terms/life';
import { type Reading } from '../terms/reading';
import { type Evidence, type Judged, objectKey } from './judge';
import { type Birth, type Sight, type Step, nextLife } from './life';

/** What is remembered of one control between two judgings. */
export interface ControlMemory {
  /** The version that judged last. */
  readonly version: number;
  /** The oldest of the readings in the last judging for which everything had been read. */
  readonly wholeAt?: Instant;
  /**
   * Sources of which nothing was judged since the control or the source got a new version, though the control had been judged
   * whole before.
   */
  readonly unjudged?: readonly string[];
  /** The version of each source in the last judging. */
  readonly sourceVersions?: Readonly<Record<string, number>>;
  readonly lives: readonly Life[];
}

export const noMemory = (control: Control): ControlMemory => ({ version: control.version, lives: [] });

interface Comparison {
  readonly control: Control;
  readonly memory: ControlMemory;
  readonly judged: Judged;
  /** The same evidence judged with the settings of last time, where they changed since. */
  readonly before?: Judged;
  /** The same evidence judged as if the entries of the settings that ended since last time still held. */
  readonly stillHeld?: Judged;
  /** Whether a finding that nobody saw before counts as part of the starting point while not all was ever read. */
  readonly beforeBaseline: (key: string) => boolean;
  readonly evidence: Evidence;
  readonly now: Instant;
}

interface Read {
  readonly id: string;
  readonly source: Source<unknown>;
  readonly reading: Reading<unknown>;
}

const readings = (control: Control, evidence: Evidence): readonly Read[] =>
  Object.values(control.needs)
    .filter(judgesBy)
    .map(({ source }: { source: Source<unknown> }) => ({
      id: source.id,
      source,
      reading: evidence.reading(source),
    }));

/**
 * Whether everything that a control leans on was read once: only since then can it be told what is new. What rests on nothing
 * but a person's word has nothing to be read first.
 */
export const wasReadWhole = ({ needs }: Control, memory: ControlMemory | undefined): boolean =>
  memory?.wholeAt !== undefined || !Object.values(needs).some(judgesBy);

const keyAgain = (subject: Subject): string => subject.rereadId ?? subject.id;

const isBlindObject = (
  blindObjects: Judged['blindObjects'],
  source: Subject['source'],
  object: string,
): boolean => source !== undefined && blindObjects.has(objectKey(source, object));

/**
 * Whether the app doesn't know all of what the finding is in: its object, or a member of its reach. A member of which it isn't
 * known what opens it may be opened by the object as before.
 */
const isInUnknown = (
  blindObjects: Judged['blindObjects'],
  subject: Subject,
  { reach = [], reachSource }: Pick<Finding, 'reach' | 'reachSource'>,
): boolean =>
  isBlindObject(blindObjects, subject.source, keyAgain(subject)) ||
  (subject.space !== undefined && isBlindObject(blindObjects, subject.source, ownSchemeOf(subject.space))) ||
  (reachSource !== undefined && reach.some(member => isBlindObject(blindObjects, reachSource, member)));

interface ReadTimes {
  readonly readAt: Instant;
  readonly at: Instant;
  readonly reread: boolean;
  readonly stale: boolean;
  readonly deleted: boolean;
  /** When everything was re-checked that the finding hangs on; undefined where one of it was only looked for in lists. */
  recheckedAt(): Instant | undefined;
  memberReadAt(member: string): Instant;
  couldSee(member: string): boolean;
}

/** Whether a re-check counts beside a pass: one that was made since, or shortly before, and that the pass agrees with. */
const isRecheck = (at: Instant | undefined, asOf: Instant | undefined): boolean =>
  at !== undefined && (asOf === undefined || at > later(asOf, -RECHECKED_BEFORE));

/** Whether at least one of the members that lists came without was re-checked in each list that came without it. */
function wereLookedFor(members: readonly string[], lists: readonly Read[]): boolean {
  const looked = lists.map(({ source, reading: { facts, rereadAt, asOf } }) => {
    const named = new Set(facts.map(fact => source.keyOf(fact)));
    return { named, isKnown: (key: string) => named.has(key) || isRecheck(rereadAt?.get(key), asOf) };
  });
  const missing = members.filter(key => looked.some(({ named }) => !named.has(key)));
  return missing.length === 0 || missing.some(key => looked.every(({ isKnown }) => isKnown(key)));
}

/** When the subject itself was read, and when the latest of everything that the control leans on was. */
function readTimes(
  subject: Subject,
  { reach = [], reachSource, reachList }: Pick<Finding, 'reach' | 'reachSource' | 'reachList'>,
  { control, evidence, now, judged: { blind, blindObjects } }: Comparison,
): ReadTimes {
  const all = readings(control, evidence);
  const own = all.find(({ id }) => id === subject.source)?.reading;
  const again = subject.again === 'pass' ? undefined : own?.rereadAt?.get(keyAgain(subject));
  const asOfs = all.flatMap(({ reading }) => reading.asOf ?? []);
  const ownAt = again ?? own?.asOf ?? (asOfs.length > 0 ? instant(Math.min(...asOfs)) : now);
  const otherAt = all.find(({ id }) => id === subject.together)?.reading.asOf;
  const readAt = instant(Math.min(ownAt, otherAt ?? ownAt));
  const members = all.find(({ id }) => id === reachSource)?.reading;
  const memberReadAt = (member: string): Instant =>
    members === undefined ? readAt : (members.rereadAt?.get(member) ?? members.asOf ?? readAt);
  const isRead = (member: string): boolean => (members?.rereadAt?.get(member) ?? 0) > (members?.asOf ?? 0);
  const isReread = again !== undefined && (own?.asOf === undefined || again > own.asOf);
  // A count is re-checked by a new pass, and what no source tells by whatever was read last.
  const isRechecked = subject.source === undefined || subject.again === 'pass' || isRecheck(again, own?.asOf);
  const lists = all.filter(({ id }) => id === reachSource || id === reachList);
  return {
    readAt,
    recheckedAt: () => (isRechecked && wereLookedFor(reach, lists) ? readAt : undefined),
    couldSee: member =>
      [...blind].every(source => source === reachSource && isRead(member)) &&
      !isBlindObject(blindObjects, reachSource ?? subject.source, member),
    at: instant(Math.max(readAt, ...asOfs, ...reach.map(memberReadAt))),
    memberReadAt,
    reread: isReread,
    stale: own?.unseenBefore !== undefined && readAt < own.unseenBefore,
    // What is looked up within another object went with that, and was not itself deleted.
    deleted: subject.rereadId === undefined && own?.deleted?.has(subject.id) === true,
  };
}

/** With a gap, a control gets the facts of a source only where it needs `each` of them: a re-check alone shows it nothing. */
const isJudgedSingly = ({ needs }: Control, source: string): boolean =>
  Object.values(needs).some(need => need.source.id === source && need.how === 'each');

/** Whether a source's list isn't believed, and a re-check would read that same list. */
const isDoubtedList = ({ needs }: Control, gaps: Judged['gaps'], source: string): boolean =>
  Object.values(needs).some(
    need => need.source.id === source && need.source.plausibility?.single === false,
  ) && gaps.some(gap => gap.source === source && doubtOf(gap) !== undefined);

/**
 * Whether the evidence could show the finding. A source is blind if it has a gap, unless the gap is elsewhere in the
 * finding's own source and its object was re-checked, with nothing in it that the app doesn't know. Where a re-check reads
 * the list that isn't believed, it shows nothing either. An attested finding can only be seen in a valid attestation.
 */
const couldBeSeen = (
  { judged: { blind, blindObjects, gaps }, control }: Comparison,
  finding: Finding,
  { reread, deleted, stale }: Pick<ReadTimes, 'reread' | 'deleted' | 'stale'>,
): boolean => {
  const { subject } = finding;
  const isRechecked = (reread || deleted) && !stale;
  return (
    [...blind].every(
      source =>
        isRechecked &&
        source === subject.source &&
        isJudgedSingly(control, source) &&
        !isDoubtedList(control, gaps, source),
    ) &&
    ((deleted && !stale) || !isInUnknown(blindObjects, subject, finding)) &&
    (subject.source !== undefined || !gaps.some(({ why }) => why === 'not-attested'))
  );
};

function sightOf(life: Life | undefined, finding: Finding | undefined, comparison: Comparison): Sight {
  const { judged, before, control, memory } = comparison;
  const known = finding ?? life?.finding;
  if (known === undefined) return { is: 'blind' };
  const times = readTimes(known.subject, known, comparison);
  if (finding !== undefined) {
    const { readAt, at, stale, memberReadAt, couldSee } = times;
    return { is: 'seen', finding, readAt, at, stale, memberReadAt, couldSee };
  }
  const ending = (why: Ending): Sight => ({ is: 'ended', why, at: times.at });
  if (judged.verdict.is === 'not-applicable') return ending('not-applicable');
  if (before?.findings.some(({ key }) => key === life?.finding.key)) return ending('setting-changed');
  if (life !== undefined && judged.latent.has(life.finding.key)) return ending('plan-changed');
  if (!couldBeSeen(comparison, known, times)) return { is: 'blind' };
  // A finding that was closing was missing by the rule of the version before as well: it is being fixed.
  if (memory.version !== control.version && life?.state !== 'fading') return ending('rule-changed');
  const { at, deleted } = times;
  const recheckedAt = times.recheckedAt();
  return recheckedAt === undefined
    ? { is: 'absent', readAt: times.readAt, at, deleted, onlyLists: true }
    : { is: 'absent', readAt: recheckedAt, at, deleted };
}

/**
 * What is over for so long is forgotten: how often a thing came and went, and what a work item was for, is of use for a year.
 * Should it come back, the last whole reading without it says all the same that it is new.
 */
const FORGET_AFTER = 400 * DAY;

const isForgotten = ({ state, since }: Life, now: Instant): boolean =>
  (state === 'gone' || state === 'ended') && since < later(now, -FORGET_AFTER);

const says = ({ findings }: Judged, { key }: Finding): boolean => findings.some(each => each.key === key);

/**
 * The sources of which nothing is judged by this version of the control and of the source: before this judging, and after it.
 * What is found first in such a source, the version brought: the site need not have changed.
 */
interface Unjudged {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function unjudgedIn({ control, memory, evidence }: Comparison): Unjudged {
  const read = readings(control, evidence);
  const hasNewVersion = ({ id, source }: Read): boolean =>
    memory.version !== control.version || memory.sourceVersions?.[id] !== source.version;
  const anew = wasReadWhole(control, memory) ? read.filter(hasNewVersion).map(({ id }) => id) : [];
  const before = [...new Set([...(memory.unjudged ?? []), ...anew])];
  const judgedNothing = (name: string): boolean =>
    read.some(
      ({ id, reading }) =>
        id === name &&
        (reading.asOf === undefined || (reading.gaps.length > 0 && !isJudgedSingly(control, name))),
    );
  return { before, after: before.filter(judgedNothing) };
}

/**
 * Whether a new version may have brought what these sources show. What is judged of one source for the first time can also
 * turn objects of another one into findings.
 */
const isBroughtByVersion = ({ before, after }: Unjudged, shownBy: readonly (string | undefined)[]): boolean =>
  after.length < before.length || before.some(source => shownBy.includes(source));

const originOf = (
  finding: Finding | undefined,
  { before, stillHeld, memory, control }: Comparison,
  unjudged: Unjudged,
): Birth['origin'] => {
  if (finding === undefined) return 'site';
  if (memory.version !== control.version) return 'rule';
  if (isBroughtByVersion(unjudged, [finding.subject.source])) return 'rule';
  if (before !== undefined && !says(before, finding)) return 'setting';
  if (stillHeld !== undefined && !says(stillHeld, finding)) return 'date';
  return 'site';
};

/** Whether a finding that was open, or seen once, waits for a re-check of its own objects. A count waits for its next pass. */
const isMissing = (life: Life | undefined, { onlyLists }: Extract<Sight, { is: 'absent' }>): boolean =>
  (life?.state === 'suspected' || life?.state === 'fading') &&
  life.finding.subject.source !== undefined &&
  (onlyLists === true || life.finding.subject.again === 'pass');

/**
 * Moves every finding of one control a step on in its life.
 * @returns the new memory and what is worth telling. With nothing new it returns the memory it was given.
 */
export function compare(comparison: Comparison): {
  memory: ControlMemory;
  steps: readonly Step[];
  /** A finding that was open is missing from lists alone: it counts until its own objects were re-checked. */
  missingFromLists: boolean;
} {
  const { control, memory, judged, evidence, now, beforeBaseline } = comparison;
  const lives = new Map(memory.lives.map(life => [life.finding.key, life]));
  const findings = new Map(judged.findings.map(finding => [finding.key, finding]));
  const steps: Step[] = [];
  const next: Life[] = [];
  let missingFromLists = false;
  const readBefore = wasReadWhole(control, memory);
  const isSameRule = memory.version === control.version;
  const unjudged = unjudgedIn(comparison);
  for (const key of new Set([...lives.keys(), ...findings.keys()])) {
    const life = lives.get(key);
    const finding = findings.get(key);
    const origin = originOf(finding, comparison, unjudged);
    const { subject, reachSource, reachList } = finding ?? life?.finding ?? {};
    const birth: Birth = {
      origin,
      version: control.version,
      baseline: !readBefore && beforeBaseline(key),
      // What a new version adds to a reach is no drift.
      readBefore:
        readBefore && isSameRule && !isBroughtByVersion(unjudged, [subject?.source, reachSource, reachList]),
      // A reading without it says that it was closed only where the same would have been called a finding then.
      ...(memory.wholeAt === undefined || origin !== 'site' ? {} : { lastClosed: memory.wholeAt }),
    };
    const sight = sightOf(life, finding, comparison);
    const lived = nextLife(life, sight, now, birth);
    missingFromLists ||= sight.is === 'absent' && isMissing(lived.life, sight);
    if (lived.life !== undefined && !isForgotten(lived.life, now)) next.push(lived.life);
    if (lived.step !== undefined) steps.push({ key, is: lived.step });
  }
  const asOfs = readings(control, evidence).flatMap(({ reading }) => reading.asOf ?? []);
  const wholeAt = judged.blind.size === 0 && asOfs.length > 0 ? instant(Math.min(...asOfs)) : memory.wholeAt;
  return {
    memory: {
      version: control.version,
      ...(wholeAt === undefined ? {} : { wholeAt }),
      ...(unjudged.after.length === 0 ? {} : { unjudged: unjudged.after }),
      sourceVersions: Object.fromEntries(
        readings(control, evidence).map(({ id, source }) => [id, source.version]),
      ),
      lives: next,
    },
    steps,
    missingFromLists,
  };
}
