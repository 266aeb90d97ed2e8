import { jiraWithOneAdmin, platformWith } from './platform';
import { keepFindings } from '../storage/kept';
import { asAdmin, valueOf, NOW, at, life } from './as-admin';

beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

describe('what would be filed', () => {
  it('is nothing from a baseline of what is open, and everything otherwise', async () => {
    platformWith(jiraWithOneAdmin);
    await keepFindings('INF-03', { version: 1, lives: [life(1), life(2)] });
    expect(await asAdmin('previewFiling', { mode: 'worse' })).toMatchObject({
      value: { items: 0, findings: 0, sweeps: 0, people: [], texts: [] },
    });
    expect(await asAdmin('previewFiling', { mode: 'all' })).toMatchObject({
      value: {
        items: 1,
        findings: 2,
        sweeps: 1,
        people: [{ account: 'lee', items: 1 }],
        texts: [{ control: 'INF-03', findings: 2, assignee: 'lee', text: { type: 'doc' } }],
      },
    });
  });

  it('counts what a baseline takes: what was seen once, and what a rule or a setting brought', async () => {
    platformWith(jiraWithOneAdmin);
    const lives = [
      life(1),
      life(2, { state: 'suspected' }),
      life(3, { origin: 'rule' }),
      life(4, { origin: 'setting', state: 'suspected' }),
      life(5, { state: 'gone' }),
    ];
    await keepFindings('INF-03', { version: 1, lives });
    expect(await asAdmin('previewFiling', { mode: 'all' })).toMatchObject({
      value: { items: 1, findings: 4, once: 2 },
    });
    expect(await asAdmin('previewFiling', { mode: 'worse' })).toMatchObject({ value: { items: 0, once: 2 } });
  });

  it('is tried without creating anything', async () => {
    const platform = platformWith(asked => {
      if (asked.path.startsWith('/rest/api/3/project/10010?') || asked.path.endsWith('/project/10010'))
        return {
          status: 200,
          body: { id: '10010', key: 'SEC', name: 'Security', projectTypeKey: 'service_desk' },
        };
      return jiraWithOneAdmin(asked);
    });
    const filing = { project: '10010', issueType: '10001', cap: 20, publicAnyway: false, fields: {} };
    const answer = await asAdmin('tryFiling', { filing });
    const { files, problems } = valueOf<{ files: boolean; problems: { code: string }[] }>(answer);
    expect(problems.map(({ code }) => code)).toContain('service-project');
    expect(files).toBe(false);
    expect(platform.asked.slice(1).every(({ method }) => method === 'GET')).toBe(true);
  });

  it('tells a page that the app has lost its rights', async () => {
    platformWith(asked => jiraWithOneAdmin(asked) ?? { status: 403 });
    expect(await asAdmin('search', { kind: 'space', text: 'pay' })).toEqual({
      is: 'refused',
      error: { code: 'app-not-admin' },
    });
  });
});
