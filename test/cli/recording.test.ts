import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../cli/problem';
import { createRecordedTransport, readRecording } from '../../cli/recording';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recording-'));
});
afterEach(() => rm(folder, { recursive: true }));

const writeRecording = async (answers: unknown, meta?: unknown): Promise<void> => {
  await writeFile(
    join(folder, 'answers.json'),
    typeof answers === 'string' ? answers : JSON.stringify(answers),
  );
  if (meta !== undefined) await writeFile(join(folder, 'meta.json'), JSON.stringify(meta));
};
const problemIn = async (place = folder): Promise<string> => {
  const outcome = await readRecording(place).catch((error: unknown) => error);
  if (outcome instanceof Problem) return outcome.code;
  throw new Error('no Problem came');
};
const answer = (path: string, body: unknown, more: object = {}) => ({
  method: 'GET',
  path,
  status: 200,
  body,
  ...more,
});
const bodyOf = async (path: string): Promise<unknown> =>
  (await createRecordedTransport(await readRecording(folder)).send({ method: 'GET', path })).body;

describe('a recording', () => {
  it('returns the first entry whose listed parameters match, and ignores other parameters', async () => {
    await writeRecording([
      answer('/rest/api/3/users/search', 'first', { query: { startAt: '0' } }),
      answer('/rest/api/3/users/search', 'both', { query: { startAt: '5', maxResults: '2' } }),
      answer('/rest/api/3/users/search', 'any'),
      answer('/rest/api/3/users/search', 'never', { query: { startAt: '9' } }),
    ]);
    expect(await bodyOf('/rest/api/3/users/search?startAt=0&maxResults=200')).toBe('first');
    expect(await bodyOf('/rest/api/3/users/search?maxResults=2&startAt=5')).toBe('both');
    expect(await bodyOf('/rest/api/3/users/search?startAt=9')).toBe('any');
  });

  it('compares a list of values as a whole', async () => {
    await writeRecording([answer('/rest/api/3/filter/search', 'two', { query: { id: ['1', '2'] } })]);
    expect(await bodyOf('/rest/api/3/filter/search?id=1&id=2')).toBe('two');
    await expect(bodyOf('/rest/api/3/filter/search?id=1')).rejects.toMatchObject({ kind: 'not-recorded' });
  });

  it('has no answer for a request that was not recorded, such as another method or path', async () => {
    await writeRecording([answer('/rest/api/3/myself', 'me')]);
    await expect(bodyOf('/rest/api/3/serverInfo')).rejects.toMatchObject({ kind: 'not-recorded' });
    const transport = createRecordedTransport(await readRecording(folder));
    await expect(transport.send({ method: 'POST', path: '/rest/api/3/myself' })).rejects.toMatchObject({
      kind: 'not-recorded',
    });
  });

  it('returns the status, headers in lower case, and an answer without a body', async () => {
    await writeRecording([{ method: 'GET', path: '/x', status: 429, headers: { 'Retry-After': '9' } }]);
    const transport = createRecordedTransport(await readRecording(folder));
    expect(await transport.send({ method: 'GET', path: '/x' })).toEqual({
      status: 429,
      headers: { 'retry-after': '9' },
      body: undefined,
    });
  });

  it('has the time it was recorded, if known', async () => {
    await writeRecording([]);
    expect((await readRecording(folder)).recordedAt).toBeUndefined();
    await writeRecording([], { recordedAt: '2026-11-01T00:00:00Z' });
    expect((await readRecording(folder)).recordedAt).toBe(Date.parse('2026-11-01T00:00:00Z'));
  });

  it('is refused if it is missing or has an invalid shape', async () => {
    expect(await problemIn(join(folder, 'nowhere'))).toBe('no-folder');
    expect(await problemIn()).toBe('no-answers');
    for (const wrong of ['{', {}, [{ method: 'GET' }], [answer('/x', 1, { status: 'ok' })]]) {
      await writeRecording(wrong);
      expect(await problemIn()).toBe('bad-answers');
    }
    for (const recordedAt of ['then', '20 Nov 2026', '2026-11-20T12:00:00', 1_795_000_000_000, null]) {
      await writeRecording([], { recordedAt });
      expect(await problemIn()).toBe('bad-meta');
    }
  });
});
