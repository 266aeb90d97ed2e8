import { HOUR, MINUTE } from '../../../sandbox/clock';
import { createInstalledFixture, type Fixture, START } from './fixture';

describe('a trigger', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await createInstalledFixture();
    await fixture.host.advance(0);
    await fixture.step({ do: 'set', key: 'heard', value: [] });
  });
  afterEach(() => fixture.close());
  const receivedEvents = (): Promise<unknown> => fixture.step({ do: 'get', key: 'heard' });
  const filtered = (): unknown[] => fixture.host.hostEvents.filter(({ kind }) => kind === 'filtered');

  it("receives the product's event unchanged, within three minutes", async () => {
    fixture.host.switches.eventDelay = 3 * MINUTE;
    const payload = { eventType: 'avi:jira:updated:filter', filter: { id: '1' }, atlassianId: 'ada' };
    fixture.site.raise({ name: 'avi:jira:updated:filter', actor: 'ada', payload });
    expect(fixture.host.pending()).toContainEqual({
      at: expect.any(Number),
      kind: 'event',
      what: 'filters avi:jira:updated:filter',
    });
    await fixture.host.advance(0);
    expect(await receivedEvents()).toEqual([]);
    await fixture.host.advance(3 * MINUTE);
    expect(await receivedEvents()).toEqual([payload]);
  });

  it('does not receive events that the app caused', async () => {
    fixture.site.raise({ name: 'avi:jira:updated:filter', actor: 'app-7c1f2d30' });
    await fixture.host.advance(MINUTE);
    expect(await receivedEvents()).toEqual([]);
    expect(filtered()).toEqual([
      expect.objectContaining({ triggerKey: 'filters', why: 'The app did it itself.' }),
    ]);
  });

  it('receives only events that match its expression', async () => {
    const issue = (properties: Record<string, unknown>): void =>
      fixture.site.raise({
        name: 'avi:jira:updated:issue',
        payload: { issue: 1 },
        runtime: { issue: { properties } },
      });
    issue({ fixture: { control: 'INF-03' } });
    issue({ fixture: { other: 1 } });
    issue({});
    await fixture.host.advance(MINUTE);
    expect(await receivedEvents()).toEqual([{ issue: 1 }]);
    expect(filtered()).toEqual([
      expect.objectContaining({ triggerKey: 'own-work-items', why: 'The expression is false.' }),
      expect.objectContaining({
        triggerKey: 'own-work-items',
        why: 'The expression failed: control is read of nothing.',
      }),
    ]);
  });

  it('is called for the installation', async () => {
    const second = await fixture.secondSite();
    await fixture.host.advance(MINUTE);
    const { installationId } = (await fixture.host.install(second)).record;
    expect(await fixture.step({ do: 'get', key: 'heard' }, { site: second })).toEqual([
      expect.objectContaining({ eventType: 'avi:forge:installed:app', id: installationId }),
    ]);
    expect(await receivedEvents()).toEqual([]);
  });

  it('is called for a major upgrade, and for no other', async () => {
    await fixture.host.upgrade({ major: false });
    await fixture.host.advance(MINUTE);
    expect(await receivedEvents()).toEqual([]);
    await fixture.host.upgrade({ major: true });
    await fixture.host.advance(MINUTE);
    expect(await receivedEvents()).toEqual([
      expect.objectContaining({
        eventType: 'avi:forge:upgraded:app',
        app: expect.objectContaining({ version: '2.0.0' }),
      }),
    ]);
  });

  it('is called at most four times if its function asks for retries', async () => {
    const wish = {
      _retry: true,
      retryOptions: { retryAfter: 60, retryReason: 'FUNCTION_RETRY_REQUEST', retryData: { a: 1 } },
    };
    await fixture.step({ do: 'set', key: 'answer-to-events', value: wish });
    fixture.site.raise({ name: 'avi:jira:updated:filter', payload: { filter: 1 } });
    await fixture.host.advance(HOUR);
    expect(await receivedEvents()).toEqual([
      { filter: 1 },
      ...[1, 2, 3].map(retryCount => ({
        filter: 1,
        retryContext: { retryCount, retryReason: 'FUNCTION_RETRY_REQUEST', retryData: { a: 1 } },
      })),
    ]);
    expect(fixture.host.hostEvents).toContainEqual(
      expect.objectContaining({ kind: 'dropped', why: 'It was delivered 4 times.' }),
    );
  });

  it('is not called again if its function throws', async () => {
    // What is no list can't be appended to.
    await fixture.step({ do: 'set', key: 'heard', value: 5 });
    fixture.site.raise({ name: 'avi:jira:updated:filter' });
    await fixture.host.advance(HOUR);
    const calls = fixture.host.hostEvents.filter(
      hostEvent => hostEvent.kind === 'invocation' && hostEvent.cause === 'event',
    );
    expect(calls).toEqual([expect.objectContaining({ ending: 'threw' })]);
  });

  it('keeps its events across a restart', async () => {
    fixture.host.switches.eventDelay = 3 * MINUTE;
    fixture.site.raise({ name: 'avi:jira:updated:filter', payload: { filter: 1 } });
    await fixture.restart();
    await fixture.host.advanceTo(START + 3 * MINUTE);
    expect(await receivedEvents()).toEqual([{ filter: 1 }]);
  });

  it('receives nothing once the app is uninstalled', async () => {
    await fixture.host.uninstall();
    fixture.site.raise({ name: 'avi:jira:updated:filter' });
    expect(fixture.host.pending()).toEqual([]);
  });
});
