import { anonymousAccess } from '../../src/controls/information/INF-01-anonymous-access';
import { type Holder } from '../../src/evidence/facts';
import { instant } from '../../src/terms/instant';
import { ANYONE, cut, group, judged, lineOf, LOGGED_IN, plans, scheme, space, using } from './site';

const inf01 = lineOf(anonymousAccess);
const open = (...may: readonly string[]) => ({
  sharedSchemes: [scheme('10', [[ANYONE, ...may]])],
  spaces: [space('1'), space('2', { archived: true })],
  spaceSchemes: using('10', '1', '2'),
});
const complete = { reason: 'Our public roadmap', owner: 'person-owner', until: '2027-06-30' };
const approved = (...approvedSpaces: readonly object[]) => ({
  settings: { approvedSpaces: approvedSpaces.map(entry => ({ ...complete, ...entry })) },
});

describe('INF-01 No unintended anonymous access', () => {
  it('is met where Public holds nothing', () => {
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
    const odd: readonly Holder[] = [
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
    expect(judged(anonymousAccess, open('BROWSE_PROJECTS')).findings).toMatchObject([
      {
        key: 'INF-01:public-browses:scheme-10:BROWSE_PROJECTS',
        reach: ['1', '2'],
        args: { name: 'Scheme 10', spaces: 2, archived: 1, sensitive: 0, permission: 'BROWSE_PROJECTS' },
      },
    ]);
  });

  it('notes what Public has on the Free plan, where it has no effect', () => {
    for (const licence of [plans('FREE'), plans('FREE', 'UNLICENSED')])
      expect(inf01({ ...open('BROWSE_PROJECTS', 'ADD_COMMENTS'), licence })).toBe('met + public-latent');
    expect(judged(anonymousAccess, { ...open('BROWSE_PROJECTS'), licence: plans('FREE') }).notes).toEqual([
      { code: 'public-latent', args: { spaces: 2 } },
    ]);
    expect(inf01({ ...open(), licence: plans('FREE') })).toBe('met');
  });

  it.each([
    ['one app is paid', plans('FREE', 'PAID')],
    ['no app has a license', plans('UNLICENSED')],
    ['an app has a plan that is new', plans('FREE', 'TRIAL')],
    ['the plan was not read to the end', cut(plans('FREE'))],
  ])('takes it for effective where %s', (_, licence) => {
    expect(inf01({ ...open('BROWSE_PROJECTS'), licence })).toBe('not-met: public-browses(10) high');
  });

  it('is one finding for each permission: writing critical beside Browse, other permissions medium', () => {
    expect(inf01(open('BROWSE_PROJECTS', 'ADD_COMMENTS', 'VIEW_DEV_TOOLS'))).toBe(
      'not-met: public-browses(10) high, public-may(10) medium, public-writes(10) critical',
    );
  });

  it('is medium for writing where Public cannot browse', () => {
    expect(inf01(open('CREATE_ISSUES'))).toBe('not-met: public-writes(10) medium');
  });

  it("takes an app's own permission for one of unknown power", () => {
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

  it('lets approved spaces be for the permissions they are approved for, and says so', () => {
    expect(inf01(open('BROWSE_PROJECTS'), approved({ id: '1' }, { id: '2' }))).toBe(
      'met + public-as-approved',
    );
    expect(inf01(open('BROWSE_PROJECTS', 'ADD_COMMENTS'), approved({ id: '1' }, { id: '2' }))).toBe(
      'not-met: public-writes(10) critical + public-as-approved',
    );
    expect(
      inf01(
        open('BROWSE_PROJECTS', 'ADD_COMMENTS'),
        approved(
          { id: '1' },
          { id: '1', permissions: ['ADD_COMMENTS'] },
          { id: '2', permissions: ['BROWSE_PROJECTS', 'ADD_COMMENTS'] },
        ),
      ),
    ).toBe('met + public-as-approved');
  });

  it('reaches just the spaces that are not approved, and a sensitive one among them', () => {
    const besides = {
      settings: { ...approved({ id: '1' }).settings, sensitiveSpaces: [{ id: '1' }] },
    };
    expect(judged(anonymousAccess, open('BROWSE_PROJECTS'), besides).findings).toMatchObject([
      { severity: 'high', reach: ['2'], args: { space: 'Space 2', spaces: 1 } },
    ]);
  });

  it('asks again when an approval has ended', () => {
    expect(inf01(open('BROWSE_PROJECTS'), approved({ id: '1' }, { id: '2', until: '2026-11-19' }))).toBe(
      'not-met: public-browses(10) high + public-as-approved',
    );
  });

  it.each([
    ['no reason', { reason: ' ' }],
    ['nobody who answers for it', { owner: '' }],
    ['no end', { until: undefined }],
    ['an end more than a year away', { until: '2027-11-21' }],
  ])('takes an approval with %s for none, and says so', (_, lacking) => {
    const one = approved({ id: '1' }, { id: '2', ...lacking });
    expect(inf01(open('BROWSE_PROJECTS'), one)).toBe(
      'not-met: public-browses(10) high + public-as-approved, approval-incomplete',
    );
  });

  it('ends an approval with its last day where the site stands', () => {
    const lastDay = { id: '1', until: '2026-11-19' };
    const besides = approved(lastDay, { id: '2' });
    const at = { now: instant(Date.parse('2026-11-20T02:00:00Z')) };
    const west = { ...besides.settings, timeZone: 'America/Los_Angeles' };
    expect(inf01(open('BROWSE_PROJECTS'), { settings: west, ...at })).toBe('met + public-as-approved');
    expect(inf01(open('BROWSE_PROJECTS'), { ...besides, ...at })).toBe(
      'not-met: public-browses(10) high + public-as-approved',
    );
  });

  it('fixes a team-managed space in the space, by its owner', () => {
    const site = {
      ownSchemes: [scheme('90', [[ANYONE, 'BROWSE_PROJECTS']], '7')],
      spaces: [space('7', { teamManaged: true })],
    };
    expect(judged(anonymousAccess, site).findings).toMatchObject([
      {
        subject: { space: '7', source: 'ownSchemes' },
        owner: 'person-owner',
        reach: ['7'],
        args: { ownScheme: true },
      },
    ]);
    const left = { ...site, spaces: [space('7', { owner: { id: 'gone', active: false } })] };
    expect(judged(anonymousAccess, left).findings[0]).not.toHaveProperty('owner');
  });

  it('says nothing of a scheme in no use', () => {
    const site = open('BROWSE_PROJECTS');
    const sharedSchemes = [...site.sharedSchemes, scheme('11', [])];
    const spaceSchemes = [...using('11', '1', '2'), ...using('10', 'deleted')];
    expect(inf01({ ...site, sharedSchemes, spaceSchemes })).toBe('met');
  });

  it('is never met where the scheme of a space was not read, though every list was read whole', () => {
    const site = open();
    expect(inf01({ ...site, spaceSchemes: using('99', '1', '2') })).toBe(
      'unknown ? never-read@sharedSchemes',
    );
    expect(inf01({ ...site, spaceSchemes: [] })).toBe('unknown ? never-read@spaceSchemes');
    expect(inf01({ spaces: [space('3', { teamManaged: true })] })).toBe('unknown ? never-read@ownSchemes');
    const own = { ownSchemes: [scheme('77', [], '3')], spaces: [space('3', { teamManaged: true })] };
    expect(inf01(own)).toBe('met');
  });

  it('proves from what was read and is never met by less than all', () => {
    expect(inf01({ ...open('BROWSE_PROJECTS'), spaceSchemes: cut(using('10', '1'), 'stale') })).toBe(
      'not-met: public-browses(10) high ? stale@spaceSchemes, never-read@spaceSchemes',
    );
    expect(inf01({ ...open('BROWSE_PROJECTS'), spaces: cut([]) })).toBe('unknown ? denied@spaces');
    expect(inf01({ ...open('BROWSE_PROJECTS'), sharedSchemes: cut([]) })).toBe(
      'unknown ? denied@sharedSchemes, never-read@sharedSchemes',
    );
    expect(inf01({ ownSchemes: cut([], 'never-read') })).toBe('unknown ? never-read@ownSchemes');
  });
});
