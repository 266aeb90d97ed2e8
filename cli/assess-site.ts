import { setTimeout as sleep } from 'node:timers/promises';
import { controls } from '../src/controls';
import { type Source } from '../src/evidence/source';
import { createJira } from '../src/jira/gateway';
import { createMeter } from '../src/jira/meter';
import { judgeEvidence } from '../src/posture/judge-evidence';
import { incompleteEntries } from '../src/settings/approvals';
import { dayAt } from '../src/domain/day';
import { type Reading } from '../src/domain/reading';
import { withBoundedDepth } from './answer-depth';
import { type AssessArguments } from './arguments';
import { type Assessment, scoreOfAll } from './assessment';
import { collectPeopleNames } from './people-names';
import { openTarget, type OpenTarget } from './open-target';
import { Problem } from './problem';
import { readAllSources } from './read-all-sources';
import { createRecorder } from './recorder';
import { readSettingsFile } from './settings-file';
import { type ObservedTransport, observeTransport } from './observed-transport';

/** The problem to report if a live site didn't return its URL. */
function siteProblem(site: string, lastOutcome: ReturnType<ObservedTransport['lastOutcome']>): Problem {
  if (lastOutcome === undefined) return new Problem('not-a-jira', { site });
  if ('reason' in lastOutcome) return new Problem('no-answer', { site, reason: lastOutcome.reason });
  const { status } = lastOutcome;
  // Success, a redirect, or 404 means that the site isn't Jira. Other errors may be temporary.
  return status < 400 || status === 404
    ? new Problem('not-a-jira', { site })
    : new Problem('site-failed', { site, status: String(status) });
}

/** A live site must be Jira and accept the credentials. In a recording, both failures are gaps. */
function throwIfUnreadable(
  target: OpenTarget,
  requests: ObservedTransport,
  source: Source<unknown>,
  reading: Reading<unknown>,
): void {
  if (target.address === undefined) return;
  if (requests.wasUnauthorized())
    throw new Problem('unauthorized', {
      credentials: target.credentialsKind ?? 'api_token',
      source: source.id,
    });
  if (source.id === 'site' && reading.facts.length === 0)
    throw siteProblem(target.address, requests.lastOutcome());
}

/**
 * Reads and judges the site in the arguments. Never writes to it.
 *
 * @param onRead called after each source.
 * @throws Problem
 */
export async function assess(
  args: AssessArguments,
  environment: NodeJS.ProcessEnv,
  onRead: (source: Source<unknown>, reading: Reading<unknown>) => void,
): Promise<Assessment> {
  const settings = await readSettingsFile(args.settings);
  const target = await openTarget(args, environment);
  try {
    const startedAt = performance.now();
    const peopleNames = collectPeopleNames(withBoundedDepth(target.transport));
    const observedTransport = observeTransport(peopleNames.transport);
    const recorder = args.record === undefined ? undefined : createRecorder(observedTransport.transport);
    const meter = createMeter(Infinity);
    const gateway = createJira({
      transport: recorder?.transport ?? observedTransport.transport,
      meter,
      // A recording's answers don't change with time, so waiting is pointless.
      sleep: target.address === undefined ? () => Promise.resolve() : milliseconds => sleep(milliseconds),
      random: Math.random,
      now: Date.now,
    });
    const jira = recorder?.recordSchemas(gateway) ?? gateway;
    const isLive = target.address !== undefined && recorder === undefined;
    const evidence = await readAllSources({ jira, live: isLive, asOf: target.now }, (source, reading) => {
      throwIfUnreadable(target, observedTransport, source, reading);
      onRead(source, reading);
    });
    if (args.record !== undefined) await recorder?.write(args.record, target.now);
    const context = { settings, now: target.now, attestation: () => undefined };
    const judged = controls.map(control => ({ control, judged: judgeEvidence(control, evidence, context) }));
    const seconds = Math.round((performance.now() - startedAt) / 10) / 100;
    return {
      judged,
      incomplete: incompleteEntries(settings, dayAt(target.now, settings.timeZone)),
      score: scoreOfAll(judged),
      evidence,
      assessedAt: target.now,
      nameOf: peopleNames.nameOf,
      cost: { ...meter.totalCost(), seconds },
    };
  } finally {
    await target.close();
  }
}
