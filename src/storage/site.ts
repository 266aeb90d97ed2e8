import { z } from 'zod';
import { type Write } from './transaction';
import { readValue } from './values';

/** This installation and the site it stands in. Read tolerantly: it is a record, not a cache. */
const siteShape = z.object({
  cloudId: z.string(),
  environmentId: z.string(),
  installedAt: z.number(),
  /** The account that this app runs as. */
  ownAccount: z.string().exactOptional(),
});
export type Site = z.infer<typeof siteShape>;

export const readSite = (): Promise<Site | undefined> => readValue('site', siteShape);
export const siteWrite = (site: Site): Write => ({ key: 'site', value: site });
