import type { Clock, Millis } from '../clock';
import type { Issue } from './state/model';
import type { SiteState } from './state/site-state';
import type { SiteSwitches } from './switches';

/** What a search saw of a work item before it was changed; `undefined` is "not there". */
interface PreviousVersion {
  until: Millis;
  issue: Issue | undefined;
}

/** The work items as a search sees them: behind the truth by the search lag. */
export class SearchIndex {
  readonly #state: SiteState;
  readonly #clock: Clock;
  readonly #switches: SiteSwitches;
  readonly #previousVersions = new Map<number, PreviousVersion[]>();

  constructor(state: SiteState, clock: Clock, switches: SiteSwitches) {
    this.#state = state;
    this.#clock = clock;
    this.#switches = switches;
  }

  /** To be called before each change: keeps what a search goes on seeing until the lag is over. */
  keepPreviousVersion(id: number): void {
    const lag = this.#switches.searchLagSeconds * 1000;
    if (lag === 0) return;
    const issue = this.#state.issues.get(id);
    const kept = this.#previousVersions.get(id) ?? [];
    kept.push({ until: this.#clock.now() + lag, issue: issue && structuredClone(issue) });
    this.#previousVersions.set(id, kept);
  }

  /** Every work item as a search sees it now; those in `reconciled` as they are. */
  issues(reconciled: readonly number[] = []): Issue[] {
    const now = this.#clock.now();
    const seen = new Map<number, Issue>();
    for (const issue of this.#state.issues.values()) seen.set(issue.id, issue);
    for (const [id, kept] of this.#previousVersions) {
      const waiting = kept.filter(before => before.until > now);
      if (waiting.length === 0) this.#previousVersions.delete(id);
      else this.#previousVersions.set(id, waiting);
      const oldest = waiting[0];
      if (!oldest || reconciled.includes(id)) continue;
      if (oldest.issue) seen.set(id, oldest.issue);
      else seen.delete(id);
    }
    return [...seen.values()];
  }
}
