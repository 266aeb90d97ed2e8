import { wordsOf } from '../../static/locales';
import { type Control, judgesBy } from '../controls/define';
import { controls } from '../controls';
import { type Everyone, everyoneOf } from '../controls/everyone';
import { type Evidence } from '../posture/judge';
import { remediate } from '../remediation/remediate';
import { type Observations } from '../remediation/observed';
import { type EvidenceLine } from '../remediation/phrases';
import { type Outcome } from '../remediation/tending';
import { filingSpaceProblem } from '../remediation/filing-space';
import { targetId } from '../remediation/preflight';
import { mayFile } from '../remediation/wanted';
import { JiraError } from '../jira/errors';
import { type RemediationState } from '../remediation/state';
import { type Settings } from '../settings/settings';
import { observedWrites, readObserved } from '../storage/observed';
import { type Write } from '../storage/transaction';
import { type WorkItem } from '../terms/checklist';
import { DAY, MINUTE, instant } from '../terms/instant';
import { type Life } from '../terms/life';
import { sources } from '../evidence/sources';
import { affordableReads } from './check-objects';
import { type SecondRead, nameOf } from './judge-site';
import { type JudgedSite } from './judge-slice';
import { grouped } from './second-reads';
import { type Slice } from './slice';

/** What a control rests on, in one line: the oldest of its readings, and how much of everything was read. */
function evidenceLineOf(control: Control, evidence: Evidence): EvidenceLine {
  const readings = Object.values(control.needs)
    .filter(judgesBy)
    .map(({ source }) => evidence.reading(source));
  const instants = readings.flatMap(({ asOf }) => asOf ?? []);
  const totals = readings.map(({ of }) => of);
  const known = totals.every((total): total is number => total !== undefined);
  return {
    ...(instants.length === 0 ? {} : { asOf: instant(Math.min(...instants)) }),
    complete: readings.every(({ gaps }) => gaps.length === 0),
    read: readings.reduce((sum, { read }) => sum + read, 0),
    ...(known ? { of: totals.reduce((sum, total) => sum + total, 0) } : {}),
  };
}

const everyoneIn = (evidence: Evidence): Everyone | undefined => {
  const { asOf, facts } = evidence.reading(sources.applicationRoles);
  return asOf === undefined ? undefined : everyoneOf(facts);
};

const workItemOf = (state: RemediationState): WorkItem => ({
  key: state.key,
  is: state.is,
  open: state.open,
  of: state.of,
  ...(state.issueId === undefined ? {} : { issueId: state.issueId }),
  ...(state.issueKey === undefined ? {} : { issueKey: state.issueKey }),
  ...(state.category === undefined ? {} : { category: state.category }),
  ...(state.status === undefined ? {} : { status: state.status }),
  ...(state.assignee === undefined ? {} : { assignee: state.assignee }),
  ...(state.due === undefined ? {} : { due: state.due }),
  ...(state.severity === undefined ? {} : { severity: state.severity }),
  ...(state.notDone ? { notDone: true as const } : {}),
  ...(state.problem === undefined
    ? {}
    : { problem: { code: state.problem.code, args: { ...state.problem.args } } }),
});

function byControl(states: readonly RemediationState[]): ReadonlyMap<string, readonly WorkItem[]> {
  const items = new Map<string, WorkItem[]>();
  for (const state of states) {
    items.set(state.control, [...(items.get(state.control) ?? []), workItemOf(state)]);
  }
  return items;
}

const livesOf = ({ judged }: JudgedSite): ReadonlyMap<string, Life> =>
  new Map(judged.flatMap(({ memory }) => memory.lives.map(life => [life.finding.key, life] as const)));

/** Someone moved a work item to Done: what it was for is read again at once, or with the next tick where that costs too much. */
async function askForRereads(
  slice: Slice,
  site: JudgedSite,
  states: readonly RemediationState[],
): Promise<void> {
  const lives = livesOf(site);
  const asked = states
    .flatMap(({ reread }) => reread)
    .flatMap(key => lives.get(key)?.finding.subject ?? [])
    .flatMap(({ source, id, rereadId, again, together }): readonly SecondRead[] => {
      if (source === undefined) return [];
      const at = slice.now();
      return [
        { source, at, ...(again === 'pass' ? {} : { key: rereadId ?? id }) },
        ...(together === undefined ? [] : [{ source: together, at }]),
      ];
    });
  const { second } = slice.run;
  // What waits already has its own reason for when: earlier, it would confirm nothing.
  const named = new Set(second.map(nameOf));
  const fresh = await affordableReads(slice, grouped(asked.filter(read => !named.has(nameOf(read)))));
  if (fresh.some(read => !slice.isKnown(read))) slice.noteProgress('request');
  slice.plan([...fresh, ...second].map(read => ({ ...read, at: instant(read.at) })));
}

