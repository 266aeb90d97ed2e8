import fc from 'fast-check';
import { controls } from '../../src/controls';
import { type Control } from '../../src/controls/define';
import { anyBesides, anySite } from './any-site';
import { adminGroup, ANYONE, appRole, type Besides, judged, scheme, type Site, space, using } from './site';

/** Everything that a control declares: findings, notes after `+`, its own gaps after `?`. */
const declaredBy = ({ codes: { findings, notes = [], gaps = [] } }: Control): readonly string[] => [
  ...findings,
  ...notes.map(code => `+${code}`),
  ...gaps.map(why => `?${why}`),
];

const saidOn = (control: Control, site: Site, besides: Besides): readonly string[] => {
  const { findings, notes, gaps } = judged(control, site, besides);
  return [
    ...findings.map(({ code }) => code),
    ...notes.map(({ code }) => `+${code}`),
    ...gaps.flatMap(({ source, why }) => (source === undefined && why !== 'not-attested' ? [`?${why}`] : [])),
  ];
};

/** What small sites at random are too small for. */
const BY_HAND: Readonly<Record<string, readonly [Site, Besides]>> = {
  'USR-01': [
    { adminGroups: adminGroup('g', 'a', 'b', 'c', 'd', 'e', 'f'), applicationRoles: [appRole(12)] },
    { settings: { reviewedAdmins: ['a', 'b', 'c', 'd', 'e', 'f'].map(id => ({ id })) } },
  ],
  'INF-01': [
    {
      sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
      spaces: [space('1')],
      spaceSchemes: using('10', '1'),
    },
    { settings: { approvedSpaces: [{ id: '1', reason: '', owner: 'ana', until: '2027-06-30' }] } },
  ],
  'INF-21': [{ applicationRoles: [appRole(5, 'jira-servicedesk')] }, {}],
  'APP-01': [
    { users: [{ id: 'a', name: 'An app', active: true }] },
    {
      settings: {
        atlassianApps: [{ id: 'a', reason: 'Seen elsewhere', owner: 'ana', until: '2027-06-30' }],
      },
    },
  ],
};

/** Sites at random, the same in each run, a hundred at a time. */
function* sitesFor(control: Control): Generator<readonly [Site, Besides]> {
  for (let seed = 1; seed <= 30; seed += 1)
    yield* fc.sample(fc.tuple(anySite, anyBesides(control)), { numRuns: 100, seed });
}

describe('every code that a control declares', () => {
  it.each(controls.map(control => [control.id, control] as const))(
    'is said on some site: %s',
    (id, control) => {
      const declared = declaredBy(control);
      const byHand = BY_HAND[id];
      const said = new Set(byHand === undefined ? [] : saidOn(control, ...byHand));
      for (const [site, besides] of sitesFor(control)) {
        if (declared.every(code => said.has(code))) break;
        saidOn(control, site, besides).forEach(code => said.add(code));
      }
      expect(declared.filter(code => !said.has(code))).toEqual([]);
    },
  );
});
