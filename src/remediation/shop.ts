import { type Jira } from '../jira/jira';
import { type Settings } from '../settings/settings';
import { type ControlId } from '../terms/control-terms';
import { type Instant } from '../terms/instant';
import { type RemediationKey } from './key';
import { type Memory, type RemediationStore } from './memory';
import { type EvidenceLine, type Pen } from './phrases';
import { type Preflight } from './preflight';
import { type Home } from './property';

/** The site as this app knows it. `baseUrl` has no slash at the end. */
export interface OwnSite extends Home {
  readonly baseUrl: string;
  /** The account that this app runs as. */
  readonly ownAccount: string;
}

/** What the actions on one site lean on. */
export interface Shop {
  readonly jira: Jira;
  readonly store: RemediationStore;
  readonly site: OwnSite;
  readonly settings: Settings;
  readonly pen: Pen;
  readonly evidence: ReadonlyMap<ControlId, EvidenceLine>;
  readonly now: Instant;
  /** Whether the record of another key has this work item: then its property is wrong, whatever it says. */
  readonly belongsToOther: (issueId: string, key: RemediationKey) => boolean;
  /** Undefined where nothing has to be filed. */
  readonly preflight: Preflight | undefined;
}

/** Somebody else wrote the memory in between: they go on, we don't. */
export class Raced extends Error {
  override readonly name = 'Raced';
}

/** Writes the memory on condition. @throws Raced */
export async function remember({ store, now }: Shop, next: Memory, held: Memory): Promise<Memory> {
  const kept = await store.replace({ ...next, updatedAt: now }, held);
  if (kept === undefined) throw new Raced(held.key);
  return kept;
}