export interface RemediatedSlice {
  /** The work items of each control. */
  readonly workItems: ReadonlyMap<string, readonly WorkItem[]>;
  /** The slice's time was up: the rest can go on at once. */
  readonly paused: boolean;
  /** What people should find in the audit trail later. */
  readonly notable: readonly NotableOutcome[];
  /** What keeps how the work items were seen. */
  readonly writes: readonly Write[];
}

/** An attempt to mislead the app about its own work items. */
export interface NotableOutcome {
  readonly did: 'property-changed';
  readonly key: string;
  readonly issueKey?: string;
}

const notableIn = (outcomes: readonly Outcome[]): readonly NotableOutcome[] =>
  outcomes.flatMap(({ did, key, issueKey }) =>
    did === 'property-changed' ? [{ did, key, ...(issueKey === undefined ? {} : { issueKey }) }] : [],
  );

/** Copies are searched for once a day. */
const COPIES_AGAIN = DAY;
/** Each hourly tick reads who can see the filing space, a little early rather than an hour late. */
const AUDIENCE_AGAIN = 55 * MINUTE;

/** Reads who can see the filing space, hourly and after a change of the settings. What Jira can't say now stays as it was. */
async function watchFilingSpace(
  slice: Slice,
  settings: Settings,
  everyone: Everyone | undefined,
): Promise<void> {
  const target = targetId(settings.filing);
  const { filingSpace } = slice.run;
  if (filingSpace?.target === target && slice.now() < filingSpace.at + AUDIENCE_AGAIN) return;
  try {
    const problem = await filingSpaceProblem(slice.jira, settings, everyone);
    const found = problem === undefined ? {} : { problem: { code: problem.code, args: { ...problem.args } } };
    slice.update({ filingSpace: { at: slice.now(), target, ...found } });
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
  }
}

/** How work items were seen last, without those that may have changed since. */
function notToLookAt({ run: { lookAt } }: Slice, observed: Observations): Observations {
  if (lookAt === 'all') return new Map();
  const changed = new Set(lookAt);
  return new Map([...observed].filter(([id]) => !changed.has(id)));
}

/**
 * Looks after the work items of what was judged: files, updates, reopens, closes. Before the app knows its own account and
 * the site's address nothing is filed.
 */
export async function remediateSlice(
  slice: Slice,
  site: JudgedSite,
  settings: Settings,
): Promise<RemediatedSlice> {
  const { ownAccount, cloudId, environmentId } = slice.site;
  const [address] = site.evidence.reading(sources.site).facts;
  if (ownAccount === undefined || address === undefined)
    return { workItems: new Map(), paused: false, notable: [], writes: [] };
  const everyone = everyoneIn(site.evidence);
  if (mayFile(settings)) await watchFilingSpace(slice, settings, everyone);
  const stored = await readObserved();
  const remediated = await remediate({
    jira: slice.jira,
    store: slice.remediations,
    controls,
    memories: new Map(site.judged.map(({ control, memory }) => [control.id, memory])),
    settings,
    site: { cloudId, environmentId, baseUrl: address.baseUrl, ownAccount },
    evidence: new Map(controls.map(control => [control.id, evidenceLineOf(control, site.evidence)])),
    everyone,
    now: slice.now(),
    words: wordsOf('en'),
    since: instant(slice.run.filingSince ?? 0),
    observed: notToLookAt(slice, stored),
    searchCopies: slice.now() >= (slice.run.searchedCopiesAt ?? -Infinity) + COPIES_AGAIN,
    pause: () => slice.isOver(),
  });
  const { outcomes, states, ended, observed, searchedCopies, lookAgainAt } = remediated;
  if (ended === 'done') slice.update({ lookAt: [] });
  if (searchedCopies) slice.update({ searchedCopiesAt: slice.now() });
  // Unfinished: the next slice looks again, though nothing was read meanwhile.
  if (ended !== 'done') slice.update({ judgeBy: slice.now() });
  else if (lookAgainAt !== undefined) slice.comeBack(lookAgainAt);
  await askForRereads(slice, site, states);
  return {
    workItems: byControl(states),
    paused: ended === 'paused',
    notable: notableIn(outcomes),
    writes: observedWrites(stored, observed),
  };
}
