import { isAtlassiansOwn } from '../../controls/apps/first-party';
import { sources } from '../../evidence/sources';
import { EvidenceStore } from '../../storage/evidence';
import { readAllFindings } from '../../storage/findings';
import { type ControlId } from '../../terms/control-terms';
import { type Finding } from '../../terms/finding';
import { type AdminCalls } from '../contract';
import { type OutputOf } from '../contract/call';
import { shownLives } from '../finding-rows';
import { PROPOSING, proposalsOf } from '../proposals';
import { type Asked } from '../serve';
import { settingsResolvers } from './settings';

/** What is open of the controls from which is proposed, as their pages show it. */
async function openFindings(): Promise<ReadonlyMap<ControlId, readonly Finding[]>> {
  const memories = await readAllFindings(PROPOSING);
  return new Map(
    PROPOSING.map(id => [id, shownLives(memories.get(id)?.lives ?? []).map(({ finding }) => finding)]),
  );
}

/** What was found of the site that only an admin can say is meant to be so. */
export async function proposals(_: unknown, asked: Asked): Promise<OutputOf<AdminCalls['proposals']>> {
  const store = new EvidenceStore();
  const [settings, findings, spaces, site, licence, users] = await Promise.all([
    settingsResolvers.settings({}, asked),
    openFindings(),
    store.reading(sources.spaces),
    store.reading(sources.site),
    store.reading(sources.licence),
    store.reading(sources.users),
  ]);
  const [address] = site.facts;
  return {
    settings,
    ...(address === undefined ? {} : { address: address.baseUrl }),
    plans: licence.facts.map(({ application, plan }) => ({ application, plan })),
    atlassians: users.facts.flatMap(fact =>
      fact.active && isAtlassiansOwn(fact.id) ? [{ id: fact.id, name: fact.name }] : [],
    ),
    lists: [...proposalsOf(findings, spaces.facts, settings.settings)],
  };
}
