import { statusOf } from '../../src/posture/status';
import { type SourcedGap, type Status, type Verdict, hasFallen, hasRisen } from '../../src/terms/verdict';
import { controlWith } from './made-up';

const read = controlWith({ needs: {} });
const attested = controlWith({
  needs: {},
  statement: { blanks: { safeParse: () => undefined } as never, fields: [], validMonths: 3 },
});

const met: Verdict = { is: 'met' };
const notMet: Verdict = { is: 'not-met' };
const notApplicable: Verdict = { is: 'not-applicable', why: { code: 'none' } };
const unknown = (...whys: readonly [SourcedGap['why'], ...SourcedGap['why'][]]): Verdict => {
  const [first, ...others] = whys;
  return { is: 'unknown', gaps: [{ why: first }, ...others.map(why => ({ why }))] };
};

describe('the status', () => {
  it.each<[string, Verdict, Status, Status]>([
    ['met', met, 'proved', 'attested'],
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
    expect([statusOf(read, { verdict }), statusOf(attested, { verdict })]).toEqual([
      ofReadControl,
      ofAttestedControl,
    ]);
  });
});

const ALL: readonly Status[] = ['not-met', 'due', 'unknown', 'attested', 'proved', 'not-applicable'];
const pairs = (changed: (before: Status, after: Status) => boolean): readonly string[] =>
  ALL.flatMap(before => ALL.filter(after => changed(before, after)).map(after => `${before} > ${after}`));

describe('a change of status', () => {
  it('is a fall from assured to what is not, and from due to not met', () => {
    expect(pairs(hasFallen)).toEqual([
      'due > not-met',
      'attested > not-met',
      'attested > due',
      'attested > unknown',
      'proved > not-met',
      'proved > due',
      'proved > unknown',
    ]);
  });

  it('is a rise from what applied and was not assured to what is', () => {
    expect(pairs(hasRisen)).toEqual([
      'not-met > attested',
      'not-met > proved',
      'due > attested',
      'due > proved',
      'unknown > attested',
      'unknown > proved',
    ]);
  });
});
