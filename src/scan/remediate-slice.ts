import { createMessages } from '../messages/messages';
import { type Control, isJudgedNeed } from '../controls/define-control';
import { controls } from '../controls';
import { type Everyone, buildEveryone } from '../controls/everyone';
import { type SiteEvidence } from '../posture/judge-evidence';
import { remediate } from '../remediation/run/remediate';
import { type StoredIssueStates } from '../remediation/run/stored-issue-state';
import { type EvidenceSummary } from '../remediation/text/phrases';
import { type RemediationOutcome } from '../remediation/run/work-item-run';
import { fetchFilingSpaceProblem } from '../remediation/run/filing-space';
import { filingTargetId } from '../remediation/jira/preflight';
import { isFilingConfigured } from '../remediation/plan/desired-items';
import { JiraError } from '../jira/jira-error';
import { type RemediationState } from '../remediation/run/remediation-state';
import { type Settings } from '../settings/settings';
import { issueStateWrites, readIssueStates } from '../storage/issue-states';
import { type StorageWrite } from '../storage/transaction';
import { type WorkItem } from '../domain/checklist';
import { DAY, MINUTE, instant } from '../domain/instant';
import { type TrackedFinding } from '../domain/tracked-finding';
import { sources } from '../evidence/sources';
import { affordableReads } from './requested-checks';
import { type Confirmation, confirmationKeyOf } from './judge-site';
import { type JudgedSite } from './judge-slice';
import { groupConfirmations } from './group-confirmations';
import { type ScanSlice } from './scan-slice';

/** A one-line summary of a control's evidence: its oldest reading, and how many rows were read. */
function buildEvidenceLine(control: Control, evidence: SiteEvidence): EvidenceSummary {
  const readings = Object.values(control.needs)
    .filter(isJudgedNeed)
    .map(({ source }) => evidence.reading(source));
  const instants = readings.flatMap(({ fullReadAt }) => fullReadAt ?? []);
  const totals = readings.map(({ of }) => of);
  const areTotalsKnown = totals.every((total): total is number => total !== undefined);
  return {
    ...(instants.length === 0 ? {} : { fullReadAt: instant(Math.min(...instants)) }),
    complete: readings.every(({ gaps }) => gaps.length === 0),
    read: readings.reduce((sum, { read }) => sum + read, 0),
    ...(areTotalsKnown ? { of: totals.reduce((sum, total) => sum + total, 0) } : {}),
  };
}

const resolveEveryone = (evidence: SiteEvidence): Everyone | undefined => {
  const { fullReadAt, facts } = evidence.reading(sources.applicationRoles);
  return fullReadAt === undefined ? undefined : buildEveryone(facts);
};

const buildWorkItem = (state: RemediationState): WorkItem => ({
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
  ...(state.notDone ? { fixFailed: true as const } : {}),
  ...(state.problem === undefined
    ? {}
    : { problem: { code: state.problem.code, args: { ...state.problem.args } } }),
});

function groupByControl(states: readonly RemediationState[]): ReadonlyMap<string, readonly WorkItem[]> {
  const items = new Map<string, WorkItem[]>();
  for (const state of states) {
    items.set(state.control, [...(items.get(state.control) ?? []), buildWorkItem(state)]);
  }
  return items;
}

const trackedFindingsByKey = ({ judged }: JudgedSite): ReadonlyMap<string, TrackedFinding> =>
  new Map(
    judged.flatMap(({ history }) => history.findings.map(tracked => [tracked.finding.key, tracked] as const)),
  );

/**
 * After a person moves a work item to Done, requests a re-check of its findings, now or with the next tick if too
 * costly.
 */
async function requestRechecks(
  slice: ScanSlice,
  site: JudgedSite,
  states: readonly RemediationState[],
): Promise<void> {
  const trackedFindings = trackedFindingsByKey(site);
  const requested = states
    .flatMap(({ recheckKeys: reread }) => reread)
    .flatMap(key => trackedFindings.get(key)?.finding.subject ?? [])
    .flatMap(
      ({
        source,
        id,
        recheckKey: rereadId,
        confirmBy: again,
        confirmWith: together,
      }): readonly Confirmation[] => {
        if (source === undefined) return [];
        const at = slice.now();
        return [
          { source, at, ...(again === 'pass' ? {} : { key: rereadId ?? id }) },
          ...(together === undefined ? [] : [{ source: together, at }]),
        ];
      },
    );
  const { pendingConfirmations: planned } = slice.scanState;
  // A pending confirmation keeps its time: an earlier read would confirm nothing.
  const plannedKeys = new Set(planned.map(confirmationKeyOf));
  const unplanned = await affordableReads(
    slice,
    groupConfirmations(requested.filter(read => !plannedKeys.has(confirmationKeyOf(read)))),
  );
  if (unplanned.some(read => !slice.isKnownConfirmation(read))) slice.noteProgress('request');
  slice.planConfirmations([...unplanned, ...planned].map(read => ({ ...read, at: instant(read.at) })));
}

