import { type Control, isJudgedNeed } from '../controls/define-control';
import { type SiteEvidence } from '../posture/judge-evidence';
import { scoreOf } from '../posture/score';
import { statusOf } from '../posture/status';
import { type Source } from '../evidence/source';
import { type Settings } from '../settings/settings';
import { type Checklist, type SourceCoverage, type ChecklistRow, type WorkItem } from '../domain/checklist';
import { type Gap } from '../domain/gap';
import { type Instant } from '../domain/instant';
import { isOpenFinding } from '../domain/tracked-finding';
import { readingStateOf } from '../domain/reading';
import { type Attestation } from '../domain/attestation';
import { type SourceId } from '../domain/source-id';
import { buildChecklistEvents, mergeEvents, countRegressions } from './checklist-events';
import { trimChecklist } from './trim-checklist';
import { type JudgedControl } from './judge-site';

export interface SourceFailure {
  readonly gap: Gap;
  readonly since: Instant;
}

export interface ChecklistParts {
  readonly judged: readonly JudgedControl[];
  readonly evidence: SiteEvidence;
  readonly sources: readonly Source<unknown>[];
  readonly failures: ReadonlyMap<SourceId, SourceFailure>;
  readonly settings: Settings;
  readonly attestations: ReadonlyMap<string, Attestation>;
  readonly workItems: ReadonlyMap<string, readonly WorkItem[]>;
  readonly before: Checklist | undefined;
  readonly appMayRead: boolean | undefined;
  readonly filingStopped?: Checklist['filingStopped'];
  readonly now: Instant;
}

/** The start of the oldest full pass that a control depends on. */
function oldestReadAt(control: Control, evidence: SiteEvidence): Instant | undefined {
  const instants = Object.values(control.needs)
    .filter(isJudgedNeed)
    .flatMap(({ source }) => evidence.reading(source).fullReadAt ?? [])
    .filter(at => at > 0);
  return instants.length === 0
    ? undefined
    : instants.reduce((oldest, each) => (each < oldest ? each : oldest));
}

function buildRow(each: JudgedControl, parts: ChecklistParts): ChecklistRow {
  const { control, judged, history } = each;
  const status = statusOf(control, judged);
  const previousRow = parts.before?.rows.find(row => row.control === control.id);
  const open = history.findings.filter(isOpenFinding);
  const fullReadAt = oldestReadAt(control, parts.evidence);
  const attestation = control.attestation && parts.attestations.get(control.id);
  const owner = parts.settings.owners[control.id];
  const regressions = (previousRow?.regressions ?? 0) + countRegressions(each);
  return {
    control: control.id,
    area: control.area,
    status,
    weight: control.weight,
    review: control.review,
    open: open.length,
    unconfirmed: history.findings.filter(({ state }) => state === 'unconfirmed').length,
    inBaseline: open.filter(({ inBaseline: baseline }) => baseline).length,
    ...(regressions === 0 ? {} : { regressions }),
    gaps: judged.gaps.map(gap => ({ ...gap })),
    notes: judged.notes.map(({ code, args }) => ({ code, args: { ...args } })),
    ...(judged.verdict.is === 'not-applicable' ? { notApplicable: judged.verdict.why.code } : {}),
    ...(fullReadAt === undefined ? {} : { oldestReadAt: fullReadAt }),
    ...(attestation
      ? { attestation: { at: attestation.at, by: attestation.by, validUntil: attestation.validUntil } }
      : {}),
    ...(owner === undefined ? {} : { owner }),
    since: previousRow?.status === status ? previousRow.since : parts.now,
    workItems: [...(parts.workItems.get(control.id) ?? [])],
  };
}

const buildCoverage = (
  source: Source<unknown>,
  { evidence, failures: failing }: ChecklistParts,
): SourceCoverage => {
  const reading = evidence.reading(source);
  const failure = failing.get(source.id);
  return {
    source: source.id,
    state: readingStateOf(reading),
    read: reading.read,
    gaps: reading.gaps.map(gap => ({ ...gap })),
    ...(reading.of === undefined ? {} : { of: reading.of }),
    ...(reading.fullReadAt === undefined || reading.fullReadAt === 0
      ? {}
      : { fullReadAt: reading.fullReadAt }),
    ...(failure === undefined ? {} : { failure: { ...failure.gap, since: failure.since } }),
  };
};

/** The checklist of a judging, as the pages show it. Pure. */
export function buildChecklist(parts: ChecklistParts): Checklist {
  const { judged, sources, workItems, before, appMayRead, filingStopped, now } = parts;
  return trimChecklist({
    schema: 1,
    at: now,
    score: scoreOf(
      judged.map(each => ({ control: each.control, status: statusOf(each.control, each.judged) })),
    ),
    rows: judged.map(each => buildRow(each, parts)),
    events: [...mergeEvents(buildChecklistEvents(judged, before, workItems, now), before?.events ?? [])],
    coverage: sources.map(source => buildCoverage(source, parts)),
    ...(appMayRead === undefined ? {} : { hasReadRights: appMayRead }),
    ...(filingStopped === undefined ? {} : { filingStopped }),
  });
}
