import { type Control, judgesBy } from '../controls/define';
import { type Evidence } from '../posture/judge';
import { scoreOf } from '../posture/score';
import { statusOf } from '../posture/status';
import { type Source } from '../evidence/source';
import { type Settings } from '../settings/settings';
import { type Checklist, type Coverage, type Row, type WorkItem } from '../terms/checklist';
import { type Gap } from '../terms/gap';
import { type Instant } from '../terms/instant';
import { isOpen } from '../terms/life';
import { stateOf } from '../terms/reading';
import { type Attestation } from '../terms/statement';
import { type SourceId } from '../terms/source-id';
import { eventsOf, joined, worseIn } from './events';
import { fitted } from './fitted';
import { type JudgedControl } from './judge-site';

/** Why reading a source fails at present, and since when. */
export interface Failing {
  readonly gap: Gap;
  readonly since: Instant;
}

export interface ChecklistParts {
  readonly judged: readonly JudgedControl[];
  readonly evidence: Evidence;
  readonly sources: readonly Source<unknown>[];
  readonly failing: ReadonlyMap<SourceId, Failing>;
  readonly settings: Settings;
  readonly attestations: ReadonlyMap<string, Attestation>;
  readonly workItems: ReadonlyMap<string, readonly WorkItem[]>;
  readonly before: Checklist | undefined;
  readonly appMayRead: boolean | undefined;
  readonly filingStopped?: Checklist['filingStopped'];
  readonly now: Instant;
}

/** The oldest of the readings that a control rests on. */
function asOfOf(control: Control, evidence: Evidence): Instant | undefined {
  const instants = Object.values(control.needs)
    .filter(judgesBy)
    .flatMap(({ source }) => evidence.reading(source).asOf ?? [])
    .filter(at => at > 0);
  return instants.length === 0
    ? undefined
    : instants.reduce((oldest, each) => (each < oldest ? each : oldest));
}

function rowOf(each: JudgedControl, parts: ChecklistParts): Row {
  const { control, judged, memory } = each;
  const status = statusOf(control, judged);
  const known = parts.before?.rows.find(row => row.control === control.id);
  const open = memory.lives.filter(isOpen);
  const asOf = asOfOf(control, parts.evidence);
  const stated = control.statement && parts.attestations.get(control.id);
  const owner = parts.settings.owners[control.id];
  const worse = (known?.worse ?? 0) + worseIn(each);
  return {
    control: control.id,
    area: control.area,
    status,
    weight: control.weight,
    review: control.review,
    open: open.length,
    suspected: memory.lives.filter(({ state }) => state === 'suspected').length,
    baseline: open.filter(({ baseline }) => baseline).length,
    ...(worse === 0 ? {} : { worse }),
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

const coverageOf = (source: Source<unknown>, { evidence, failing }: ChecklistParts): Coverage => {
  const reading = evidence.reading(source);
  const fails = failing.get(source.id);
  return {
    source: source.id,
    state: stateOf(reading),
    read: reading.read,
    gaps: reading.gaps.map(gap => ({ ...gap })),
    ...(reading.of === undefined ? {} : { of: reading.of }),
    ...(reading.asOf === undefined || reading.asOf === 0 ? {} : { asOf: reading.asOf }),
    ...(fails === undefined ? {} : { failing: { ...fails.gap, since: fails.since } }),
  };
};

/** Everything that the pages show of a judging. Pure. */
export function checklistOf(parts: ChecklistParts): Checklist {
  const { judged, sources, workItems, before, appMayRead, filingStopped, now } = parts;
  return fitted({
    schema: 1,
    at: now,
    score: scoreOf(
      judged.map(each => ({ control: each.control, status: statusOf(each.control, each.judged) })),
    ),
    rows: judged.map(each => rowOf(each, parts)),
    events: [...joined(eventsOf(judged, before, workItems, now), before?.events ?? [])],
    coverage: sources.map(source => coverageOf(source, parts)),
    ...(appMayRead === undefined ? {} : { appMayRead }),
    ...(filingStopped === undefined ? {} : { filingStopped }),
  });
}
