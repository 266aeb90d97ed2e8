import { resolvePlanInEffect } from '../../src/evidence/derived/plan-in-effect';

describe('the plan in effect', () => {
  it.each([
    [['FREE'], 'free'],
    [['FREE', 'FREE', 'UNLICENSED'], 'free'],
    [['FREE', 'PAID'], 'paid'],
    [['PAID', 'UNLICENSED'], 'paid'],
    [['PAID', 'TRIAL'], 'paid'],
    [['FREE', 'TRIAL'], 'unknown'],
    [['UNLICENSED'], 'unknown'],
    [['free'], 'unknown'],
    [[], 'unknown'],
  ] as const)('of %p is %s', (plans, plan) => {
    expect(
      resolvePlanInEffect(plans.map((each, index) => ({ application: `app-${index}`, plan: each }))),
    ).toBe(plan);
  });

  it('is unknown while the licenses were not read to the end', () => {
    expect(resolvePlanInEffect(undefined)).toBe('unknown');
  });
});
