/** How large a site is. */
export type SiteSize = 'S' | 'M' | 'L' | 'XL';

/** How much of everything a site has. */
export interface Amounts {
  spaces: number;
  people: number;
  /** Company-managed permission schemes. */
  schemes: number;
  filters: number;
  dashboards: number;
  groups: number;
  /** People who administer Jira: within the band that the catalogue calls few. */
  admins: number;
  auditRecords: number;
}

/** How much of everything a site of each size has, as on real ones. */
export const SITE_AMOUNTS: Readonly<Record<SiteSize, Amounts>> = {
  S: {
    spaces: 50,
    people: 500,
    schemes: 10,
    filters: 300,
    dashboards: 80,
    groups: 12,
    admins: 4,
    auditRecords: 900,
  },
  M: {
    spaces: 500,
    people: 5_000,
    schemes: 60,
    filters: 5_000,
    dashboards: 800,
    groups: 60,
    admins: 6,
    auditRecords: 4_000,
  },
  L: {
    spaces: 1_800,
    people: 20_000,
    schemes: 150,
    filters: 30_000,
    dashboards: 4_000,
    groups: 250,
    admins: 10,
    auditRecords: 12_000,
  },
  XL: {
    spaces: 10_000,
    people: 50_000,
    schemes: 500,
    filters: 100_000,
    dashboards: 10_000,
    groups: 800,
    admins: 12,
    auditRecords: 40_000,
  },
};
