import { createForgeJira } from '../jira/forge-jira';
import { createUserTransport } from '../jira/forge-transport';
import { createJira } from '../jira/gateway';
import { type Jira } from '../jira/jira';
import { createMeter } from '../jira/meter';

/** API points per page call: enough for a list of choices, and far less than a scan. */
const POINTS_PER_CALL = 400;

/** Access to the site as the app and as the person. Create a new one for every call. */
export interface SiteAccess {
  readonly app: Jira;
  readonly person: Jira;
}

export const createSiteAccess = (): SiteAccess => ({
  app: createForgeJira(POINTS_PER_CALL).jira,
  person: createJira({
    transport: createUserTransport(),
    meter: createMeter(POINTS_PER_CALL),
    sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
    random: Math.random,
    now: Date.now,
  }),
});
