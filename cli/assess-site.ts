import { setTimeout as sleep } from 'node:timers/promises';
import { controls } from '../src/controls';
import { type Source } from '../src/evidence/source';
import { createJira } from '../src/jira/gateway';
import { createMeter } from '../src/jira/meter';
import { judge } from '../src/posture/judge';
import { incompleteEntries } from '../src/settings/approvals';
import { dayAt } from '../src/terms/day';
import { type Reading } from '../src/terms/reading';
import { withBoundedDepth } from './answer-depth';
import { type Arguments } from './arguments';
import { type Assessment, scoreOfAll } from './assessment';
import { named } from './names';
import { openPlace, type OpenPlace } from './place';
import { Problem } from './problem';
import { readSite } from './read-site';
import { recorderOf } from './recorder';
import { settingsIn } from './settings-file';
import { type Watched, watched } from './watched';

/** Why a live site that didn't give its address can't be assessed. */
function problemOf(site: string, last: ReturnType<Watched['last']>): Problem {
  if (last === undefined) return new Problem('not-a-jira', { site });
  if ('reason' in last) return new Problem('no-answer', { site, reason: last.reason });
  const { status } = last;
  // A site without this page, or one that sends it elsewhere, is not Jira. Other errors may pass.
  return status < 400 || status === 404
    ? new Problem('not-a-jira', { site })
    : new Problem('site-failed', { site, status: String(status) });
}

/** A live site must know who asks, and be a Jira. In a recording both are gaps. */
function complainOf(
  place: OpenPlace,
  watch: Watched,
  source: Source<unknown>,
  reading: Reading<unknown>,
): void {
  if (place.address === undefined) return;
  if (watch.wasRefused())
    throw new Problem('unauthorized', { credentials: place.credentials ?? 'api_token', source: source.id });
  if (source.id === 'site' && reading.facts.length === 0) throw problemOf(place.address, watch.last());
}

/**
 * Reads and judges the site that the arguments name; never writes to it.
 *
 * @param onRead called after each source.
 * @throws Problem
 */
export async function assess(
  given: Arguments,
  environment: NodeJS.ProcessEnv,
  onRead: (source: Source<unknown>, reading: Reading<unknown>) => void,
): Promise<Assessment> {
  const settings = await settingsIn(given.settings);
  const place = await openPlace(given, environment);
  try {
    const began = performance.now();
    const people = named(withBoundedDepth(place.transport));
    const watch = watched(people.transport);
    const recorder = given.record === undefined ? undefined : recorderOf(watch.transport);
    const meter = createMeter(Infinity);
    const gateway = createJira({
      transport: recorder?.transport ?? watch.transport,
      meter,
      // A recording says the same however long one waits.
      sleep: place.address === undefined ? () => Promise.resolve() : milliseconds => sleep(milliseconds),
      random: Math.random,
      now: Date.now,
    });
    const jira = recorder?.over(gateway) ?? gateway;
    const live = place.address !== undefined && recorder === undefined;
    const evidence = await readSite({ jira, live, asOf: place.now }, (source, reading) => {
      complainOf(place, watch, source, reading);
      onRead(source, reading);
    });
    if (given.record !== undefined) await recorder?.write(given.record, place.now);
    const context = { settings, now: place.now, attestation: () => undefined };
    const judged = controls.map(control => ({ control, judged: judge(control, evidence, context) }));
    const seconds = Math.round((performance.now() - began) / 10) / 100;
    return {
      judged,
      incomplete: incompleteEntries(settings, dayAt(place.now, settings.timeZone)),
      score: scoreOfAll(judged),
      evidence,
      asOf: place.now,
      nameOf: people.nameOf,
      cost: { ...meter.spent(), seconds },
    };
  } finally {
    await place.close();
  }
}
