import { publicFilterShares } from '../../src/controls/information/INF-03-public-filter-shares';
import {
  ANYONE,
  partialReading,
  judgeSite,
  judgeToLine,
  LOGGED_IN,
  plans,
  scheme,
  space,
  spaceSchemesOf,
} from './fixtures';

const filter = (id: string, given: object = {}) => ({
  id,
  name: 'All open bugs',
  query: 'project = PUB AND resolution is EMPTY',
  owner: { id: 'person-lee', active: true },
  ...given,
});
const inf03 = judgeToLine(publicFilterShares);

const publicSpace = {
  license: plans('PAID'),
  spaces: [space('1')],
  sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
  spaceSchemes: spaceSchemesOf('10', '1'),
};
const payments = space('7', { key: 'PAY', name: 'Payments' });
const approval = { reason: 'Status page', owner: 'lee', until: '2027-11-20' };
const payIsSensitive = { sensitiveSpaces: [{ id: '7' }] };

describe('INF-03 Filters not public', () => {
  it('is met where no filter is public', () => {
    expect(inf03({})).toBe('met');
  });

  it('names each public filter', () => {
    expect(inf03({ publicFilters: [filter('1'), filter('2')] })).toBe(
      'not-met: filter-public(1) medium, filter-public(2) medium',
    );
  });

  it('is high where anyone can browse a space', () => {
    expect(inf03({ publicFilters: [filter('1')], ...publicSpace })).toBe('not-met: filter-public(1) high');
  });

  it.each([
    ['every app is on Free', plans('FREE', 'UNLICENSED')],
    ['no app has a license', plans('UNLICENSED')],
    ['the plan was not read', partialReading(plans('FREE'))],
  ])('stays medium where %s, whatever schemes grant to Public', (_, license) => {
    expect(inf03({ publicFilters: [filter('1')], ...publicSpace, license })).toBe(
      'not-met: filter-public(1) medium',
    );
  });

  it('stays medium where no space uses the public scheme, or it lets only logged-in people browse', () => {
    expect(inf03({ publicFilters: [filter('1')], ...publicSpace, spaceSchemes: [] })).toBe(
      'not-met: filter-public(1) medium',
    );
    expect(
      inf03({
        publicFilters: [filter('1')],
        ...publicSpace,
        sharedSchemes: [scheme('10', [[LOGGED_IN, 'BROWSE_PROJECTS']])],
      }),
    ).toBe('not-met: filter-public(1) medium');
  });

  it('is high where the name or the query names a sensitive space', () => {
    const settings = { settings: payIsSensitive };
    const site = (given: object) => ({ spaces: [payments], publicFilters: [filter('1', given)] });
    for (const given of [
      { name: 'PAY board' },
      { name: 'All payments bugs' },
      { query: 'project = pay' },
      { query: 'issue in (PAY-12)' },
      { query: 'project = 7' },
      { query: 'project = "Payments"' },
    ])
      expect(inf03(site(given), settings)).toBe('not-met: filter-public(1) high');
    for (const given of [{ name: 'PAYROLL' }, { name: 'who has to pay' }, { query: 'project = PAYROLL' }])
      expect(inf03(site(given), settings)).toBe('not-met: filter-public(1) medium');
  });

  it('is medium again when the space is no longer sensitive', () => {
    const sensitiveSpaces = [{ id: '7', until: '2026-11-19' }];
    const site = { spaces: [payments], publicFilters: [filter('1', { query: 'project = PAY' })] };
    expect(inf03(site, { settings: { sensitiveSpaces } })).toBe('not-met: filter-public(1) medium');
  });

  it('leaves out an approved filter, through its last day', () => {
    const site = { publicFilters: [filter('1'), filter('2')] };
    const until = (day: string) => ({
      settings: {
        approvedFilters: [
          { ...approval, id: '1', until: day },
          { ...approval, id: '2' },
        ],
      },
    });
    expect(inf03(site, until('2026-11-20'))).toBe('met');
    expect(inf03(site, until('2026-11-19'))).toBe('not-met: filter-public(1) medium');
  });

  it.each([
    ['a reason', { reason: ' ' }],
    ['an owner', { owner: '' }],
    ['an owner with an account', { owner: 'Lee from support' }],
    ['an expiry', { until: undefined }],
    ['an expiry within 12 months', { until: '2027-11-21' }],
  ])('counts no approval without %s, and notes it', (_what, part) => {
    const settings = { settings: { approvedFilters: [{ ...approval, ...part, id: '1' }] } };
    expect(inf03({ publicFilters: [filter('1')] }, settings)).toBe(
      'not-met: filter-public(1) medium + approval-incomplete',
    );
    expect(
      inf03({ publicFilters: [filter('1')] }, { settings: { approvedFilters: [{ ...approval, id: '1' }] } }),
    ).toBe('met');
  });

  it('finds a public filter in a partial list, and is never met by one', () => {
    expect(inf03({ publicFilters: partialReading([filter('1')], 'rate-limited') })).toBe(
      'not-met: filter-public(1) medium ? rate-limited@publicFilters',
    );
    expect(inf03({ publicFilters: partialReading([], 'denied') })).toBe('unknown ? denied@publicFilters');
  });

  it('needs no schemes or spaces to be judged', () => {
    const unread = {
      spaces: partialReading([]),
      sharedSchemes: partialReading([]),
      spaceSchemes: partialReading([]),
      ownSchemes: partialReading([]),
    };
    expect(inf03(unread)).toBe('met');
    expect(inf03({ publicFilters: [filter('1')], ...unread })).toBe('not-met: filter-public(1) medium');
  });

  it('gives the finding to the owner while the owner is active', () => {
    const owners = judgeSite(publicFilterShares, {
      publicFilters: [filter('1'), filter('2', { owner: { id: 'person-gone', active: false } })],
    }).findings.map(({ owner }) => owner);
    expect(owners).toEqual(['person-lee', undefined]);
  });
});
