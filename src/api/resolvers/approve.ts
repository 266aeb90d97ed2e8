import { sources } from '../../evidence/sources';
import { faultsOf, lastDayFor } from '../../settings/approvals';
import { EvidenceStore } from '../../storage/evidence';
import { readFindings } from '../../storage/findings';
import { readSettings, type StoredSettings } from '../../storage/settings';
import { dayAt } from '../../terms/day';
import { ApiError } from '../answer';
import { approvingLists, replaced, thingsIn } from '../approvals';
import { controlNamed } from '../catalogue';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { shownLives } from '../finding-rows';
import { type Asked, type Resolvers } from '../serve';
import { storeSettings } from '../store-settings';

type Approvable = OutputOf<AdminCalls['approvable']>;

const invalid = (path: string, why: string): ApiError =>
  new ApiError({ code: 'invalid', fields: [{ path, why }] });

/** @throws ApiError `invalid` where nothing that the control finds can be meant to be open; `conflict` where none of it is open now. */
async function approvableOf(
  {
    control,
    findings: keys,
    list: asked,
  }: Pick<InputOf<AdminCalls['approve']>, 'control' | 'findings' | 'list'>,
  { current }: StoredSettings,
  { now }: Asked,
): Promise<Approvable> {
  const { id } = controlNamed(control);
  const lists = approvingLists(id);
  if (lists === undefined) throw invalid('control', 'not_approvable');
  const list = asked ?? lists[0];
  if (!lists.includes(list)) throw invalid('list', 'not_approvable');
  const [memory, spaces] = await Promise.all([readFindings(id), new EvidenceStore().reading(sources.spaces)]);
  const wanted = new Set(keys);
  const findings = shownLives(memory?.lives ?? []).flatMap(({ finding }) =>
    wanted.has(finding.key) ? [finding] : [],
  );
  // What was chosen is open no more: the page shows what was there before.
  if (findings.length === 0) throw new ApiError({ code: 'conflict' });
  const today = dayAt(now, current.timeZone);
  const lastDay = lastDayFor(list, today);
  return {
    list,
    ...(lists.length > 1 ? { lists: [...lists] } : {}),
    today,
    ...(lastDay === undefined ? {} : { lastDay }),
    things: thingsIn(list, findings, spaces.facts, current, today),
  };
}

async function approve(
  input: InputOf<AdminCalls['approve']>,
  asked: Asked,
): Promise<OutputOf<AdminCalls['approve']>> {
  const { things: ids, reason, owner, until } = input;
  const stored = await readSettings();
  const { list, today, lastDay, things } = await approvableOf(input, stored, asked);
  if (until < today) throw invalid('until', 'passed');
  if (lastDay !== undefined && until > lastDay) throw invalid('until', 'too_late');
  // Only what the findings name: an id alone would approve anything.
  const chosen = things.filter(({ id }) => ids.includes(id));
  if (chosen.length < new Set(ids).size) throw invalid('things', 'unknown');
  const entries = chosen.map(({ id, name, permissions }) => ({
    id,
    name,
    reason,
    owner,
    until,
    ...(permissions === undefined ? {} : { permissions }),
  }));
  // What didn't count before is not put back: nothing of it could be approved.
  const before = stored.current[list].filter(
    entry => ids.includes(entry.id) && faultsOf(list, entry, today).length === 0,
  );
  const next = replaced(stored.current, list, ids, entries);
  const revision = await storeSettings({
    stored,
    next,
    told: { group: 'open', value: { [list]: next[list] } },
    by: asked.account,
    now: asked.now,
  });
  return { list, revision, ids: chosen.map(({ id }) => id), before };
}

async function takeBack(
  { list, revision, ids, before }: InputOf<AdminCalls['takeBack']>,
  { account, now }: Asked,
): Promise<OutputOf<AdminCalls['takeBack']>> {
  const stored = await readSettings();
  if (stored.revision !== revision) throw new ApiError({ code: 'conflict' });
  if (before.some(({ id }) => !ids.includes(id))) throw invalid('before', 'unknown');
  const next = replaced(stored.current, list, ids, before);
  const told = { group: 'open', value: { [list]: next[list] } };
  return { revision: await storeSettings({ stored, next, told, by: account, now }) };
}

export const approveResolvers: Pick<Resolvers<AdminCalls>, 'approvable' | 'approve' | 'takeBack'> = {
  approvable: async (input, asked) => approvableOf(input, await readSettings(), asked),
  approve,
  takeBack,
};
