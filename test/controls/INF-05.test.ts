import { publicSharing } from '../../src/controls/information/INF-05-public-sharing';
import { PUBLIC_SHARING_KEY } from '../../src/evidence/sources/site-properties';
import { partialReading, judgeToLine } from './fixtures';

const inf05 = judgeToLine(publicSharing);
const set = (value: string) => ({ siteProperties: [{ key: PUBLIC_SHARING_KEY, value }] });
const complete = { id: '1', reason: 'Our public roadmap', owner: 'person-owner', until: '2027-06-30' };
const approved = (entry: object) => ({ settings: { approvedSpaces: [{ ...complete, ...entry }] } });
const on = `not-met: public-sharing-on(${PUBLIC_SHARING_KEY}) low`;

describe('INF-05 Public sharing on only where it is needed', () => {
  it('is met where the setting is off', () => {
    expect(inf05(set('false'))).toBe('met');
  });

  it('is not met where it is on and no space is approved as public', () => {
    expect(inf05(set('true'))).toBe(on);
  });

  it('is a note where a space is approved as public, while it is', () => {
    expect(inf05(set('true'), approved({}))).toBe('met + public-sharing-used');
    expect(inf05(set('true'), approved({ until: '2026-11-19' }))).toBe(on);
  });

  it('is unknown where the setting has no value, or one that is neither', () => {
    expect(inf05()).toBe('unknown ? plan-or-unset');
    expect(inf05(set('perhaps'))).toBe('unknown ? schema');
    expect(inf05({ siteProperties: partialReading([]) })).toBe('unknown ? denied@siteProperties');
  });
});
