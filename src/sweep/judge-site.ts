import { type Control } from '../controls/define';
import { type Change } from '../evidence/change';
import { attributionOf } from '../posture/attribution';
import { type ControlMemory, compare, noMemory } from '../posture/compare';
import { type Evidence, type Judged, judge } from '../posture/judge';
import { CONFIRM_AFTER, type Step } from '../posture/life';
import { type Settings } from '../settings/settings';
import { type ControlId } from '../terms/control-terms';
import { type Instant, later } from '../terms/instant';
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

const attributed = (life: Life, step: Step['is'] | undefined, changes: readonly Change[]): Life => {
  const { subject } = life.finding;
  if (step === 'suspected') {
    const bounds = {
      before: life.firstSeen,
      ...(life.lastClosed === undefined ? {} : { after: life.lastClosed }),
    };
    return { ...life, opened: attributionOf(subject, bounds, changes) };
  }
  if (step === 'closed' || step === 'ended') {
    return {
      ...life,
      closed: attributionOf(subject, { after: life.lastSeen, before: life.readAt }, changes),
    };
  }
  return life;
};

/** Losing sight of what was open is no improvement: the control stays not met, by what was last seen. */
const asLastSeen = (judged: Judged, lives: readonly Life[]): Judged =>
  judged.verdict.is === 'unknown' && lives.some(({ state }) => state === 'unseen' || state === 'suspected')
    ? { ...judged, verdict: { is: 'not-met' } }
    : judged;

function judgeOne(control: Control, site: SiteToJudge): JudgedControl {
  const { evidence, settings, judgedSettings, attestations, ownAccount, now, changes } = site;
  const context = {
    settings,
    now,
    attestation: (id: string) => attestations.get(id),
    ...(ownAccount === undefined ? {} : { ownAccount }),
  };
  const judged = judge(control, evidence, context);
  const memory = site.memories.get(control.id) ?? noMemory(control);
  const before =
    judgedSettings === undefined
      ? undefined
      : judge(control, evidence, { ...context, settings: judgedSettings });
  const compared = compare({ control, memory, judged, evidence, now, ...(before ? { before } : {}) });
  const stepOf = new Map(compared.steps.map(({ key, is }) => [key, is]));
  const lives = compared.memory.lives.map(life => attributed(life, stepOf.get(life.finding.key), changes));
  return {
    control,
    judged: asLastSeen(judged, lives),
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
  life.state === 'suspected' || life.state === 'fading' || life.growing !== undefined;

/** The reads that would confirm one finding, or that it is gone. */
function readsFor(control: Control, life: Life): readonly SecondRead[] {
  const at = later(life.growing?.readAt ?? life.readAt, CONFIRM_AFTER);
  const needed = Object.values(control.needs).map(({ source }) => source.id);
  const { source, id, rereadId, again } = life.finding.subject;
  if (source === undefined) return needed.map(each => ({ source: each, at }));
  if (again === 'pass') return [{ source, at }];
  // What a shared scheme opens also hangs on which spaces use it: those are asked again too, where it is about them.
  const isAboutUse =
    needed.includes('spaceSchemes') && (life.state === 'fading' || life.growing !== undefined);
  const members = isAboutUse ? (life.growing?.members ?? life.finding.reach ?? []).slice(0, 10) : [];
  return [
    { source, key: rereadId ?? id, at },
    ...members.map(member => ({ source: 'spaceSchemes' as const, key: member, at })),
  ];
}

/** What a second read is called, whenever it is made. */
export const nameOf = ({ source, key }: Pick<SecondRead, 'source' | 'key'>): string =>
  `${source} ${key ?? ''}`;

/** Everything that waits for a second read, each once, at the latest moment that any finding asks for. */
export function secondReads(judged: readonly JudgedControl[]): readonly SecondRead[] {
  const reads = new Map<string, SecondRead>();
  for (const { control, memory } of judged) {
    for (const read of memory.lives.filter(waits).flatMap(life => readsFor(control, life))) {
      const known = reads.get(nameOf(read));
      if (known === undefined || known.at < read.at) reads.set(nameOf(read), read);
    }
  }
  return [...reads.values()];
}
