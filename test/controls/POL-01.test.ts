import { riskProfile } from '../../src/controls/policy/POL-01-risk-profile';
import { DAY, later } from '../../src/terms/instant';
import { lineOf, NOW, settingsOf } from './site';

const pol01 = lineOf(riskProfile);
const whole = {
  assessedOn: '2026-10-01',
  document: 'Risk assessment of Jira, version 3',
  people: 'security, space owners of PAY and HR',
  mostSensitive: 'payment incidents with account numbers',
  result: 'effective',
};
const stated = (given: object, at = NOW) => ({ statement: { blanks: { ...whole, ...given }, at } });
const sensitive = (...entries: readonly object[]) => ({ settings: { sensitiveSpaces: entries } });

describe('POL-01 Risk profile and data sensitivity known', () => {
  it('is unknown until somebody states it', () => {
    expect(pol01()).toBe('unknown ? not-attested');
  });

  it('is met by an assessment of the last 12 months', () => {
    expect(pol01({}, stated({}))).toBe('met');
    expect(pol01({}, stated({ assessedOn: '2025-11-20' }))).toBe('met');
    expect(pol01({}, stated({ assessedOn: '2025-11-19' }))).toBe('not-met: profile-old(risk-profile) medium');
  });

  it('judges the age of the assessment on the day of the statement', () => {
    expect(pol01({}, stated({ assessedOn: '2025-11-05' }, later(NOW, -16 * DAY)))).toBe('met');
  });

  it('is not met by an assessment that found protection not effective', () => {
    expect(pol01({}, stated({ result: 'notEffective' }))).toBe(
      'not-met: profile-not-effective(risk-profile) medium',
    );
  });

  it('is not met once a space is sensitive that was not when it was stated, though another is no more', () => {
    const { statement } = stated({});
    const about = { statement: { ...statement, about: ['1', '2'] } };
    expect(pol01({}, { ...about, ...sensitive({ id: '1' }, { id: '2' }) })).toBe('met');
    expect(pol01({}, { ...about, ...sensitive({ id: '1' }) })).toBe('met');
    expect(pol01({}, { ...about, ...sensitive({ id: '1' }, { id: '3' }) })).toBe(
      'not-met: sensitive-since(risk-profile) medium',
    );
    expect(pol01({}, { ...about, ...sensitive({ id: '3', until: '2026-11-19' }) })).toBe('met');
  });

  it('is about the spaces that are sensitive on the day of the statement', () => {
    const settings = settingsOf({
      sensitiveSpaces: [{ id: '2' }, { id: '1' }, { id: '3', until: '2026-11-19' }],
    });
    expect(riskProfile.statement?.about?.(settings, '2026-11-20')).toEqual(['1', '2']);
  });

  it('takes a form that is not filled as it should be for none', () => {
    expect(pol01({}, stated({ assessedOn: 'in autumn' }))).toBe('unknown ? not-attested');
  });
});
