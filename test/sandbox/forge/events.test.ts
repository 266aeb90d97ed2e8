import { HOUR, MINUTE } from '../../../sandbox/clock';
import { installedFixture, type Fixture, START } from './fixture';

describe('a trigger', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await installedFixture();
    await fixture.host.advance(0);
    await fixture.step({ do: 'set', key: 'heard', value: [] });
  });
  afterEach(() => fixture.close());
  const heard = (): Promise<unknown> => fixture.step({ do: 'get', key: 'heard' });
  const filtered = (): unknown[] => fixture.host.happenings.filter(({ kind }) => kind === 'filtered');

  it("hears of the product's event as the product tells it, within three minutes", async () => {
    fixture.host.switches.eventDelay = 3 * MINUTE;
    const payload = { eventType: 'avi:jira:updated:filter', filter: { id: '1' }, atlassianId: 'ada' };
    fixture.site.raise({ name: 'avi:jira:updated:filter', actor: 'ada', payload });
    expect(fixture.host.pending()).toContainEqual({
      at: expect.any(Number),
      kind: 'event',
      what: 'filters avi:jira:updated:filter',
    });
    await fixture.host.advance(0);
    expect(await heard()).toEqual([]);
    await fixture.host.advance(3 * MINUTE);
    expect(await heard()).toEqual([payload]);
  });

  it('does not hear what the app did itself', async () => {
    fixture.site.raise({ name: 'avi:jira:updated:filter', actor: 'app-7c1f2d30' });
    await fixture.host.advance(MINUTE);
    expect(await heard()).toEqual([]);
    expect(filtered()).toEqual([
      expect.objectContaining({ triggerKey: 'filters', why: 'The app did it itself.' }),
    ]);
  });

  it('hears only what its expression says', async () => {
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
    expect(await heard()).toEqual([{ issue: 1 }]);
    expect(filtered()).toEqual([
      expect.objectContaining({ triggerKey: 'own-work-items', why: 'The expression is false.' }),
      expect.objectContaining({
        triggerKey: 'own-work-items',
        why: 'The expression failed: control is read of nothing.',
      }),
    ]);
  });

  it('is told of the installation', async () => {
    const second = await fixture.secondSite();
    await fixture.host.advance(MINUTE);
    const { installationId } = (await fixture.host.install(second)).installed;
    expect(await fixture.step({ do: 'get', key: 'heard' }, { site: second })).toEqual([
      expect.objectContaining({ eventType: 'avi:forge:installed:app', id: installationId }),
    ]);
    expect(await heard()).toEqual([]);
  });

  it('is told of a major upgrade, and of no other', async () => {
    await fixture.host.upgrade({ major: false });
    await fixture.host.advance(MINUTE);
    expect(await heard()).toEqual([]);
    await fixture.host.upgrade({ major: true });
    await fixture.host.advance(MINUTE);
    expect(await heard()).toEqual([
      expect.objectContaining({
        eventType: 'avi:forge:upgraded:app',
        app: expect.objectContaining({ version: '2.0.0' }),
      }),
    ]);
  });

  it('is called four times at most where its function asks for more', async () => {
    const wish = {
      _retry: true,
      retryOptions: { retryAfter: 60, retryReason: 'FUNCTION_RETRY_REQUEST', retryData: { a: 1 } },
    };
    await fixture.step({ do: 'set', key: 'answer-to-events', value: wish });
    fixture.site.raise({ name: 'avi:jira:updated:filter', payload: { filter: 1 } });
    await fixture.host.advance(HOUR);
    expect(await heard()).toEqual([
      { filter: 1 },
      ...[1, 2, 3].map(retryCount => ({
        filter: 1,
        retryContext: { retryCount, retryReason: 'FUNCTION_RETRY_REQUEST', retryData: { a: 1 } },
      })),
    ]);
    expect(fixture.host.happenings).toContainEqual(
      expect.objectContaining({ kind: 'dropped', why: 'It was delivered 4 times.' }),
    );
  });

  it('is not called again where its function throws', async () => {
    // What is no list can't be appended to.
    await fixture.step({ do: 'set', key: 'heard', value: 5 });
    fixture.site.raise({ name: 'avi:jira:updated:filter' });
    await fixture.host.advance(HOUR);
    const calls = fixture.host.happenings.filter(
      happening => happening.kind === 'invocation' && happening.cause === 'event',
    );
    expect(calls).toEqual([expect.objectContaining({ ending: 'threw' })]);
  });

  it('keeps what it heard over a restart', async () => {
    fixture.host.switches.eventDelay = 3 * MINUTE;
    fixture.site.raise({ name: 'avi:jira:updated:filter', payload: { filter: 1 } });
    await fixture.restart();
    await fixture.host.advanceTo(START + 3 * MINUTE);
    expect(await heard()).toEqual([{ filter: 1 }]);
  });

  it('hears nothing once the app is uninstalled', async () => {
    await fixture.host.uninstall();
    fixture.site.raise({ name: 'avi:jira:updated:filter' });
    expect(fixture.host.pending()).toEqual([]);
  });
});
