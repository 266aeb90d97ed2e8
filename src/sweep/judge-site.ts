import { type Control } from '../controls/define';
import { type Change } from '../evidence/change';
import { type Source } from '../evidence/source';
import { attributionOf } from '../posture/attribution';
import { type ControlMemory, compare, noMemory } from '../posture/compare';
import { type Evidence, type Judged, judge } from '../posture/judge';
import { CONFIRM_AFTER, type Step } from '../posture/life';
import { type Settings, asOn } from '../settings/settings';
import { type ControlId } from '../terms/control-terms';
import { type Day, dayAt } from '../terms/day';
import { type Instant, instant, later } from '../terms/instant';
import { type Life } from '../terms/life';
import { type SourceId } from '../terms/source-id';
import { type Attestation } from '../terms/statement';

/** Everything that judging a site takes. `memories` and `judgedSettings` are what the judging before left. */
export interface SiteToJudge {
  readonly controls: readonly Control[];
  readonly evidence: Evidence;
  readonly memories: ReadonlyMap<ControlId, ControlMemory>;
  readonly settings: Settings;
  readonly judgedSettings: Settings | undefined;
  /** The site's day of the judging before. */
  readonly judgedOn: Day | undefined;
  /** Whether a work item was filed for a finding, by its key. */
  wasFiled(key: string): boolean;
  readonly attestations: ReadonlyMap<string, Attestation>;
  readonly ownAccount: string | undefined;
  readonly changes: readonly Change[];
  readonly now: Instant;
}

export interface JudgedControl {
  readonly control: Control;
  readonly judged: Judged;
  readonly memory: ControlMemory;
  readonly steps: readonly Step[];
}

/**
 * Who opened, widened or closed it. A record may come after the first sight: what was only bounded then is asked again when
 * it is confirmed. What no change of the site brought has nobody who did it.
 */
function attributed(
  life: Life,
  {
    step,
    before,
    changes,
  }: { step: Step['is'] | undefined; before: Life | undefined; changes: readonly Change[] },
): Life {
  const { subject } = life.finding;
  switch (step) {
    case 'suspected':
    case 'opened':
    case 'seen-again': {
      if (life.origin !== 'site' || (life.opened !== undefined && life.opened.is !== 'bounded')) return life;
      const bounds = {
        before: life.firstSeen,
        ...(life.lastClosed === undefined ? {} : { after: life.lastClosed }),
      };
      return { ...life, opened: attributionOf([subject], bounds, changes) };
    }
    case 'widened': {
      const known = new Set(before?.added);
      const spaces = life.added.filter(id => !known.has(id)).map(id => ({ kind: 'space', id }) as const);
      const bounds = { before: life.readAt, ...(before === undefined ? {} : { after: before.readAt }) };
      return { ...life, widened: attributionOf([subject, ...spaces], bounds, changes) };
    }
    case 'closed':
    case 'ended':
      return {
        ...life,
        closed: attributionOf([subject], { after: life.lastSeen, before: life.readAt }, changes),
      };
    default:
      return life;
  }
}

/**
 * Losing sight of what was open is no improvement: the control stays not met, by what was last seen. Nor is a list that comes
 * without it, before its own objects were re-checked.
 */
const asLastSeen = (judged: Judged, lives: readonly Life[], missingFromLists: boolean): Judged =>
  ((judged.verdict.is === 'unknown' || judged.verdict.is === 'met') && missingFromLists) ||
  (judged.verdict.is === 'unknown' && lives.some(({ state }) => state === 'unseen' || state === 'suspected'))
    ? { ...judged, verdict: { is: 'not-met' } }
    : judged;

function judgeOne(control: Control, site: SiteToJudge): JudgedControl {
  const { evidence, settings, judgedSettings, judgedOn, attestations, ownAccount, now, changes } = site;
  const context = {
    settings,
    now,
    attestation: (id: string) => attestations.get(id),
    ...(ownAccount === undefined ? {} : { ownAccount }),
  };
  const judged = judge(control, evidence, context);
  const memory = site.memories.get(control.id) ?? noMemory(control);
  const judgedWith = (other: Settings): Judged => judge(control, evidence, { ...context, settings: other });
  const today = dayAt(now, settings.timeZone);
  const isNewDay = judgedOn !== undefined && judgedOn < today;
  const compared = compare({
    control,
    memory,
    judged,
    evidence,
    now,
    ...(judgedSettings === undefined ? {} : { before: judgedWith(judgedSettings) }),
    ...(isNewDay ? { stillHeld: judgedWith(asOn(settings, judgedOn, today)) } : {}),
    beforeBaseline: key => settings.baseline?.mode === 'worse' && !site.wasFiled(key),
  });
  const stepOf = new Map(compared.steps.map(({ key, is }) => [key, is]));
  const livesBefore = new Map(memory.lives.map(life => [life.finding.key, life]));
  const lives = compared.memory.lives.map(life => {
    const { key } = life.finding;
    return attributed(life, { step: stepOf.get(key), before: livesBefore.get(key), changes });
  });
  return {
    control,
    judged: asLastSeen(judged, lives, compared.missingFromLists),
    memory: { ...compared.memory, lives },
    steps: compared.steps,
  };
}