export interface RemediatedSlice {
  /** By control ID. */
  readonly workItems: ReadonlyMap<string, readonly WorkItem[]>;
  /** The slice ran out of time; the rest can continue immediately. */
  readonly paused: boolean;
  /** For the audit trail. */
  readonly notable: readonly NotableOutcome[];
  /** The writes that store the last observed state of the work items. */
  readonly writes: readonly StorageWrite[];
}

/** An attempt to mislead the app about its own work items. */
export interface NotableOutcome {
  readonly did: 'property-changed';
  readonly key: string;
  readonly issueKey?: string;
}

const collectNotableOutcomes = (outcomes: readonly RemediationOutcome[]): readonly NotableOutcome[] =>
  outcomes.flatMap(({ effect: did, key, issueKey }) =>
    did === 'property-changed' ? [{ did, key, ...(issueKey === undefined ? {} : { issueKey }) }] : [],
  );

/** How often to search for duplicate work items. */
const DUPLICATE_SEARCH_INTERVAL = DAY;
/** How often to check who can see the filing space. Just under an hour, so that no hourly tick skips it. */
const AUDIENCE_CHECK_INTERVAL = 55 * MINUTE;

/**
 * Checks who can see the filing space, hourly and after a settings change. If Jira can't answer, the last result stays.
 */
async function checkFilingSpace(
  slice: ScanSlice,
  settings: Settings,
  everyone: Everyone | undefined,
): Promise<void> {
  const target = filingTargetId(settings.filing);
  const { filingSpace } = slice.scanState;
  if (filingSpace?.target === target && slice.now() < filingSpace.at + AUDIENCE_CHECK_INTERVAL) return;
  try {
    const problem = await fetchFilingSpaceProblem(slice.jira, settings, everyone);
    const found = problem === undefined ? {} : { problem: { code: problem.code, args: { ...problem.args } } };
    slice.updateRun({ filingSpace: { at: slice.now(), target, ...found } });
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
  }
}

/** The stored issue states, without those of work items that must be read again. */
function notToLookAt(
  { scanState: { workItemsToObserve: lookAt } }: ScanSlice,
  observed: StoredIssueStates,
): StoredIssueStates {
  if (lookAt === 'all') return new Map();
  const changed = new Set(lookAt);
  return new Map([...observed].filter(([id]) => !changed.has(id)));
}

/**
 * Files, updates, reopens, and closes the work items of the judged findings. Does nothing until the app knows its own
 * account and the site's address.
 */
export async function remediateSlice(
  slice: ScanSlice,
  site: JudgedSite,
  settings: Settings,
): Promise<RemediatedSlice> {
  const { ownAccount, cloudId, environmentId } = slice.site;
  const [address] = site.evidence.reading(sources.site).facts;
  if (ownAccount === undefined || address === undefined)
    return { workItems: new Map(), paused: false, notable: [], writes: [] };
  const everyone = resolveEveryone(site.evidence);
  if (isFilingConfigured(settings)) await checkFilingSpace(slice, settings, everyone);
  const stored = await readIssueStates();
  const remediated = await remediate({
    jira: slice.jira,
    store: slice.remediations,
    controls,
    histories: new Map(site.judged.map(({ control, history }) => [control.id, history])),
    settings,
    site: { cloudId, environmentId, baseUrl: address.baseUrl, ownAccount },
    evidence: new Map(controls.map(control => [control.id, buildEvidenceLine(control, site.evidence)])),
    everyone,
    now: slice.now(),
    messages: createMessages('en'),
    tickStartedAt: instant(slice.scanState.filingSince ?? 0),
    observed: notToLookAt(slice, stored),
    searchCopies: slice.now() >= (slice.scanState.searchedCopiesAt ?? -Infinity) + DUPLICATE_SEARCH_INTERVAL,
    shouldPause: () => slice.isTimeUp(),
  });
  const {
    outcomes,
    states,
    ended,
    observed,
    searchedCopies: searchedDuplicates,
    nextAnnouncementAt: observeAgainAt,
  } = remediated;
  if (ended === 'done') slice.updateRun({ workItemsToObserve: [] });
  if (searchedDuplicates) slice.updateRun({ searchedCopiesAt: slice.now() });
  // Not finished: the next slice must run even if nothing is read until then.
  if (ended !== 'done') slice.updateRun({ judgeBy: slice.now() });
  else if (observeAgainAt !== undefined) slice.scheduleJudging(observeAgainAt);
  await requestRechecks(slice, site, states);
  return {
    workItems: groupByControl(states),
    paused: ended === 'paused',
    notable: collectNotableOutcomes(outcomes),
    writes: issueStateWrites(stored, observed),
  };
}
