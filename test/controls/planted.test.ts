import { httpTransport } from '../../cli/http-transport';
import { readAllSources } from '../../cli/read-all-sources';
import { Clock } from '../../sandbox/clock';
import { type Plant, type PlantChoice } from '../../sandbox/jira/generate/draft';
import { createSite, type SiteOptions } from '../../sandbox/jira/site';
import { controls } from '../../src/controls';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { judgeEvidence } from '../../src/posture/judge-evidence';
import { type Finding } from '../../src/domain/finding';
import { instant } from '../../src/domain/instant';
import { NOW, settingsFrom } from './fixtures';

/** What was made wrong, as a finding names it: control, object, and the permission or person that tells two apart. */
const plantLine = ({ control, kind, id, permission, accountId }: Plant): string => {
  switch (kind) {
    case 'user-holder':
      return `${control} ${id} ${accountId}`;
    case 'inactive-owner':
      return `${control} ${accountId} owns ${id}`;
    case 'audit-log-plan':
      return control;
    default:
      return [control, id, ...(permission === undefined ? [] : [permission])].join(' ');
  }
};

const findingLines = ({ control, code, subject, args, reach = [] }: Finding): readonly string[] => {
  if (code === 'person-granted') {
    const { person } = args;
    const account = typeof person === 'object' && 'person' in person ? person.person : '';
    return [`${control} ${subject.id} ${account}`];
  }
  if (code === 'inactive-space-owner') return reach.map(space => `${control} ${subject.id} owns ${space}`);
  if (code === 'plan-without-audit-log') return [control];
  const { permission } = args;
  return [[control, subject.id, ...(typeof permission === 'string' ? [permission] : [])].join(' ')];
};

/** Reads and judges a simulated site with what its admins know of it. */
async function findOnSite(
  options: SiteOptions,
): Promise<{ found: readonly string[]; planted: readonly string[] }> {
  const site = await createSite({ ...options, clock: new Clock(NOW) });
  try {
    const jira = createJira({
      transport: httpTransport(site.url, site.as(site.people.ana).authorization),
      meter: createMeter(Infinity),
      sleep: () => Promise.resolve(),
      random: () => 0,
      now: Date.now,
    });
    const evidence = await readAllSources({ jira, live: true, asOf: instant(NOW) }, () => undefined);
    const listed = (ids: readonly string[]) => ids.map(id => ({ id }));
    const settings = settingsFrom({
      reviewedAdmins: listed(site.known.admins),
      knownApps: listed(site.known.apps),
    });
    const context = { settings, now: NOW, attestation: () => undefined };
    const found = controls
      .flatMap(control => judgeEvidence(control, evidence, context).findings)
      .flatMap(findingLines);
    return { found: found.sort(), planted: site.planted.map(plantLine).sort() };
  } finally {
    await site.close();
  }
}

describe('on a simulated site', () => {
  const choices: readonly (readonly [string, PlantChoice])[] = [
    ['as it is made', {}],
    ['where nothing is wrong', { clean: true }],
    ['on the free plan', { freePlan: true }],
    ['on the free plan with an expired license', { freePlan: true, expiredLicense: true }],
    ['with an expired license', { expiredLicense: true }],
    ['with a deleted account among the admins', { deletedAdmin: true }],
  ];

  it.each(choices)('%s, finds what was planted and nothing else', async (_, plants) => {
    const { found, planted } = await findOnSite({ size: 'S', plants });
    expect(found).toEqual(planted);
  });

  it.each([2, 77])('of seed %i, finds what was planted and nothing else', async seed => {
    const { found, planted } = await findOnSite({ size: 'S', seed });
    expect(found).toEqual(planted);
  });

  it('finds what was planted and nothing else among 500 spaces', async () => {
    const { found, planted } = await findOnSite({ size: 'M', seed: 3 });
    expect(found).toEqual(planted);
  });

  it('finds admins by default, and that everyone is an admin then', async () => {
    const plants = { clean: true, defaultGroupAdministers: true };
    const { found, planted } = await findOnSite({ size: 'S', plants });
    expect(found.filter(line => line.startsWith('USR-02'))).toEqual(planted);
    expect(found.filter(line => !/^USR-0[123]/.test(line))).toEqual([]);
    expect(found).toContain('USR-01 admins');
    expect(found.length).toBeGreaterThan(100);
  });

  it('finds new spaces that start open, and the spaces that are open so today', async () => {
    const plants = { clean: true, defaultSchemeOpen: true, softwareSchemeOpen: true };
    const { found, planted } = await findOnSite({ size: 'S', plants });
    expect(found).toEqual([
      'INF-01 0 CREATE_ISSUES',
      'INF-01 10000 CREATE_ISSUES',
      'INF-21 0 CREATE_ISSUES',
      'INF-21 10000 CREATE_ISSUES',
    ]);
    expect(found).toEqual(expect.arrayContaining([...planted]));
  });
});
