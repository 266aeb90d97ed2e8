import { type Messages } from '../../messages/messages';
import { type Control } from '../../controls/define-control';
import { type ControlHistory } from '../../posture/compare-findings';
import { type Settings } from '../../settings/settings';
import { type ControlId, type Severity } from '../../domain/control-attributes';
import { type Instant } from '../../domain/instant';
import { type AdfDoc } from '../text/adf';
import { renderSummary } from '../text/description';
import { dueDay } from '../plan/due-day';
import { type RemediationKey } from '../plan/remediation-key';
import { type RemediationRecord } from '../plan/remediation-record';
import { type EvidenceSummary } from '../text/phrases';
import { planItems } from '../plan/desired-items';
import { composeNewDescription } from './rewrite-text';

export interface PreviewInput {
  readonly controls: readonly Control[];
  readonly histories: ReadonlyMap<ControlId, ControlHistory>;
  /** The saved settings, or the admin's unsaved changes. */
  readonly settings: Settings;
  /** `all` files all open findings, `drift` only those that are worse than the baseline. */
  readonly mode: 'drift' | 'all';
  readonly records: readonly RemediationRecord[];
  readonly evidence: ReadonlyMap<ControlId, EvidenceSummary>;
  readonly baseUrl: string;
  readonly messages: Messages;
  readonly now: Instant;
}

export interface PreviewedItem {
  readonly key: RemediationKey;
  readonly control: ControlId;
  readonly summary: string;
  readonly severity: Severity;
  readonly findings: number;
  /** The first candidate. Whether Jira accepts this account isn't checked. */
  readonly assignee?: string;
  readonly due: string;
  readonly text: AdfDoc;
}

/** The work items that would be filed now. */
export interface Preview {
  readonly items: readonly PreviewedItem[];
  /** Distinct account IDs of the assignees. */
  readonly people: readonly string[];
  /** The number of items without an assignee. */
  readonly unassigned: number;
  /** The number of items that the cap defers to later scans. */
  readonly deferred: number;
}

const EMPTY_PREVIEW: Preview = { items: [], people: [], unassigned: 0, deferred: 0 };

/** Counts, people, and full texts of the work items that these settings would file. Creates nothing. */
export function buildPreview(input: PreviewInput): Preview {
  const { controls, histories, mode, records, now, messages, evidence, baseUrl } = input;
  const { baseline, filing, timeZone } = input.settings;
  // Without a baseline all current findings become the baseline, so there is no drift yet.
  if (mode === 'drift' && baseline === undefined) return EMPTY_PREVIEW;
  const settings: Settings = {
    ...input.settings,
    baseline: { mode, takenAt: baseline?.takenAt ?? now, by: baseline?.by ?? '' },
    filing: { ...filing, project: filing.project ?? 'any', issueType: filing.issueType ?? 'any' },
  };
  const openKeys = new Set(records.flatMap(({ key, state }) => (state === 'open' ? [key] : [])));
  const renderer = { messages, baseUrl, locale: messages.locale, timeZone };
  const items = planItems({ controls, histories, settings, records, now }).flatMap(item => {
    if (item.is !== 'desired' || openKeys.has(item.key)) return [];
    const [assignee] = item.assignees;
    const due = dueDay(now, item.severity, timeZone);
    return {
      key: item.key,
      control: item.control.id,
      summary: renderSummary(item, renderer),
      severity: item.severity,
      findings: item.trackedFindings.length,
      ...(assignee === undefined ? {} : { assignee }),
      due,
      text: composeNewDescription({ renderer, evidence }, item, { due }),
    };
  });
  return {
    items,
    people: [...new Set(items.flatMap(({ assignee }) => assignee ?? []))],
    unassigned: items.filter(({ assignee }) => assignee === undefined).length,
    deferred: Math.max(0, items.length - filing.cap),
  };
}
