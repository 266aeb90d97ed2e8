import { Clock } from '../../../sandbox/clock';
import { KvsRates } from '../../../sandbox/forge/kvs/rates';
import { RateClock } from '../../../sandbox/forge/rate-limit';

const MB = 1024 * 1024;
const tooFast = expect.objectContaining({ status: 429, code: 'RATE_LIMIT_EXCEEDED' });

describe('how fast an installation may use its storage', () => {
  let now = 0;
  let rates: KvsRates;
  let switches: { batchesAMinute: number };
  beforeEach(() => {
    now = 0;
    const real = () => now;
    switches = { batchesAMinute: 45 };
    rates = new KvsRates(new RateClock(new Clock(0, real), real), switches);
  });
  const codeOf = (use: () => void): unknown => {
    try {
      use();
      return 'done';
    } catch (error) {
      return error;
    }
  };
  const times = (count: number, use: () => void): void => {
    for (let at = 0; at < count; at += 1) use();
  };

  it('it may send a thousand requests in a second, and again in the next', () => {
    times(1_000, () => rates.request());
    expect(codeOf(() => rates.request())).toEqual(tooFast);
    now = 1_000;
    expect(codeOf(() => rates.request())).toBe('done');
  });

  it('it may send 45 batches in a minute, or as many as a switch says', () => {
    times(45, () => rates.batch());
    expect(codeOf(() => rates.batch())).toEqual(tooFast);
    switches.batchesAMinute = 46;
    expect(codeOf(() => rates.batch())).toBe('done');
    now = 60_000;
    expect(codeOf(() => rates.batch())).toBe('done');
  });

  it('one key gives 12 MB in a second, and another gives its own', () => {
    times(60, () => rates.read(0.2 * MB, 'large'));
    expect(codeOf(() => rates.read(0.2 * MB, 'large'))).toEqual(tooFast);
    expect(codeOf(() => rates.read(0.2 * MB, 'other'))).toBe('done');
    now = 1_000;
    expect(codeOf(() => rates.read(0.2 * MB, 'large'))).toBe('done');
  });

  it('one key takes 1 MB in a second, in transactions too', () => {
    times(5, () => rates.written(0.2 * MB, 'large'));
    expect(codeOf(() => rates.written(0.2 * MB, 'large'))).toEqual(tooFast);
    const both = [
      { name: 'other', bytes: 1 },
      { name: 'large', bytes: 0.2 * MB },
    ];
    expect(codeOf(() => rates.writtenOnce(both))).toEqual(tooFast);
    now = 1_000;
    expect(codeOf(() => rates.writtenOnce(both))).toBe('done');
  });
});
