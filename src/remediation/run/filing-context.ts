import { type Jira } from '../../jira/jira';
import { type Settings } from '../../settings/settings';
import { type ControlId } from '../../domain/control-attributes';
import { type Instant } from '../../domain/instant';
import { type RemediationKey } from '../plan/remediation-key';
import { type RemediationRecord, type RemediationStore } from '../plan/remediation-record';
import { type EvidenceSummary, type TextRenderer } from '../text/phrases';
import { type PreflightResult } from '../jira/preflight';
import { type InstalledSite } from '../plan/issue-property';

/** Dependencies of all actions on one site. */
export interface FilingContext {
  readonly jira: Jira;
  readonly store: RemediationStore;
  readonly site: InstalledSite;
  readonly settings: Settings;
  readonly renderer: TextRenderer;
  readonly evidence: ReadonlyMap<ControlId, EvidenceSummary>;
  readonly now: Instant;
  /** Whether the record of another key has this work item. Then the key in its property is wrong. */
  readonly isOnOtherRecord: (issueId: string, key: RemediationKey) => boolean;
  /** Undefined if there is nothing to file, or if Jira could not answer. */
  readonly preflight: PreflightResult | undefined;
}

/** Another run wrote the record in the meantime. That run continues; this one stops. */
export class WriteConflict extends Error {
  override readonly name = 'WriteConflict';
}

/** Writes the record unless another run wrote it in the meantime. @throws WriteConflict */
export async function saveRecord(
  { store, now }: FilingContext,
  next: RemediationRecord,
  stored: RemediationRecord,
): Promise<RemediationRecord> {
  const saved = await store.replace({ ...next, updatedAt: now }, stored);
  if (saved === undefined) throw new WriteConflict(stored.key);
  return saved;
}
