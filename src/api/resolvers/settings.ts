import { controls } from '../../controls';
import { sources } from '../../evidence/sources';
import { isElsewhere } from '../../remediation/looked';
import { type Settings } from '../../settings/settings';
import { readChecklist } from '../../storage/checklist';
import { readAttestations } from '../../storage/decisions';
import { EvidenceStore } from '../../storage/evidence';
import { readRemediations } from '../../storage/remediations';
import { readRun } from '../../storage/run';
import { readSettings } from '../../storage/settings';
import { readSite } from '../../storage/site';
import { evidenceNow, sightOf } from '../../sweep/evidence-now';
import { openInAll } from '../../terms/checklist';
import { dayAt } from '../../terms/day';
import { type Instant, instant } from '../../terms/instant';
import { ApiError } from '../answer';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { type Asked, type Resolvers } from '../serve';
import { changedSettings } from '../settings-change';
import { effectOf } from '../settings-effect';
import { withNames } from '../named-entries';
import { storeSettings } from '../store-settings';

async function settings(_: unknown, { now }: Asked): Promise<OutputOf<AdminCalls['settings']>> {
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
    settings: await withNames(current),
    ...(space === undefined ? {} : { filingSpace: `${space.name} (${space.key})` }),
    controls: controls.map(({ id }) => id),
    open: openInAll(checklist?.rows ?? []).open,
    lostRights: checklist?.appMayRead === false,
  };
}

async function save(
  { revision, change }: InputOf<AdminCalls['saveSettings']>,
  { account, now }: Asked,
): Promise<OutputOf<AdminCalls['saveSettings']>> {
  const stored = await readSettings();
  if (stored.revision !== revision) throw new ApiError({ code: 'conflict' });
  const next = changedSettings(stored.current, change);
  return { revision: await storeSettings({ stored, next, told: change, by: account, now }) };
}

async function whatChanges(
  { change }: InputOf<AdminCalls['whatChanges']>,
  { now }: Asked,
): Promise<OutputOf<AdminCalls['whatChanges']>> {
  const [{ current }, attestations, run, site] = await Promise.all([
    readSettings(),
    readAttestations(controls.map(({ id }) => id)),
    readRun(),
    readSite(),
  ]);
  const evidence = await evidenceNow(
    new EvidenceStore(),
    now,
    sightOf(run, instant(site?.installedAt ?? 0), now),
  );
  const context = {
    now,
    attestation: (id: string) => attestations.get(id),
    ...(site?.ownAccount === undefined ? {} : { ownAccount: site.ownAccount }),
  };
  const next = changedSettings(current, change);
  const filing = await filingEffect(current, next, now);
  return { ...effectOf(controls, evidence, context, { current, next }), ...(filing ? { filing } : {}) };
}

/** What becomes of the work items that are open. @returns undefined where the place stays the same. */
async function filingEffect(
  current: Settings,
  next: Settings,
  now: Instant,
): Promise<OutputOf<AdminCalls['whatChanges']>['filing']> {
  if (current.filing.project === next.filing.project) return undefined;
  const open = (await readRemediations(now)).filter(({ state, issueId }) => state === 'open' && issueId);
  const stops = next.filing.project === undefined;
  return { elsewhere: open.filter(memory => stops || isElsewhere(memory, next)).length, stops };
}

export const settingsResolvers: Pick<Resolvers<AdminCalls>, 'settings' | 'saveSettings' | 'whatChanges'> = {
  settings,
  saveSettings: save,
  whatChanges,
};