/** Judges every control and moves every finding a step on. Pure: the same site again gives the same, without a step. */
export const judgeSite = (site: SiteToJudge): readonly JudgedControl[] =>
  site.controls.map(control => judgeOne(control, site));

/** Something to read a second time, and from when on that counts. Without a key it is the whole source. */
export interface SecondRead {
  readonly source: SourceId;
  readonly key?: string;
  readonly at: Instant;
}

const waits = (life: Life): boolean =>
  life.state === 'suspected' ||
  life.state === 'fading' ||
  life.growing !== undefined ||
  life.leaving !== undefined;

/** More new or leaving members than this, and a new pass tells of all of them. */
const MEMBERS_SINGLY = 25;

/**
 * Where a finding is missing, the members of its reach that the lists came without are re-checked in each of these lists: by
 * them alone it is known to be gone.
 */
function missingMembers(
  control: Control,
  { finding: { reach = [], reachSource, reachList } }: Life,
  at: Instant,
  evidence: Evidence,
): readonly SecondRead[] {
  const lists = Object.values(control.needs)
    .map((need): Source<unknown> => need.source)
    .filter(({ id }) => id === reachSource || id === reachList)
    .map(source => ({
      source: source.id,
      named: new Set(evidence.reading(source).facts.map(fact => source.keyOf(fact))),
    }));
  return reach
    .filter(key => lists.some(({ named }) => !named.has(key)))
    .slice(0, MEMBERS_SINGLY)
    .flatMap(key => lists.map(({ source }) => ({ source, key, at })));
}

/** The members of the reach that came or left, and else one that shows that the finding still reaches. */
function reachedBy({ growing, leaving, finding }: Life, at: Instant): readonly SecondRead[] {
  const { reach = [], reachSource } = finding;
  if (reachSource === undefined) return [];
  const moved = [...(growing?.members ?? []), ...(leaving?.members ?? [])];
  if (moved.length > MEMBERS_SINGLY) return [{ source: reachSource, at }];
  const members = moved.length > 0 ? moved : reach.slice(0, 1);
  return members.map(key => ({ source: reachSource, key, at }));
}

/** The reads that would confirm one finding, or that it is gone. */
function readsFor(control: Control, life: Life, evidence: Evidence): readonly SecondRead[] {
  const { growing, leaving, state } = life;
  const moved = [growing, leaving].flatMap(members => members?.readAt ?? []);
  const at = later(moved.length > 0 ? instant(Math.max(...moved)) : life.readAt, CONFIRM_AFTER);
  const { source, id, rereadId, again, together } = life.finding.subject;
  if (source === undefined) return Object.values(control.needs).map(need => ({ source: need.source.id, at }));
  if (again === 'pass') return [{ source, at }];
  return [
    { source, key: rereadId ?? id, at },
    ...(together === undefined ? [] : [{ source: together, at }]),
    ...(state === 'fading' || state === 'suspected' ? missingMembers(control, life, at, evidence) : []),
    ...reachedBy(life, at),
  ];
}

/** What a second read is called, whenever it is made. */
export const nameOf = ({ source, key }: Pick<SecondRead, 'source' | 'key'>): string =>
  `${source} ${key ?? ''}`;

/** Everything that waits for a second read, each once, at the latest moment that any finding asks for. */
export function secondReads(judged: readonly JudgedControl[], evidence: Evidence): readonly SecondRead[] {
  const reads = new Map<string, SecondRead>();
  for (const { control, memory } of judged) {
    for (const read of memory.lives.filter(waits).flatMap(life => readsFor(control, life, evidence))) {
      const known = reads.get(nameOf(read));
      if (known === undefined || known.at < read.at) reads.set(nameOf(read), read);
    }
  }
  return [...reads.values()];
}
