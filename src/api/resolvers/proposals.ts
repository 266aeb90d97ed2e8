import { isFirstPartyApp } from '../../controls/apps/first-party-apps';
import { sources } from '../../evidence/sources';
import { EvidenceStore } from '../../storage/evidence-store';
import { readAllFindings } from '../../storage/findings';
import { type ControlId } from '../../domain/control-attributes';
import { type Finding } from '../../domain/finding';
import { type AdminCalls } from '../contract';
import { type OutputOf } from '../contract/call';
import { sortShownFindings } from '../finding-rows';
import { PROPOSAL_CONTROLS, buildProposals } from '../proposals';
import { type ResolverContext } from '../serve';
import { settingsResolvers } from './settings';

/** Open findings of the controls with proposals, the same as on their pages. */
async function readOpenFindings(): Promise<ReadonlyMap<ControlId, readonly Finding[]>> {
  const histories = await readAllFindings(PROPOSAL_CONTROLS);
  return new Map(
    PROPOSAL_CONTROLS.map(id => [
      id,
      sortShownFindings(histories.get(id)?.findings ?? []).map(({ finding }) => finding),
    ]),
  );
}

/** Loads objects that only an admin can approve or review. */
export async function loadProposals(
  _: unknown,
  context: ResolverContext,
): Promise<OutputOf<AdminCalls['proposals']>> {
  const store = new EvidenceStore();
  const [settings, findings, spaces, site, license, users] = await Promise.all([
    settingsResolvers.settings({}, context),
    readOpenFindings(),
    store.reading(sources.spaces),
    store.reading(sources.site),
    store.reading(sources.license),
    store.reading(sources.users),
  ]);
  const [address] = site.facts;
  return {
    settings,
    ...(address === undefined ? {} : { address: address.baseUrl }),
    plans: license.facts.map(({ application, plan }) => ({ application, plan })),
    atlassianAccounts: users.facts.flatMap(fact =>
      fact.active && isFirstPartyApp(fact.id) ? [{ id: fact.id, name: fact.name }] : [],
    ),
    lists: [...buildProposals(findings, spaces.facts, settings.settings)],
  };
}
