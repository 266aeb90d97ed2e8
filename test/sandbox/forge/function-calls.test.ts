import { Clock, MINUTE } from '../../../sandbox/clock';
import { FunctionCalls } from '../../../sandbox/forge/function-calls';
import type { InvocationRequest, Invoker, Tenant } from '../../../sandbox/forge/invoker';
import { type Manifest, parseManifest } from '../../../sandbox/forge/manifest-content';
import { RateClock } from '../../../sandbox/forge/rate-limit';
import { START } from './fixture';

const manifest: Manifest = parseManifest({
  app: { id: 'ari:cloud:ecosystem::app/limits', runtime: { name: 'nodejs24.x' } },
  modules: {
    function: [
      { key: 'plain', handler: 'index.plain' },
      { key: 'patient', handler: 'index.patient', timeoutSeconds: 3_600 },
    ],
  },
});

describe('how modules call functions', () => {
  const clock = new Clock(START);
  clock.stop();
  const requests: InvocationRequest[] = [];
  const calls = new FunctionCalls({
    tenant: { facts: { cloudId: 'cloud' } } as Tenant,
    manifest,
    invoker: {
      run: async (_: Tenant, request: InvocationRequest) => {
        requests.push(request);
        return { ending: 'done', value: undefined };
      },
    } as unknown as Invoker,
    pace: new RateClock(clock),
    isLicensed: true,
    note: () => undefined,
  });

  const page = { key: 'page', type: 'jira:adminPage' } as Parameters<typeof calls.page>[0];
  const schedule = (functionKey: string) =>
    ({ key: 'tick', function: functionKey, interval: 'hour', filter: { appIsLicensed: false } }) as const;
  it.each([
    ['a page', 25, () => calls.page(page, 'plain', 'ada', {})],
    ['a page that asks for an hour', 25, () => calls.page(page, 'patient', 'ada', {})],
    ['a product event', 55, () => calls.trigger({ key: 't', functionKey: 'plain', event: 'avi:jira:x' }, {})],
    [
      'a product event that asks for an hour',
      55,
      () => calls.trigger({ key: 't', functionKey: 'patient', event: 'avi:jira:x' }, {}),
    ],
    ['a schedule', 55, () => calls.schedule(schedule('plain'))],
    ['a schedule that asks for an hour', 900, () => calls.schedule(schedule('patient'))],
    ['a queue', 55, () => calls.consumer({ key: 'c', queue: 'q', function: 'plain' }, {}, 'root')],
    [
      'a queue that asks for an hour',
      900,
      () => calls.consumer({ key: 'c', queue: 'q', function: 'patient' }, {}, 'root'),
    ],
  ])('gives %s %i seconds', async (_, seconds, call) => {
    await call();
    expect(requests.at(-1)?.timeout).toBe(seconds * 1_000);
  });

  it('lets an installation call functions 7,000 times in a minute', async () => {
    clock.advanceTo(START + MINUTE);
    const call = () => calls.direct('plain', {}, undefined);
    for (let count = 0; count < 7_000; count += 1) expect((await call()).ending).toBe('done');
    expect(await call()).toEqual({
      ending: 'refused',
      message: 'An installation calls functions at most 7000 times in a minute.',
    });
    clock.advanceTo(START + 2 * MINUTE);
    expect((await call()).ending).toBe('done');
  });
});
