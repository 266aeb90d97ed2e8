import { controls } from '../../controls';
import { sources } from '../../evidence/sources';
import { isOutsideFilingSpace } from '../../remediation/jira/observe-issues';
import { type Settings } from '../../settings/settings';
import { readChecklist } from '../../storage/checklist';
import { readAttestations } from '../../storage/attestations';
import { EvidenceStore } from '../../storage/evidence-store';
import { readRemediationRecords } from '../../storage/remediation-records';
import { readScanState } from '../../storage/scan-state';
import { readSettings } from '../../storage/settings';
import { readSiteRecord } from '../../storage/site-record';
import { loadEvidence, evidenceTrustOf } from '../../scan/load-evidence';
import { sumOpenFindings } from '../../domain/checklist';
import { dayAt } from '../../domain/day';
import { type Instant, instant } from '../../domain/instant';
import { ApiError } from '../api-response';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { type ResolverContext, type Resolvers } from '../serve';
import { applySettingsChange } from '../apply-settings-change';
import { computeSettingsEffect } from '../settings-effect';
import { withEntryNames } from '../entry-names';
import { storeSettings } from '../store-settings';

async function loadSettingsPage(
  _: unknown,
  { now }: ResolverContext,
): Promise<OutputOf<AdminCalls['settings']>> {
  const [{ revision, current }, checklist, spaces] = await Promise.all([
    readSettings(),
    readChecklist(),
    new EvidenceStore().reading(sources.spaces),
  ]);
  const space = spaces.facts.find(({ id, key }) => [id, key].includes(current.filing.project ?? ''));
  return {
    now,
    today: dayAt(now, current.timeZone),
    revision,
    settings: await withEntryNames(current),
    ...(space === undefined ? {} : { filingSpace: `${space.name} (${space.key})` }),
    controls: controls.map(({ id }) => id),
    open: sumOpenFindings(checklist?.rows ?? []).open,
    lostRights: checklist?.hasReadRights === false,
  };
}

async function saveChange(
  { revision, change }: InputOf<AdminCalls['saveSettings']>,
  { account, now }: ResolverContext,
): Promise<OutputOf<AdminCalls['saveSettings']>> {
  const stored = await readSettings();
  if (stored.revision !== revision) throw new ApiError({ code: 'conflict' });
  const next = applySettingsChange(stored.current, change);
  return { revision: await storeSettings({ stored, next, auditBody: change, by: account, now }) };
}

async function previewSettings(
  { change }: InputOf<AdminCalls['previewSettings']>,
  { now }: ResolverContext,
): Promise<OutputOf<AdminCalls['previewSettings']>> {
  const [{ current }, attestations, scanState, site] = await Promise.all([
    readSettings(),
    readAttestations(controls.map(({ id }) => id)),
    readScanState(),
    readSiteRecord(),
  ]);
  const evidence = await loadEvidence(
    new EvidenceStore(),
    now,
    evidenceTrustOf(scanState, instant(site?.installedAt ?? 0), now),
  );
  const context = {
    now,
    attestation: (id: string) => attestations.get(id),
    ...(site?.ownAccount === undefined ? {} : { ownAccount: site.ownAccount }),
  };
  const next = applySettingsChange(current, change);
  const filing = await buildFilingEffect(current, next, now);
  return {
    ...computeSettingsEffect(controls, evidence, context, { current, next }),
    ...(filing ? { filing } : {}),
  };
}

/**
 * How a filing change affects open work items.
 * @returns undefined if the space stays the same.
 */
async function buildFilingEffect(
  current: Settings,
  next: Settings,
  now: Instant,
): Promise<OutputOf<AdminCalls['previewSettings']>['filing']> {
  if (current.filing.project === next.filing.project) return undefined;
  const open = (await readRemediationRecords(now)).filter(
    ({ state, issueId }) => state === 'open' && issueId,
  );
  const stops = next.filing.project === undefined;
  return { elsewhere: open.filter(record => stops || isOutsideFilingSpace(record, next)).length, stops };
}

export const settingsResolvers: Pick<
  Resolvers<AdminCalls>,
  'settings' | 'saveSettings' | 'previewSettings'
> = {
  settings: loadSettingsPage,
  saveSettings: saveChange,
  previewSettings: previewSettings,
};
