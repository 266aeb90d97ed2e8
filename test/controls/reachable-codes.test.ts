import fc from 'fast-check';
import { controls } from '../../src/controls';
import { type Control } from '../../src/controls/define-control';
import { arbitraryJudgeOptions, arbitrarySite } from './arbitrary-site';
import {
  adminGroup,
  ANYONE,
  appRole,
  type JudgeOptions,
  judgeSite,
  scheme,
  type SiteFacts,
  space,
  spaceSchemesOf,
} from './fixtures';

/** Everything that a control declares: findings, notes after `+`, its own gaps after `?`. */
const declaredCodes = ({ codes: { findings, notes = [], gaps = [] } }: Control): readonly string[] => [
  ...findings,
  ...notes.map(code => `+${code}`),
  ...gaps.map(why => `?${why}`),
];

const reportedCodes = (control: Control, site: SiteFacts, options: JudgeOptions): readonly string[] => {
  const { findings, notes, gaps } = judgeSite(control, site, options);
  return [
    ...findings.map(({ code }) => code),
    ...notes.map(({ code }) => `+${code}`),
    ...gaps.flatMap(({ source, why }) => (source === undefined && why !== 'not-attested' ? [`?${why}`] : [])),
  ];
};

/** For codes that small random sites don’t produce. */
const HAND_MADE_SITES: Readonly<Record<string, readonly [SiteFacts, JudgeOptions]>> = {
  'USR-01': [
    { adminGroups: adminGroup('g', 'a', 'b', 'c', 'd', 'e', 'f'), applicationRoles: [appRole(12)] },
    { settings: { reviewedAdmins: ['a', 'b', 'c', 'd', 'e', 'f'].map(id => ({ id })) } },
  ],
  'INF-01': [
    {
      sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
      spaces: [space('1')],
      spaceSchemes: spaceSchemesOf('10', '1'),
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
function* sitesFor(control: Control): Generator<readonly [SiteFacts, JudgeOptions]> {
  for (let seed = 1; seed <= 30; seed += 1)
    yield* fc.sample(fc.tuple(arbitrarySite, arbitraryJudgeOptions(control)), { numRuns: 100, seed });
}

describe('every code that a control declares', () => {
  it.each(controls.map(control => [control.id, control] as const))(
    'is reported on some site: %s',
    (id, control) => {
      const declared = declaredCodes(control);
      const byHand = HAND_MADE_SITES[id];
      const reported = new Set(byHand === undefined ? [] : reportedCodes(control, ...byHand));
      for (const [site, options] of sitesFor(control)) {
        if (declared.every(code => reported.has(code))) break;
        reportedCodes(control, site, options).forEach(code => reported.add(code));
      }
      expect(declared.filter(code => !reported.has(code))).toEqual([]);
    },
  );
});
