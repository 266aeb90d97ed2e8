import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SOURCES_IN_SCAN_ORDER } from '../../src/evidence/sources';

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);

/** The facts of each source, by version. A fact of another shape needs a new version: stored facts are of the old one. */
const SHAPES: Readonly<Record<string, string>> = {
  callerRights: '1: cfa5f5a6',
  dataPolicy: '1: 99ad8efc',
  site: '1: 77236d28',
  license: '1: de74395b',
  siteProperties: '1: 2bb973c8',
  applicationRoles: '1: d1f6c59a',
  adminGroups: '1: df09e536',
  schemeList: '1: 927e473c',
  sharedSchemes: '1: 97ce2f96',
  appAccounts: '1: b72327a7',
  auditLog: '1: d0a91f5c',
  spaces: '1: c492287e',
  spaceSchemes: '1: 0b005557',
  publicFilters: '1: 94a52e49',
  publicDashboards: '1: 6b5fdc32',
  ownSchemes: '1: 97ce2f96',
  users: '1: 5bfe6696',
};

describe('the version of a source', () => {
  it.each(SOURCES_IN_SCAN_ORDER.map(source => [source.id, source] as const))(
    '%s is raised with the shape of its facts',
    (id, source) => {
      expect([id, `${source.version}: ${digest(z.toJSONSchema(source.fact))}`]).toEqual([id, SHAPES[id]]);
    },
  );
});
