import { exitCodeOf, type ControlVerdict } from '../../cli/exit-code';
import { each } from '../../src/controls/define-control';
import { sources } from '../../src/evidence/sources';

const READING_NEEDS = { site: each(sources.site) };

const controlVerdict = (
  proof: ControlVerdict['control']['proof'],
  is: 'met' | 'not-met' | 'unknown' | 'not-applicable',
  needs: ControlVerdict['control']['needs'] = READING_NEEDS,
): ControlVerdict => ({
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
  it('is 0 if every control that reads the site is met or not applicable', () => {
    expect(
      exitCodeOf([
        controlVerdict('read', 'met'),
        controlVerdict('both', 'not-applicable'),
        controlVerdict('records', 'met'),
      ]),
    ).toBe(0);
  });

  it('is 1 if at least one is not met', () => {
    expect(
      exitCodeOf([
        controlVerdict('read', 'met'),
        controlVerdict('records', 'unknown'),
        controlVerdict('both', 'not-met'),
      ]),
    ).toBe(1);
  });

  it('is 3 if none is not met and at least one is unknown', () => {
    expect(exitCodeOf([controlVerdict('read', 'met'), controlVerdict('records', 'unknown')])).toBe(3);
  });

  it('never depends on attestations', () => {
    expect(
      exitCodeOf([
        controlVerdict('read', 'met'),
        controlVerdict('attested', 'unknown'),
        controlVerdict('attested', 'not-met'),
      ]),
    ).toBe(0);
  });

  it('never depends on controls about the app’s own records, because a terminal has none', () => {
    const own = [controlVerdict('records', 'unknown', {}), controlVerdict('records', 'not-met', {})];
    expect(exitCodeOf([controlVerdict('read', 'met'), ...own])).toBe(0);
  });
});
