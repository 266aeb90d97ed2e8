import { z } from 'zod';
import { type StorageWrite } from './transaction';
import { readValue } from './values';

/** This installation and its site. This record can't be rebuilt, so new fields must be optional. */
const siteRecordSchema = z.object({
  cloudId: z.string(),
  environmentId: z.string(),
  installedAt: z.number(),
  /** Account ID of the app. */
  ownAccount: z.string().exactOptional(),
});
export type SiteRecord = z.infer<typeof siteRecordSchema>;

export const readSiteRecord = (): Promise<SiteRecord | undefined> => readValue('site', siteRecordSchema);
export const buildSiteRecordWrite = (site: SiteRecord): StorageWrite => ({ key: 'site', value: site });
