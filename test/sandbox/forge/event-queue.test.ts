import { DAY, HOUR, MINUTE } from '../../../sandbox/clock';
import type { Step } from './app/src/steps';
import { createInstalledFixture, type Fixture, START } from './fixture';

const countStep = (key: string): { body: { steps: Step[] } } => ({ body: { steps: [{ do: 'count', key }] } });
const failStep = (kind: string): unknown => ({ error: expect.objectContaining({ kind }) });

describe('a queue', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await createInstalledFixture();
  });
  afterEach(() => fixture.close());
  const step: Fixture['step'] = (...step) => fixture.step(...step);
  const push = (queue: string, steps: Step[], more: object = {}): Promise<unknown> =>
    step({ do: 'push', queue, events: [{ body: { steps }, ...more }] });
  const calls = (moduleKey: string): Array<{ at: number; ending: string }> =>
    fixture.host.hostEvents.flatMap(hostEvent =>
      hostEvent.kind === 'invocation' && hostEvent.moduleKey === moduleKey ? [hostEvent] : [],
    );

  it('takes at most 50 events and 200 KB in a push, and no delay over 900 seconds', async () => {
    const events = Array.from({ length: 51 }, () => countStep('x'));
    expect(await step({ do: 'push', queue: 'short', events })).toEqual(failStep('TooManyEventsError'));
    const big = { body: { text: 'x'.repeat(200 * 1024) } };
    expect(await step({ do: 'push', queue: 'short', events: [big] })).toEqual(failStep('PayloadTooBigError'));
    expect(
      await step({ do: 'push', queue: 'short', events: [{ ...countStep('x'), delayInSeconds: 901 }] }),
    ).toEqual(failStep('InvalidPushSettingsError'));
  });

  it('has the same limits if the package is bypassed', async () => {
    const body = (payload: unknown[]): unknown => ({ queueName: 'short', jobId: 'j', payload });
    const many = Array.from({ length: 51 }, () => countStep('x'));
    expect(await step({ do: 'push-raw', body: body(many) })).toMatchObject({ status: 413 });
    expect(
      await step({ do: 'push-raw', body: body([{ body: { text: 'x'.repeat(200 * 1024) } }]) }),
    ).toMatchObject({ status: 413 });
    expect(await step({ do: 'push-raw', body: body([{ body: {}, delayInSeconds: 901 }]) })).toMatchObject({
      status: 400,
    });
    expect(
      await step({ do: 'push-raw', body: { queueName: 'nobody', jobId: 'j', payload: [{ body: {} }] } }),
    ).toMatchObject({
      status: 400,
    });
  });

  it.each([
    ['delivered', 1],
    ['dropped', 0],
  ] as const)('has events of the version before %s', async (olderEvents, times) => {
    fixture.host.switches.olderEvents = olderEvents;
    await push('short', [{ do: 'count', key: 'older' }], { delayInSeconds: 60 });
    await fixture.host.upgrade({ major: false });
    await push('short', [{ do: 'count', key: 'newer' }], { delayInSeconds: 60 });
    await fixture.host.advance(2 * MINUTE);
    expect(calls('short-consumer')).toHaveLength(times + 1);
  });

  it('takes no event over 100 KB for a consumer that may run longer than 55 seconds', async () => {
    const big = { body: { steps: [], text: 'x'.repeat(101 * 1024) } };
    expect(await step({ do: 'push', queue: 'long', events: [big] })).toEqual(failStep('PayloadTooBigError'));
    expect(await step({ do: 'push', queue: 'short', events: [big] })).toHaveProperty('jobId');

    expect(await step({ do: 'push', queue: 'long', events: [big, countStep('small')] })).toEqual({
      error: expect.objectContaining({
        kind: 'PartialSuccessError',
        failed: [expect.objectContaining({ payload: big })],
      }),
    });
    await fixture.host.advance(0);
    expect(await step({ do: 'get', key: 'small' })).toBe(1);
  });

  it('takes at most 500 events in a minute', async () => {
    const events = Array.from({ length: 50 }, () => ({ body: { steps: [] }, delayInSeconds: 900 }));
    for (let push = 0; push < 10; push += 1) {
      expect(await step({ do: 'push', queue: 'short', events })).toHaveProperty('jobId');
    }
    expect(await step({ do: 'push', queue: 'short', events: [countStep('x')] })).toEqual(
      failStep('RateLimitError'),
    );
    fixture.clock.advanceTo(START + MINUTE);
    expect(await step({ do: 'push', queue: 'short', events: [countStep('x')] })).toHaveProperty('jobId');
  });

  it('follows a chain of at most 1,000 pushes', async () => {
    await push('short', [{ do: 'continue', queue: 'short', delayInSeconds: 1 }]);
    await fixture.host.advance(HOUR);
    expect(calls('short-consumer')).toHaveLength(1_000);
    expect(fixture.host.pending().filter(({ kind }) => kind === 'queue')).toEqual([]);
  });

  it('calls its consumer with the event, when its delay is over', async () => {
    await push('short', [{ do: 'event' }], { delayInSeconds: 90, concurrency: { key: 'k', limit: 1 } });
    await fixture.host.advance(89_000);
    expect(await step({ do: 'get', key: 'event' })).toBeUndefined();
    await fixture.host.advance(2_000);
    expect(await step({ do: 'get', key: 'event' })).toEqual({
      body: { steps: [{ do: 'event' }] },
      delayInSeconds: 90,
      concurrency: { key: 'k', limit: 1 },
      queueName: 'short',
      jobId: expect.any(String),
      eventId: expect.any(String),
    });
  });

  it('reports the progress of a job, and cancels events that have not begun', async () => {
    expect(await step({ do: 'push-and-ask', queue: 'short', then: 'stats' })).toEqual({
      success: 0,
      inProgress: 2,
      failed: 0,
    });
    expect(await step({ do: 'push-and-ask', queue: 'other', then: 'cancel' })).toEqual({
      success: 0,
      inProgress: 0,
      failed: 0,
    });
    await fixture.host.advance(2 * MINUTE);
    expect(await step({ do: 'get', key: 'asked' })).toBe(2);
  });

  it('calls a consumer that fails again and again, later each time, until a day after the push', async () => {
    await push('short', [{ do: 'throw' }]);
    await fixture.host.advance(25 * HOUR);

    const at = calls('short-consumer').map(call => call.at - START);
    const waits = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(waits.slice(0, 7)).toEqual([15, 30, 60, 120, 240, 480, 900].map(seconds => seconds * 1_000));
    expect(new Set(waits.slice(7))).toEqual(new Set([15 * MINUTE]));
    expect(at.at(-1)).toBeGreaterThan(DAY - 15 * MINUTE);
    expect(at.at(-1)).toBeLessThanOrEqual(DAY);
    expect(fixture.host.hostEvents).toContainEqual(
      expect.objectContaining({ kind: 'dropped', why: '24 hours have passed. Last: The app threw.' }),
    );
  });

  it.each([
    ['times out', 'hasty', 'hang', 'FUNCTION_TIME_OUT'],
    ['runs out of memory', 'short', 'exhaust', 'FUNCTION_OUT_OF_MEMORY'],
    ['loses its process', 'short', 'exit', 'FUNCTION_PLATFORM_UNKNOWN_ERROR'],
  ] as const)('calls a consumer again that %s', async (_, queue, how, retryReason) => {
    await push(queue, [{ do: 'event' }, { do: how }]);
    await fixture.host.advance(0);
    // The second call needs to get no further than its first step.
    fixture.host.switches.crash = { functionKey: undefined, call: 1, when: 'after' };
    await fixture.host.advance(15_000);
    expect(await step({ do: 'get', key: 'event' })).toMatchObject({
      retryContext: { retryCount: 1, retryReason },
    });
  });

  it.each([1, 2, 3, 4].flatMap(call => [[call, 'before'] as const, [call, 'after'] as const]))(
    'finishes its work when the machine is lost at call %s, %s it took effect',
    async (call, when) => {
      const steps: Step[] = [
        { do: 'count', key: 'a' },
        { do: 'jira', as: 'app', path: '/x' },
        { do: 'count', key: 'b' },
      ];
      fixture.host.switches.crash = { functionKey: 'consume', call, when };
      await push('short', steps);
      await fixture.host.advance(MINUTE);
      expect(calls('short-consumer').map(({ ending }) => ending)).toEqual(['crashed', 'done']);
      expect(await step({ do: 'get', key: 'b' })).toBe(1);
      expect(await step({ do: 'get', key: 'a' })).toBe(call > 2 || (call === 2 && when === 'after') ? 2 : 1);
    },
  );

  it('calls a consumer again at its request, with the data that it stored for the retry', async () => {
    await push('short', [
      { do: 'event' },
      { do: 'again', retryAfter: 300, retryData: { page: 7 }, times: 1 },
    ]);
    await fixture.host.advance(299_000);
    expect(calls('short-consumer')).toHaveLength(1);
    await fixture.host.advance(2_000);
    expect(calls('short-consumer')).toHaveLength(2);
    expect(await step({ do: 'get', key: 'event' })).toMatchObject({
      retryContext: {
        retryCount: 1,
        retryReason: 'FUNCTION_RETRY_REQUEST',
        retryData: { page: 7 },
        retentionWindow: { startTime: new Date(START).toISOString(), remainingTimeMs: DAY - 300_000 },
      },
    });
  });

  it('lets a consumer wait 900 seconds at most, and store 4 KB for the retry', async () => {
    await push('short', [{ do: 'again', retryAfter: 5_000, times: 1 }]);
    await fixture.host.advance(900_000);
    expect(calls('short-consumer')).toHaveLength(2);

    await push('other', [{ do: 'again', retryAfter: 1, retryData: 'x'.repeat(4 * 1024), times: 1 }]);
    await fixture.host.advance(MINUTE);
    expect(calls('other-consumer')).toHaveLength(1);
    expect(fixture.host.hostEvents).toContainEqual(
      expect.objectContaining({ kind: 'dropped', why: 'retryData has at most 4096 bytes.' }),
    );
  });

  describe('with a concurrency key', () => {
    /** The most consumers that were between `/enter` and `/leave` at the same time. */
    const mostInside = (): number => {
      let inside = 0;
      return Math.max(
        ...fixture.site.requests.map(({ path }) => {
          inside += path === '/enter' ? 1 : path === '/leave' ? -1 : 0;
          return inside;
        }),
      );
    };
    const visits = (between: Step): Step[] => [
      { do: 'jira', as: 'app', path: '/enter' },
      between,
      { do: 'jira', as: 'app', path: '/leave' },
    ];

    it('runs one at a time in all queues where the limit is one', async () => {
      for (const queue of ['short', 'other', 'short', 'other']) {
        await push(queue, visits({ do: 'count', key: 'visits' }), { concurrency: { key: 'k', limit: 1 } });
      }
      await fixture.host.advance(0);
      expect(await step({ do: 'get', key: 'visits' })).toBe(4);
      expect(mostInside()).toBe(1);
    });

    it('runs two at a time where the limit is two', async () => {
      for (const queue of ['short', 'other', 'short', 'other']) {
        await push(queue, visits({ do: 'jira', as: 'app', path: '/meet' }), {
          concurrency: { key: 'k', limit: 2 },
        });
      }
      await fixture.host.advance(0);
      expect(calls('short-consumer')).toHaveLength(2);
      expect(mostInside()).toBe(2);
    });
  });

  it('sometimes delivers an event twice, with the same id', async () => {
    fixture.host.switches.duplicates = 1;
    await push('short', [{ do: 'event' }, { do: 'count', key: 'twice' }]);
    await fixture.host.advance(0);
    const first = await step({ do: 'get', key: 'event' });
    await fixture.host.advance(HOUR);
    expect(await step({ do: 'get', key: 'event' })).toEqual(first);
    expect(await step({ do: 'get', key: 'twice' })).toBe(2);
  });

  it('delivers in any order', async () => {
    fixture.host.switches.unordered = true;
    const events = Array.from({ length: 8 }, (_, at) => ({
      body: { steps: [{ do: 'append', key: 'order', value: at }] },
    }));
    await step({ do: 'push', queue: 'short', events });
    await fixture.host.advance(1_000);
    const order = (await step({ do: 'get', key: 'order' })) as number[];
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(order).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('survives a restart', async () => {
    await push('short', [{ do: 'count', key: 'a' }], { delayInSeconds: 60 });
    await fixture.restart();
    await fixture.host.advance(MINUTE);
    expect(await step({ do: 'get', key: 'a' })).toBe(1);
  });
});
