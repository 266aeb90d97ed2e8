import { forgeJira } from '../jira/forge-jira';
import { userTransport } from '../jira/forge-transport';
import { createJira } from '../jira/gateway';
import { type Jira } from '../jira/jira';
import { createMeter } from '../jira/meter';

/** Points that one call of a page may cost: enough for a list to choose from, far from what a sweep spends. */
const POINTS_A_CALL = 400;

/** The site, asked as the app and as the person who looks at the page. Made anew for every call. */
export interface SiteAccess {
  readonly app: Jira;
  readonly person: Jira;
}

export const siteAccess = (): SiteAccess => ({
  app: forgeJira(POINTS_A_CALL).jira,
  person: createJira({
    transport: userTransport(),
    meter: createMeter(POINTS_A_CALL),
    sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
    random: Math.random,
    now: Date.now,
  }),
});
