import { anonymousAccess } from '../../src/controls/information/INF-01-anonymous-access';
import { type GrantHolder } from '../../src/evidence/facts';
import { instant } from '../../src/domain/instant';
import {
  ANYONE,
  partialReading,
  group,
  judgeSite,
  judgeToLine,
  LOGGED_IN,
  plans,
  scheme,
  space,
  spaceSchemesOf,
} from './fixtures';

const inf01 = judgeToLine(anonymousAccess);
const open = (...permissions: readonly string[]) => ({
  sharedSchemes: [scheme('10', [[ANYONE, ...permissions]])],
  spaces: [space('1'), space('2', { archived: true })],
  spaceSchemes: spaceSchemesOf('10', '1', '2'),
});
const complete = { reason: 'Our public roadmap', owner: 'person-owner', until: '2027-06-30' };
const approvingSpace = (...approvedSpaces: readonly object[]) => ({
  settings: { approvedSpaces: approvedSpaces.map(entry => ({ ...complete, ...entry })) },
});

describe('INF-01 No unintended anonymous access', () => {
  it('is met where Public has no permission', () => {
    expect(inf01()).toBe('met');
    expect(
      inf01({
        ...open(),
        sharedSchemes: [
          scheme('10', [
            [LOGGED_IN, 'BROWSE_PROJECTS'],
            [group('g'), 'EDIT_ISSUES'],
          ]),
        ],
      }),
    ).toBe('met');
  });

  it('is unknown where a scheme in use has a holder that isn’t recognized: it could be Public', () => {
    const odd: readonly GrantHolder[] = [
      { is: 'unrecognized', type: 'everybody' },
      { is: 'unnamed', kind: 'group' },
    ];
    for (const holder of odd) {
      const sharedSchemes = [scheme('10', [[holder, 'VIEW_DEV_TOOLS']])];
      expect(inf01({ ...open(), sharedSchemes })).toBe('unknown ? schema@sharedSchemes');
      expect(inf01({ sharedSchemes })).toBe('met');
    }
    const both = [
      scheme('10', [
        [{ is: 'unrecognized', type: 'everybody' }, 'ADD_COMMENTS'],
        [ANYONE, 'BROWSE_PROJECTS'],
      ]),
    ];
    expect(inf01({ ...open(), sharedSchemes: both })).toBe(
      'not-met: public-browses(10) high ? schema@sharedSchemes',
    );
  });

  it('finds a scheme once for all its spaces, archived ones too', () => {
    expect(inf01(open('BROWSE_PROJECTS'))).toBe('not-met: public-browses(10) high');
    expect(judgeSite(anonymousAccess, open('BROWSE_PROJECTS')).findings).toMatchObject([
      {
        key: 'INF-01:public-browses:scheme-10:BROWSE_PROJECTS',
        reach: ['1', '2'],
        args: { name: 'Scheme 10', spaces: 2, archived: 1, sensitive: 0, permission: 'BROWSE_PROJECTS' },
      },
    ]);
  });

  it('notes what Public has on the Free plan, where it has no effect', () => {
    for (const license of [plans('FREE'), plans('FREE', 'UNLICENSED')])
      expect(inf01({ ...open('BROWSE_PROJECTS', 'ADD_COMMENTS'), license })).toBe('met + public-latent');
    expect(judgeSite(anonymousAccess, { ...open('BROWSE_PROJECTS'), license: plans('FREE') }).notes).toEqual([
      { code: 'public-latent', args: { spaces: 2 } },
    ]);
    expect(inf01({ ...open(), license: plans('FREE') })).toBe('met');
  });

  it.each([
    ['one app is paid', plans('FREE', 'PAID')],
    ['no app has a license', plans('UNLICENSED')],
    ['an app has a plan that is new', plans('FREE', 'TRIAL')],
    ['the plan was not read to the end', partialReading(plans('FREE'))],
  ])('treats it as effective where %s', (_, license) => {
    expect(inf01({ ...open('BROWSE_PROJECTS'), license })).toBe('not-met: public-browses(10) high');
  });

  it('is one finding for each permission: writing critical beside Browse, other permissions medium', () => {
    expect(inf01(open('BROWSE_PROJECTS', 'ADD_COMMENTS', 'VIEW_DEV_TOOLS'))).toBe(
      'not-met: public-browses(10) high, public-may(10) medium, public-writes(10) critical',
    );
  });

  it('is medium for writing where Public cannot browse', () => {
    expect(inf01(open('CREATE_ISSUES'))).toBe('not-met: public-writes(10) medium');
  });

  it("treats an app's own permission as one of unknown power", () => {
    expect(inf01(open('BROWSE_PROJECTS', 'com.app__publish'))).toBe(
      'not-met: public-browses(10) high, public-may(10) medium',
    );
  });

  it('is critical where a reached space is sensitive', () => {
    const sensitive = (entry: object) => ({ settings: { sensitiveSpaces: [entry] } });
    expect(inf01(open('BROWSE_PROJECTS'), sensitive({ id: '2' }))).toBe(
      'not-met: public-browses(10) critical',
    );
    expect(inf01(open('BROWSE_PROJECTS'), sensitive({ id: '2', until: '2026-11-19' }))).toBe(
      'not-met: public-browses(10) high',
    );
    expect(inf01(open('BROWSE_PROJECTS'), sensitive({ id: '3' }))).toBe('not-met: public-browses(10) high');
  });

  it('leaves out approved spaces for their approved permissions, with a note', () => {
    expect(inf01(open('BROWSE_PROJECTS'), approvingSpace({ id: '1' }, { id: '2' }))).toBe(
      'met + public-as-approved',
    );
    expect(inf01(open('BROWSE_PROJECTS', 'ADD_COMMENTS'), approvingSpace({ id: '1' }, { id: '2' }))).toBe(
      'not-met: public-writes(10) critical + public-as-approved',
    );
    expect(
      inf01(
        open('BROWSE_PROJECTS', 'ADD_COMMENTS'),
        approvingSpace(
          { id: '1' },
          { id: '1', permissions: ['ADD_COMMENTS'] },
          { id: '2', permissions: ['BROWSE_PROJECTS', 'ADD_COMMENTS'] },
        ),
      ),
    ).toBe('met + public-as-approved');
  });

  it('reaches just the spaces that are not approved, and a sensitive one among them', () => {
    const options = {
      settings: { ...approvingSpace({ id: '1' }).settings, sensitiveSpaces: [{ id: '1' }] },
    };
    expect(judgeSite(anonymousAccess, open('BROWSE_PROJECTS'), options).findings).toMatchObject([
      { severity: 'high', reach: ['2'], args: { space: 'Space 2', spaces: 1 } },
    ]);
  });

  it('finds it again when an approval has expired', () => {
    expect(
      inf01(open('BROWSE_PROJECTS'), approvingSpace({ id: '1' }, { id: '2', until: '2026-11-19' })),
    ).toBe('not-met: public-browses(10) high + public-as-approved');
  });

  it.each([
    ['no reason', { reason: ' ' }],
    ['no owner', { owner: '' }],
    ['no expiry', { until: undefined }],
    ['an expiry more than a year away', { until: '2027-11-21' }],
  ])('takes an approval with %s for none, and says so', (_, lacking) => {
    const one = approvingSpace({ id: '1' }, { id: '2', ...lacking });
    expect(inf01(open('BROWSE_PROJECTS'), one)).toBe(
      'not-met: public-browses(10) high + public-as-approved, approval-incomplete',
    );
  });

  it('expires an approval after its last day in the site’s time zone', () => {
    const lastDay = { id: '1', until: '2026-11-19' };
    const options = approvingSpace(lastDay, { id: '2' });
    const at = { now: instant(Date.parse('2026-11-20T02:00:00Z')) };
    const west = { ...options.settings, timeZone: 'America/Los_Angeles' };
    expect(inf01(open('BROWSE_PROJECTS'), { settings: west, ...at })).toBe('met + public-as-approved');
    expect(inf01(open('BROWSE_PROJECTS'), { ...options, ...at })).toBe(
      'not-met: public-browses(10) high + public-as-approved',
    );
  });

  it('fixes a team-managed space in the space, by its owner', () => {
    const site = {
      ownSchemes: [scheme('90', [[ANYONE, 'BROWSE_PROJECTS']], '7')],
      spaces: [space('7', { teamManaged: true })],
    };
    expect(judgeSite(anonymousAccess, site).findings).toMatchObject([
      {
        subject: { space: '7', source: 'ownSchemes' },
        owner: 'person-owner',
        reach: ['7'],
        args: { ownScheme: true },
      },
    ]);
    const left = { ...site, spaces: [space('7', { owner: { id: 'gone', active: false } })] };
    expect(judgeSite(anonymousAccess, left).findings[0]).not.toHaveProperty('owner');
  });

  it('ignores a scheme that no space uses', () => {
    const site = open('BROWSE_PROJECTS');
    const sharedSchemes = [...site.sharedSchemes, scheme('11', [])];
    const spaceSchemes = [...spaceSchemesOf('11', '1', '2'), ...spaceSchemesOf('10', 'deleted')];
    expect(inf01({ ...site, sharedSchemes, spaceSchemes })).toBe('met');
  });

  it('is never met where the scheme of a space was not read, though every list was read completely', () => {
    const site = open();
    expect(inf01({ ...site, spaceSchemes: spaceSchemesOf('99', '1', '2') })).toBe(
      'unknown ? never-read@sharedSchemes',
    );
    expect(inf01({ ...site, spaceSchemes: [] })).toBe('unknown ? never-read@spaceSchemes');
    expect(inf01({ spaces: [space('3', { teamManaged: true })] })).toBe('unknown ? never-read@ownSchemes');
    const own = { ownSchemes: [scheme('77', [], '3')], spaces: [space('3', { teamManaged: true })] };
    expect(inf01(own)).toBe('met');
  });

  it('finds from what was read, and is never met by a partial reading', () => {
    expect(
      inf01({ ...open('BROWSE_PROJECTS'), spaceSchemes: partialReading(spaceSchemesOf('10', '1'), 'stale') }),
    ).toBe('not-met: public-browses(10) high ? stale@spaceSchemes, never-read@spaceSchemes');
    expect(inf01({ ...open('BROWSE_PROJECTS'), spaces: partialReading([]) })).toBe('unknown ? denied@spaces');
    expect(inf01({ ...open('BROWSE_PROJECTS'), sharedSchemes: partialReading([]) })).toBe(
      'unknown ? denied@sharedSchemes, never-read@sharedSchemes',
    );
    expect(inf01({ ownSchemes: partialReading([], 'never-read') })).toBe('unknown ? never-read@ownSchemes');
  });
});
