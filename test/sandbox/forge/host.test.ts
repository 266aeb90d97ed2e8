import { HOUR, MINUTE } from '../../../sandbox/clock';
import { installedFixture, type Fixture, START } from './fixture';

describe('the Forge host', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await installedFixture();
  });
  afterEach(() => fixture.close());

  it('runs a schedule, its queue, the consumer and its storage on an advanced clock', async () => {
    await fixture.host.advance(3 * HOUR + 6 * MINUTE);

    const runs = fixture.host.happenings.filter(
      happening => happening.kind === 'invocation' && happening.moduleKey === 'hourly',
    );
    expect(runs.length).toBeGreaterThanOrEqual(3);
    expect(await fixture.step({ do: 'get', key: 'ticks' })).toBe(
      fixture.host.happenings.filter(
        happening => happening.kind === 'invocation' && happening.moduleKey === 'tick-consumer',
      ).length,
    );
    expect(fixture.clock.now()).toBe(START + 3 * HOUR + 6 * MINUTE);
  });

  it("asks the site as the app, with the app's scopes", async () => {
    const answer = await fixture.step({ do: 'jira', as: 'app', path: '/rest/api/3/myself?expand=groups' });

    expect(answer).toMatchObject({
      status: 200,
      body: {
        path: '/rest/api/3/myself?expand=groups',
        caller: {
          accountId: 'app-7c1f2d30',
          scopes: expect.arrayContaining(['read:jira-work', 'storage:app']),
        },
      },
    });
  });

  it("gives a page's resolver the visitor that the host knows, whatever the page says", async () => {
    const visit = { moduleKey: 'admin', accountId: 'ada', extension: { accountId: 'mallory' } };

    expect(await fixture.host.invoke(visit, 'whoami', { accountId: 'mallory' })).toMatchObject({
      payload: { accountId: 'mallory' },
      context: { accountId: 'ada', extension: { type: 'jira:adminPage' } },
    });
    await expect(fixture.host.invoke(visit, 'fail', {})).rejects.toThrow('The resolver failed.');
    await expect(fixture.host.invoke(visit, 'nothing', {})).rejects.toThrow(
      "Resolver has no definition for 'nothing'.",
    );
  });
});
