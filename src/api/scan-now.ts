import { readChecks, replaceChecks } from '../storage/checks';
import { type Run, readRun } from '../storage/run';
import { readSite } from '../storage/site';
import { nextHour, scanPausedUntil } from '../sweep/budget';
import { push } from '../sweep/messages';
import { trustedRun } from '../sweep/trusted';
import { type Instant, instant } from '../terms/instant';
import { ApiError } from './answer';
import { admissionOf, ofLastHour } from './check-limits';
import { type ScanAnswer } from './contract/home';

/** Among the checks that people ask for; it spends the hour's points of passes and none of theirs. */
const SCAN = 'scan';

/** How often a request is tried anew because others asked for something at the same moment. */
const ATTEMPTS = 10;

/** A scan that waits for API points continues with the slice that is planned, or with the next tick. */
const continuesAt = ({ next }: Run, now: Instant): Instant =>
  next !== undefined && next.at > now ? next.at : nextHour(now);

/** Why no scan may begin; undefined where one may. */
async function refusal(now: Instant): Promise<ScanAnswer | undefined> {
  const [stored, site] = await Promise.all([readRun(), readSite()]);
  const run = trustedRun(stored, now);
  const { sweep } = run;
  if (sweep?.waits === 'points') return { is: 'paused', until: continuesAt(run, now) };
  if (sweep?.why === 'asked' || sweep?.why === 'first') return { is: 'running' };
  const until = scanPausedUntil(run.budget, now, instant(site?.installedAt ?? 0));
  return until === undefined ? undefined : { is: 'paused', until };
}

/**
 * Has everything read and judged, where no such scan is under way or was just asked for, and enough of the hour's API points
 * are left. @throws ApiError `conflict` where too many others asked at the same moment.
 */
export async function askToScan(by: string, now: Instant): Promise<ScanAnswer> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const refused = await refusal(now);
    if (refused !== undefined) return refused;
    const known = await readChecks(now);
    const admission = admissionOf(known.asked, { what: SCAN, by, now }, 0);
    if (admission.is === 'too-soon') return { is: 'too-soon', againAt: admission.againAt };
    const asked = [...ofLastHour(known.asked, now), { what: SCAN, by, at: now, points: 0 }];
    if (!(await replaceChecks(known, asked))) continue;
    await push({ kind: 'sweep-now', by });
    return { is: 'asked' };
  }
  throw new ApiError({ code: 'conflict' });
}
