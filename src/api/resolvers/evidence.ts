import { controls } from '../../controls';
import { readChecklist } from '../../storage/checklist';
import { readAuditTrail, verifyAuditTrail } from '../../storage/audit-trail';
import { readScanState } from '../../storage/scan-state';
import { readSettings } from '../../storage/settings';
import { readSiteRecord } from '../../storage/site-record';
import { allowanceAt, budgetAt } from '../../scan/budget';
import { instant } from '../../domain/instant';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { AUDIT_ENTRIES_PER_PAGE } from '../contract/evidence';
import { readCurrentCoverage } from '../current-coverage';
import { readScanProgress } from '../scan-progress';
import { type ResolverContext, type Resolvers } from '../serve';

type EvidenceResponse = OutputOf<AdminCalls['evidence']>;

const controlsBasedOn = (source: string): string[] =>
  controls
    .filter(({ needs }) => Object.values(needs).some(need => need.source.id === source))
    .map(({ id }) => id);

async function loadEvidencePage(_: unknown, { now }: ResolverContext): Promise<EvidenceResponse> {
  const [checklist, scanState, { current }, site] = await Promise.all([
    readChecklist(),
    readScanState(),
    readSettings(),
    readSiteRecord(),
  ]);
  const [coverage, scan] = await Promise.all([
    readCurrentCoverage(checklist?.coverage ?? [], now),
    readScanProgress(scanState),
  ]);
  const { spent } = budgetAt(scanState.budget, now);
  const left = allowanceAt(scanState.budget, now, instant(site?.installedAt ?? 0));
  const { since, refusedBecause: refused, isEnglish } = scanState.feed;
  return {
    now,
    timeZone: current.timeZone,
    coverage: coverage.map(each => ({ ...each, controls: controlsBasedOn(each.source) })),
    ...(scan === undefined ? {} : { scan }),
    ...(scanState.lastScan === undefined ? {} : { lastScan: scanState.lastScan }),
    ...(scanState.lastTick === undefined ? {} : { lastTick: scanState.lastTick }),
    budget: { spent, of: spent + left },
    feed: {
      ...(since === undefined ? {} : { since }),
      ...(refused === undefined ? {} : { refused }),
      ...(isEnglish === undefined ? {} : { isEnglish }),
    },
    lostRights: checklist?.hasReadRights === false,
  };
}

async function loadAuditTrailPage({
  before,
}: InputOf<AdminCalls['auditTrail']>): Promise<OutputOf<AdminCalls['auditTrail']>> {
  const { entries, hasMore } = await readAuditTrail(AUDIT_ENTRIES_PER_PAGE, before);
  return { entries: [...entries], hasMore };
}

export const evidenceResolvers: Pick<
  Resolvers<AdminCalls>,
  'evidence' | 'auditTrail' | 'verifyAuditTrail'
> = {
  evidence: loadEvidencePage,
  auditTrail: loadAuditTrailPage,
  verifyAuditTrail: () => verifyAuditTrail(),
};
