import { statusOf } from '../../src/posture/status';
import {
  type SourcedGap,
  type ControlStatus,
  type Verdict,
  hasWorsened,
  hasImproved,
} from '../../src/domain/verdict';
import { makeControl } from './fixtures';

const readControl = makeControl({ needs: {} });
const attestedControl = makeControl({
  needs: {},
  attestation: { answersSchema: { safeParse: () => undefined } as never, fields: [], validMonths: 3 },
});

const met: Verdict = { is: 'met' };
const notMet: Verdict = { is: 'not-met' };
const notApplicable: Verdict = { is: 'not-applicable', why: { code: 'none' } };
const unknown = (...whys: readonly [SourcedGap['why'], ...SourcedGap['why'][]]): Verdict => {
  const [first, ...others] = whys;
  return { is: 'unknown', gaps: [{ why: first }, ...others.map(why => ({ why }))] };
};

describe('the status', () => {
  it.each<[string, Verdict, ControlStatus, ControlStatus]>([
    ['met', met, 'verified', 'attested'],
    ['not met', notMet, 'not-met', 'not-met'],
    ['not applicable', notApplicable, 'not-applicable', 'not-applicable'],
    ['unknown by a gap', unknown('failed'), 'unknown', 'unknown'],
    ['unknown, only the attestation is missing', unknown('not-attested'), 'due', 'due'],
    [
      'unknown by a gap and by a missing attestation',
      unknown('not-attested', 'failed'),
      'unknown',
      'unknown',
    ],
    ['the same in another order', unknown('failed', 'not-attested'), 'unknown', 'unknown'],
  ])('%s', (_, verdict, ofReadControl, ofAttestedControl) => {
    expect([statusOf(readControl, { verdict }), statusOf(attestedControl, { verdict })]).toEqual([
      ofReadControl,
      ofAttestedControl,
    ]);
  });
});

const ALL_STATUSES: readonly ControlStatus[] = [
  'not-met',
  'due',
  'unknown',
  'attested',
  'verified',
  'not-applicable',
];
const statusPairs = (changed: (before: ControlStatus, after: ControlStatus) => boolean): readonly string[] =>
  ALL_STATUSES.flatMap(before =>
    ALL_STATUSES.filter(after => changed(before, after)).map(after => `${before} > ${after}`),
  );

describe('a change of status', () => {
  it('is worse from assured to not assured, and from due to not met', () => {
    expect(statusPairs(hasWorsened)).toEqual([
      'due > not-met',
      'attested > not-met',
      'attested > due',
      'attested > unknown',
      'verified > not-met',
      'verified > due',
      'verified > unknown',
    ]);
  });

  it('is better from applicable and not assured to assured', () => {
    expect(statusPairs(hasImproved)).toEqual([
      'not-met > attested',
      'not-met > verified',
      'due > attested',
      'due > verified',
      'unknown > attested',
      'unknown > verified',
    ]);
  });
});
