import { controls } from '../../controls';
import { type Control } from '../../controls/define-control';
import { repairPlaceOf } from '../../remediation/plan/remediation-key';
import { type RemediationRecord } from '../../remediation/plan/remediation-record';
import { findingFingerprint } from '../../remediation/plan/desired-items';
import { approvalsCovering } from '../../settings/approvals-covering';
import { readChecklist } from '../../storage/checklist';
import { readFindings } from '../../storage/findings';
import { readSettings } from '../../storage/settings';
import { dayAt } from '../../domain/day';
import { type Instant } from '../../domain/instant';
import { isOpenFinding, type TrackedFinding } from '../../domain/tracked-finding';
import { ApiError } from '../api-response';
import { requestCheck, checkStatusOf, lastCheckedAt } from '../request-check';
import { type PanelCalls } from '../contract';
import { type OutputOf } from '../contract/call';
import { MAX_PANEL_APPROVALS, MAX_REMAINING } from '../contract/panel';
import { buildFindingRow, sortShownFindings } from '../finding-rows';
import { type ResolverContext, type Resolvers } from '../serve';
import { isFindingOfWorkItem } from '../work-item-role';

type Panel = OutputOf<PanelCalls['panel']>;

interface WorkItemFindings {
  readonly workItem: RemediationRecord;
  readonly control: Control;
  /** All findings in the work item's scope. */
  readonly findings: readonly TrackedFinding[];
  /** Open findings that the work item was filed for, or that have widened since; worst first. */
  readonly open: readonly TrackedFinding[];
  readonly of: number;
}

/** @throws ApiError `forbidden` if this version doesn't know the work item's control. */
async function loadWorkItemFindings({
  workItem: authorizedWorkItem,
}: ResolverContext): Promise<WorkItemFindings> {
  const workItem = authorizedWorkItem?.record;
  const control = controls.find(({ id }) => id === workItem?.control);
  if (workItem === undefined || control === undefined) throw new ApiError({ code: 'forbidden' });
  const history = await readFindings(control.id);
  const trackedFindings = (history?.findings ?? []).filter(
    ({ finding }) => repairPlaceOf(finding.subject) === workItem.place,
  );
  const open = sortShownFindings(trackedFindings).filter(
    tracked => isOpenFinding(tracked) && isFindingOfWorkItem(workItem, tracked),
  );
  return {
    workItem,
    control,
    findings: trackedFindings,
    open,
    of: Math.max(workItem.filedCount, open.length),
  };
}

/**
 * When the remaining findings were last checked: the oldest check, so that all had been checked by then. If none
 * remain, when the last one was confirmed resolved.
 */
function lastCheckOf({ findings: trackedFindings, open }: WorkItemFindings, fullReadAt = 0): number {
  if (open.length > 0) return Math.min(...open.map(lastCheckedAt));
  return Math.max(fullReadAt, ...trackedFindings.map(lastCheckedAt));
}

const wasFiledInWorkItem = ({ workItem }: WorkItemFindings, tracked: TrackedFinding): boolean =>
  workItem.filedFingerprints.includes(findingFingerprint(tracked));

/** The approvals that ended findings of this work item. */
async function approvalsThatEnded(
  workItemFindings: WorkItemFindings,
  now: Instant,
): Promise<Extract<Panel, { role: 'jira-admin' }>['approvals']> {
  const ended = workItemFindings.findings.filter(
    tracked => tracked.endReason === 'setting-changed' && wasFiledInWorkItem(workItemFindings, tracked),
  );
  if (ended.length === 0) return [];
  const { current } = await readSettings();
  const today = dayAt(now, current.timeZone);
  return ended
    .flatMap(({ finding }) => approvalsCovering(current, finding, today))
    .slice(0, MAX_PANEL_APPROVALS)
    .map(({ name, reason, owner, until }) => ({
      name,
      reason,
      owner,
      ...(until === undefined ? {} : { until }),
    }));
}

/** Loads only what the caller's role may see. */
async function loadPanel(_: unknown, context: ResolverContext): Promise<Panel> {
  const workItemFindings = await loadWorkItemFindings(context);
  const { account, now } = context;
  const role = context.workItem?.role ?? 'viewer';
  const { workItem, control, findings: trackedFindings, open, of } = workItemFindings;
  const checklist = await readChecklist();
  const row = checklist?.rows.find(each => each.control === control.id);
  const checkedAt = lastCheckOf(workItemFindings, row?.oldestReadAt);
  const state = {
    now,
    control: control.id,
    open: open.length,
    of,
    awaitingConfirmation: open.length > 0 && open.every(tracked => tracked.state === 'closing'),
    ...(checkedAt === 0 ? {} : { checkedAt }),
    endedWithoutFix: trackedFindings.some(
      tracked => tracked.state === 'ended' && wasFiledInWorkItem(workItemFindings, tracked),
    ),
    ...(workItem.state === 'done' ? { closedAt: workItem.doneAt ?? workItem.updatedAt } : {}),
    mustCloseManually: workItem.noTransition?.to === 'done',
  };
  if (role === 'viewer') return { role, ...state };
  const fixerState = {
    ...state,
    remaining: open.slice(0, MAX_REMAINING).map(buildFindingRow),
    check: await checkStatusOf({ target: workItem.key, account: account, now }, open),
    lostRights: checklist?.hasReadRights === false,
  };
  if (role !== 'jira-admin') return { role, ...fixerState };
  return {
    role,
    ...fixerState,
    status: row?.status ?? 'unknown',
    approvals: await approvalsThatEnded(workItemFindings, now),
  };
}

async function checkNow(_: unknown, context: ResolverContext): Promise<OutputOf<PanelCalls['checkNow']>> {
  const { workItem, open } = await loadWorkItemFindings(context);
  return requestCheck({ target: workItem.key, account: context.account, now: context.now }, open);
}

export const panelResolvers: Resolvers<PanelCalls> = { panel: loadPanel, checkNow };
