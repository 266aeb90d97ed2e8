import { sources } from '../../evidence/sources';
import { findEntryFaults, latestExpiryFor } from '../../settings/approvals';
import { EvidenceStore } from '../../storage/evidence-store';
import { readFindings } from '../../storage/findings';
import { readSettings, type StoredSettings } from '../../storage/settings';
import { dayAt } from '../../domain/day';
import { ApiError } from '../api-response';
import { approvalListsFor, withReplacedEntries, collectApprovableObjects } from '../approvable-objects';
import { requireControl } from '../control-definitions';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { sortShownFindings } from '../finding-rows';
import { type ResolverContext, type Resolvers } from '../serve';
import { storeSettings } from '../store-settings';

type ApprovalOptions = OutputOf<AdminCalls['approvalOptions']>;

const invalid = (path: string, why: string): ApiError =>
  new ApiError({ code: 'invalid', fields: [{ path, why }] });

/**
 * @throws ApiError `invalid` if the control's findings can't be approved; `conflict` if none of the selected findings
 * is open.
 */
async function buildApprovalOptions(
  {
    control,
    findings: keys,
    list: requestedList,
  }: Pick<InputOf<AdminCalls['approve']>, 'control' | 'findings' | 'list'>,
  { current }: StoredSettings,
  { now }: ResolverContext,
): Promise<ApprovalOptions> {
  const { id } = requireControl(control);
  const lists = approvalListsFor(id);
  if (lists === undefined) throw invalid('control', 'not_approvable');
  const list = requestedList ?? lists[0];
  if (!lists.includes(list)) throw invalid('list', 'not_approvable');
  const [history, spaces] = await Promise.all([
    readFindings(id),
    new EvidenceStore().reading(sources.spaces),
  ]);
  const chosenKeys = new Set(keys);
  const findings = sortShownFindings(history?.findings ?? []).flatMap(({ finding }) =>
    chosenKeys.has(finding.key) ? [finding] : [],
  );
  // The selected findings are no longer open, so the page's data is outdated.
  if (findings.length === 0) throw new ApiError({ code: 'conflict' });
  const today = dayAt(now, current.timeZone);
  const lastDay = latestExpiryFor(list, today);
  return {
    list,
    ...(lists.length > 1 ? { lists: [...lists] } : {}),
    today,
    ...(lastDay === undefined ? {} : { lastDay }),
    objects: collectApprovableObjects(list, findings, spaces.facts, current, today),
  };
}

async function approve(
  input: InputOf<AdminCalls['approve']>,
  context: ResolverContext,
): Promise<OutputOf<AdminCalls['approve']>> {
  const { objects: ids, reason, owner, until } = input;
  const stored = await readSettings();
  const { list, today, lastDay, objects } = await buildApprovalOptions(input, stored, context);
  if (until < today) throw invalid('until', 'passed');
  if (lastDay !== undefined && until > lastDay) throw invalid('until', 'too_late');
  // Only objects in these findings, because otherwise a caller could approve any ID.
  const chosen = objects.filter(({ id }) => ids.includes(id));
  if (chosen.length < new Set(ids).size) throw invalid('objects', 'unknown');
  const entries = chosen.map(({ id, name, permissions }) => ({
    id,
    name,
    reason,
    owner,
    until,
    ...(permissions === undefined ? {} : { permissions }),
  }));
  // Undo doesn't restore invalid entries, because they had no effect.
  const replacedEntries = stored.current[list].filter(
    entry => ids.includes(entry.id) && findEntryFaults(list, entry, today).length === 0,
  );
  const next = withReplacedEntries(stored.current, list, ids, entries);
  const revision = await storeSettings({
    stored,
    next,
    auditBody: { group: 'open', value: { [list]: next[list] } },
    by: context.account,
    now: context.now,
  });
  return { list, revision, ids: chosen.map(({ id }) => id), before: replacedEntries };
}

async function undoApproval(
  { list, revision, ids, before: replacedEntries }: InputOf<AdminCalls['undoApproval']>,
  { account, now }: ResolverContext,
): Promise<OutputOf<AdminCalls['undoApproval']>> {
  const stored = await readSettings();
  if (stored.revision !== revision) throw new ApiError({ code: 'conflict' });
  if (replacedEntries.some(({ id }) => !ids.includes(id))) throw invalid('before', 'unknown');
  const next = withReplacedEntries(stored.current, list, ids, replacedEntries);
  const auditBody = { group: 'open', value: { [list]: next[list] } };
  return { revision: await storeSettings({ stored, next, auditBody, by: account, now }) };
}

export const approveResolvers: Pick<Resolvers<AdminCalls>, 'approvalOptions' | 'approve' | 'undoApproval'> = {
  approvalOptions: async (input, context) => buildApprovalOptions(input, await readSettings(), context),
  approve,
  undoApproval: undoApproval,
};
