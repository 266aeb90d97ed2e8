import { readRequestedChecks, replaceRequestedChecks } from '../storage/requested-checks';
import { type ScanState, readScanState } from '../storage/scan-state';
import { readSiteRecord } from '../storage/site-record';
import { nextHour, scanPausedUntil } from '../scan/budget';
import { pushMessage } from '../scan/scan-message';
import { sanitizeRun } from '../scan/sanitize-times';
import { type Instant, instant } from '../domain/instant';
import { ApiError } from './api-response';
import { decideAdmission, checksOfLastHour } from './check-limits';
import { type ScanAnswer } from './contract/checklist';

/** The scan's target among requested checks. It uses the hour's API points for passes, not those for checks. */
const SCAN_TARGET = 'scan';

/** Maximum number of attempts when other people make requests at the same time. */
const MAX_ATTEMPTS = 10;

/** A scan that waits for API points continues with its next slice, or with the next tick. */
const scanContinuesAt = ({ next }: ScanState, now: Instant): Instant =>
  next !== undefined && next.at > now ? next.at : nextHour(now);

/** Why a scan can't start; undefined if it can. */
async function findScanRefusal(now: Instant): Promise<ScanAnswer | undefined> {
  const [stored, site] = await Promise.all([readScanState(), readSiteRecord()]);
  const scanState = sanitizeRun(stored, now);
  const { scan } = scanState;
  if (scan?.waitingFor === 'points') return { is: 'paused', until: scanContinuesAt(scanState, now) };
  if (scan?.why === 'asked' || scan?.why === 'first') return { is: 'running' };
  const until = scanPausedUntil(scanState.budget, now, instant(site?.installedAt ?? 0));
  return until === undefined ? undefined : { is: 'paused', until };
}

/**
 * Starts a full scan, unless one is running or was just requested, or the hour's API points are used up.
 * @throws ApiError `conflict` if too many people make requests at the same time.
 */
export async function requestScan(by: string, now: Instant): Promise<ScanAnswer> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const refused = await findScanRefusal(now);
    if (refused !== undefined) return refused;
    const known = await readRequestedChecks(now);
    const admission = decideAdmission(known.checks, { target: SCAN_TARGET, account: by, now }, 0);
    if (admission.is === 'too-soon') return { is: 'too-soon', againAt: admission.retryAt };
    const asked = [
      ...checksOfLastHour(known.checks, now),
      { target: SCAN_TARGET, account: by, at: now, points: 0 },
    ];
    if (!(await replaceRequestedChecks(known, asked))) continue;
    await pushMessage({ kind: 'scan-now', by });
    return { is: 'asked' };
  }
  throw new ApiError({ code: 'conflict' });
}
