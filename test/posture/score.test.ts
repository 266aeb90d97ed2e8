import fc from 'fast-check';
import { SCORE_BANDS, scoreOf } from '../../src/posture/score';
import { SEVERITIES } from '../../src/domain/control-attributes';
import { CONTROL_STATUSES, type ControlStatus } from '../../src/domain/verdict';

const arbitraryControls = fc.array(
  fc.record({
    control: fc.record({ weight: fc.constantFrom(...SEVERITIES) }),
    status: fc.constantFrom(...CONTROL_STATUSES),
  }),
  { maxLength: 92 },
);

describe('the score', () => {
  it('is an interval between 0 and 100, and its bands add up', () => {
    fc.assert(
      fc.property(arbitraryControls, controls => {
        const { assured, possible, bands } = scoreOf(controls);
        expect(assured).toBeGreaterThanOrEqual(0);
        expect(possible).toBeGreaterThanOrEqual(assured);
        expect(possible).toBeLessThanOrEqual(100);
        const sum = SCORE_BANDS.reduce((total, band) => total + bands[band], 0);
        const inScore = controls.some(({ status }) => status !== 'not-applicable');
        expect(Math.abs(sum - (inScore ? 100 : 0))).toBeLessThanOrEqual(0.3);
      }),
    );
  });

  it('never rises when a control becomes unknown', () => {
    fc.assert(
      fc.property(arbitraryControls, fc.nat(91), (controls, index) => {
        const known = controls[index];
        fc.pre(known !== undefined && known.status !== 'not-applicable' && known.status !== 'not-met');
        const worse = controls.map((each, place) =>
          place === index ? { ...each, status: 'unknown' as ControlStatus } : each,
        );
        expect(scoreOf(worse).assured).toBeLessThanOrEqual(scoreOf(controls).assured);
        expect(scoreOf(worse).possible).toBeLessThanOrEqual(scoreOf(controls).possible);
      }),
    );
  });

  it('weighs critical 10, high 6, medium 3, low 1', () => {
    const score = scoreOf([
      { control: { weight: 'critical' }, status: 'verified' },
      { control: { weight: 'high' }, status: 'not-met' },
      { control: { weight: 'medium' }, status: 'due' },
      { control: { weight: 'low' }, status: 'attested' },
    ]);
    expect(score).toEqual({
      assured: 55,
      possible: 70,
      bands: { verified: 50, attested: 5, unknown: 0, due: 15, 'not-met': 30 },
    });
  });

  it('is 0 to 0 with nothing in it', () => {
    expect(scoreOf([{ control: { weight: 'high' }, status: 'not-applicable' }])).toMatchObject({
      assured: 0,
      possible: 0,
    });
  });
});
