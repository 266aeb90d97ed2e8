import { exitCodeOf, type JudgedOne } from '../../cli/exit-code';
import { each } from '../../src/controls/define';
import { sources } from '../../src/evidence/sources';

const READS = { site: each(sources.site) };

const one = (
  proof: JudgedOne['control']['proof'],
  is: 'met' | 'not-met' | 'unknown' | 'not-applicable',
  needs: JudgedOne['control']['needs'] = READS,
): JudgedOne => ({
  control: { proof, needs },
  judged: {
    verdict:
      is === 'unknown'
        ? { is, gaps: [{ why: 'denied' }] }
        : is === 'not-applicable'
          ? { is, why: { code: 'none' } }
          : { is },
  },
});

describe('the exit code', () => {
  it('is 0 where all that is read is met or does not apply', () => {
    expect(exitCodeOf([one('read', 'met'), one('both', 'not-applicable'), one('records', 'met')])).toBe(0);
  });

  it('is 1 as soon as one is not met', () => {
    expect(exitCodeOf([one('read', 'met'), one('records', 'unknown'), one('both', 'not-met')])).toBe(1);
  });

  it('is 3 where none is not met and one is unknown', () => {
    expect(exitCodeOf([one('read', 'met'), one('records', 'unknown')])).toBe(3);
  });

  it('never depends on what a person attests', () => {
    expect(exitCodeOf([one('read', 'met'), one('stated', 'unknown'), one('stated', 'not-met')])).toBe(0);
  });

  it('never depends on a control that only the app’s own records show: a terminal has none', () => {
    const own = [one('records', 'unknown', {}), one('records', 'not-met', {})];
    expect(exitCodeOf([one('read', 'met'), ...own])).toBe(0);
  });
});
