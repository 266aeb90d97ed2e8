import { type Control } from '../controls/define';
import { type Evidence } from '../posture/judge';
import { scoreOf } from '../posture/score';
import { statusOf } from '../posture/status';
import { type Source } from '../evidence/source';
import { type Settings } from '../settings/settings';
import {
  type Checklist,
  type ChecklistEvent,
  type Coverage,
  type Row,
  type WorkItem,
} from '../terms/checklist';
import { type Instant } from '../terms/instant';
import { type Attribution, type Life, isOpen } from '../terms/life';
import { stateOf } from '../terms/reading';
import { type Attestation } from '../terms/statement';
import { type JudgedControl } from './judge-site';

/** Events that *What changed* can look back to. */
const EVENTS = 60;

export interface ChecklistParts {
  readonly judged: readonly JudgedControl[];
  readonly evidence: Evidence;
  readonly sources: readonly Source<unknown>[];
  readonly settings: Settings;
  readonly attestations: ReadonlyMap<string, Attestation>;
  readonly workItems: ReadonlyMap<string, readonly WorkItem[]>;
  readonly before: Checklist | undefined;
  readonly appMayRead: boolean | undefined;
  readonly now: Instant;
}

/** The oldest of the readings that a control rests on. */
function asOfOf(control: Control, evidence: Evidence): Instant | undefined {
  const instants = Object.values(control.needs)
    .filter(({ how }) => how !== 'colours')
    .flatMap(({ source }) => evidence.reading(source).asOf ?? []);
  return instants.length === 0
    ? undefined
    : instants.reduce((oldest, each) => (each < oldest ? each : oldest));
}

function rowOf({ control, judged, memory }: JudgedControl, parts: ChecklistParts): Row {
  const status = statusOf(control, judged);
  const known = parts.before?.rows.find(row => row.control === control.id);
  const open = memory.lives.filter(isOpen);
  const asOf = asOfOf(control, parts.evidence);
  const stated = control.statement && parts.attestations.get(control.id);
  const owner = parts.settings.owners[control.id];
  return {
    control: control.id,
    area: control.area,
    status,
    weight: control.weight,
    review: control.review,
    open: open.length,
    suspected: memory.lives.filter(({ state }) => state === 'suspected').length,
    baseline: open.filter(({ baseline }) => baseline).length,
    gaps: judged.gaps.map(gap => ({ ...gap })),
    notes: judged.notes.map(({ code, args }) => ({ code, args: { ...args } })),
    ...(judged.verdict.is === 'not-applicable' ? { notApplicable: judged.verdict.why.code } : {}),
    ...(asOf === undefined ? {} : { asOf }),
    ...(stated ? { stated: { at: stated.at, by: stated.by, validUntil: stated.validUntil } } : {}),
    ...(owner === undefined ? {} : { owner }),
    since: known?.status === status ? known.since : parts.now,
    workItems: [...(parts.workItems.get(control.id) ?? [])],
  };
}

const actorsOf = (attribution: Attribution | undefined): readonly string[] => {
  if (attribution?.is === 'recorded') return attribution.by === undefined ? [] : [attribution.by];
  if (attribution?.is === 'candidates') return attribution.of.flatMap(({ by }) => by ?? []);
  return [];
};

const attributionFor = (is: ChecklistEvent['is'], life: Life): Attribution | undefined => {
  if (is === 'closed' || is === 'ended') return life.closed;
  return is === 'widened' ? life.widened : life.opened;
};

/** Suspicions and what the second read did not confirm are no news. */
const isNews = (is: string): is is ChecklistEvent['is'] => is !== 'suspected' && is !== 'dropped';

/** One line for each control and kind of step, however many findings took it. */
function eventsOf({ control, memory, steps }: JudgedControl, now: Instant): readonly ChecklistEvent[] {
  const kinds = new Map<ChecklistEvent['is'], Life[]>();
  for (const { key, is } of steps) {
    const life = memory.lives.find(({ finding }) => finding.key === key);
    if (life !== undefined && isNews(is)) kinds.set(is, [...(kinds.get(is) ?? []), life]);
  }
  return [...kinds].map(([is, lives]) => {
    const actors = lives.flatMap(life => actorsOf(attributionFor(is, life)));
    const ending = lives[0]?.ended;
    return {
      at: now,
      control: control.id,
      is,
      count: lives.length,
      by: [...new Set(actors)].slice(0, 5),
      baseline: lives.every(({ baseline }) => baseline),
      ...(is === 'ended' && ending !== undefined ? { ending } : {}),
    };
  });
}

const coverageOf = (source: Source<unknown>, evidence: Evidence): Coverage => {
  const reading = evidence.reading(source);
  return {
    source: source.id,
    state: stateOf(reading),
    read: reading.read,
    gaps: reading.gaps.map(gap => ({ ...gap })),
    ...(reading.of === undefined ? {} : { of: reading.of }),
    ...(reading.asOf === undefined ? {} : { asOf: reading.asOf }),
  };
};

/** Everything that the pages show of a judging. Pure. */
export function checklistOf(parts: ChecklistParts): Checklist {
  const { judged, evidence, sources, before, appMayRead, now } = parts;
  const fresh = judged.flatMap(each => eventsOf(each, now));
  return {
    schema: 1,
    at: now,
    score: scoreOf(
      judged.map(each => ({ control: each.control, status: statusOf(each.control, each.judged) })),
    ),
    rows: judged.map(each => rowOf(each, parts)),
    events: [...fresh, ...(before?.events ?? [])].slice(0, EVENTS),
    coverage: sources.map(source => coverageOf(source, evidence)),
    ...(appMayRead === undefined ? {} : { appMayRead }),
  };
}
