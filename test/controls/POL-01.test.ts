import { riskProfile } from '../../src/controls/policy/POL-01-risk-profile';
import { DAY, addDuration } from '../../src/domain/instant';
import { judgeToLine, NOW, settingsFrom } from './fixtures';

const pol01 = judgeToLine(riskProfile);
const fullAnswers = {
  assessedOn: '2026-10-01',
  document: 'Risk assessment of Jira, version 3',
  people: 'security, space owners of PAY and HR',
  mostSensitive: 'payment incidents with account numbers',
  result: 'effective',
};
const attestedWith = (given: object, at = NOW) => ({
  attestation: { answers: { ...fullAnswers, ...given }, at },
});
const sensitive = (...entries: readonly object[]) => ({ settings: { sensitiveSpaces: entries } });

describe('POL-01 Risk profile and data sensitivity known', () => {
  it('is unknown without an attestation', () => {
    expect(pol01()).toBe('unknown ? not-attested');
  });

  it('is met by an assessment of the last 12 months', () => {
    expect(pol01({}, attestedWith({}))).toBe('met');
    expect(pol01({}, attestedWith({ assessedOn: '2025-11-20' }))).toBe('met');
    expect(pol01({}, attestedWith({ assessedOn: '2025-11-19' }))).toBe(
      'not-met: profile-old(risk-profile) medium',
    );
  });

  it('judges the age of the assessment on the day of the attestation', () => {
    expect(pol01({}, attestedWith({ assessedOn: '2025-11-05' }, addDuration(NOW, -16 * DAY)))).toBe('met');
  });

  it('is not met by an assessment that found protection not effective', () => {
    expect(pol01({}, attestedWith({ result: 'notEffective' }))).toBe(
      'not-met: profile-not-effective(risk-profile) medium',
    );
  });

  it('is not met once a space is sensitive that was not at the attestation, even if another one no longer is', () => {
    const { attestation } = attestedWith({});
    const covering = { attestation: { ...attestation, coveredIds: ['1', '2'] } };
    expect(pol01({}, { ...covering, ...sensitive({ id: '1' }, { id: '2' }) })).toBe('met');
    expect(pol01({}, { ...covering, ...sensitive({ id: '1' }) })).toBe('met');
    expect(pol01({}, { ...covering, ...sensitive({ id: '1' }, { id: '3' }) })).toBe(
      'not-met: sensitive-since(risk-profile) medium',
    );
    expect(pol01({}, { ...covering, ...sensitive({ id: '3', until: '2026-11-19' }) })).toBe('met');
  });

  it('covers the spaces that are sensitive on the day of the attestation', () => {
    const settings = settingsFrom({
      sensitiveSpaces: [{ id: '2' }, { id: '1' }, { id: '3', until: '2026-11-19' }],
    });
    expect(riskProfile.attestation?.coveredIds?.(settings, '2026-11-20')).toEqual(['1', '2']);
  });

  it('ignores an attestation with invalid answers', () => {
    expect(pol01({}, attestedWith({ assessedOn: 'in autumn' }))).toBe('unknown ? not-attested');
  });
});
