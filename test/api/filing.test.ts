import { jiraWithOneAdmin, createFakePlatform } from './fake-platform';
import { saveFindings } from '../storage/save-fixtures';
import { callAsAdmin, valueOf, NOW, setNow, trackedFinding } from './fixtures';

beforeEach(() => setNow(NOW));
afterEach(() => jest.restoreAllMocks());

describe('the filing preview', () => {
  it('is nothing in drift mode, and all open findings otherwise', async () => {
    createFakePlatform(jiraWithOneAdmin);
    await saveFindings('INF-03', { version: 1, findings: [trackedFinding(1), trackedFinding(2)] });
    expect(await callAsAdmin('previewFiling', { mode: 'drift' })).toMatchObject({
      value: { items: 0, findings: 0, scans: 0, assignees: [], texts: [] },
    });
    expect(await callAsAdmin('previewFiling', { mode: 'all' })).toMatchObject({
      value: {
        items: 1,
        findings: 2,
        scans: 1,
        assignees: [{ account: 'lee', items: 1 }],
        texts: [{ control: 'INF-03', findings: 2, assignee: 'lee', text: { type: 'doc' } }],
      },
    });
  });

  it('counts what a baseline includes: unconfirmed findings, and those caused by a rule or a setting', async () => {
    createFakePlatform(jiraWithOneAdmin);
    const trackedFindings = [
      trackedFinding(1),
      trackedFinding(2, { state: 'unconfirmed' }),
      trackedFinding(3, { origin: 'rule' }),
      trackedFinding(4, { origin: 'setting', state: 'unconfirmed' }),
      trackedFinding(5, { state: 'resolved' }),
    ];
    await saveFindings('INF-03', { version: 1, findings: trackedFindings });
    expect(await callAsAdmin('previewFiling', { mode: 'all' })).toMatchObject({
      value: { items: 1, findings: 4, unconfirmed: 2 },
    });
    expect(await callAsAdmin('previewFiling', { mode: 'drift' })).toMatchObject({
      value: { items: 0, unconfirmed: 2 },
    });
  });

  it('is checked without creating anything', async () => {
    const platform = createFakePlatform(request => {
      if (request.path.startsWith('/rest/api/3/project/10010?') || request.path.endsWith('/project/10010'))
        return {
          status: 200,
          body: { id: '10010', key: 'SEC', name: 'Security', projectTypeKey: 'service_desk' },
        };
      return jiraWithOneAdmin(request);
    });
    const filing = { project: '10010', issueType: '10001', cap: 20, publicAnyway: false, fields: {} };
    const answer = await callAsAdmin('preflightFiling', { filing });
    const { canFile, problems } = valueOf<{ canFile: boolean; problems: { code: string }[] }>(answer);
    expect(problems.map(({ code }) => code)).toContain('service-project');
    expect(canFile).toBe(false);
    expect(platform.requests.slice(1).every(({ method }) => method === 'GET')).toBe(true);
  });

  it('answers that the app has lost its rights', async () => {
    createFakePlatform(request => jiraWithOneAdmin(request) ?? { status: 403 });
    expect(await callAsAdmin('search', { kind: 'space', text: 'pay' })).toEqual({
      is: 'refused',
      error: { code: 'app-not-admin' },
    });
  });
});
