import { LongList, streamChunks } from '../../../sandbox/jira/long-list';
import { createSite, type Site } from '../../../sandbox/jira/site';

const MB = 1024 * 1024;

describe('a site of size XL', () => {
  let site: Site;
  beforeAll(async () => {
    site = await createSite({ size: 'XL' });
  });
  afterAll(() => site.close());

  it('has 10,000 spaces and 50,000 people', () => {
    expect(site.state.projects.size).toBe(10_000);
    expect(site.state.accounts.size).toBeGreaterThanOrEqual(50_000);
  });

  it('sends the un-paged list of permission schemes with grants, tens of megabytes, as it makes it', async () => {
    const before = process.memoryUsage().rss;
    const { body } = await fetch(`${site.url}/rest/api/3/permissionscheme?expand=all`, {
      headers: site.as(site.people.ana),
    });
    let bytes = 0;
    let most = 0;
    let end = '';
    for await (const piece of body ?? []) {
      bytes += piece.length;
      end = Buffer.from(piece).toString().slice(-2);
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    expect(end).toBe(']}');
    expect(bytes).toBeGreaterThan(60 * MB);
    expect(bytes).toBeLessThan(80 * MB);
    // In one piece, with the objects and the text that it is made of, it would be ten times this.
    expect(most).toBeLessThan(bytes * 3);
    expect(site.meter.read().byOperation['GET /rest/api/3/permissionscheme']).toMatchObject({
      calls: 1,
      bytes,
    });
  });
});

describe('a long list', () => {
  const rows = (made: (row: number) => void) =>
    new LongList('rows', function* () {
      for (let row = 0; row < 1_000; row += 1) {
        made(row);
        yield { row, text: 'x'.repeat(1_000) };
      }
    });

  it('is the same in pieces and as one', () => {
    const list = rows(() => undefined);
    expect(JSON.parse([...list.chunks()].join(''))).toEqual(list.toBody());
    expect([...new LongList('none', () => []).chunks()]).toEqual(['{"none":[]}']);
  });

  it('is created only as far as it is read', async () => {
    let made = 0;
    let sent = 0;
    const reader = streamChunks(rows(row => (made = row + 1)).chunks(), bytes => (sent = bytes)).getReader();
    await reader.read();
    expect(made).toBeLessThan(200);
    expect(sent).toBe(0);
    let read = await reader.read();
    while (!read.done) read = await reader.read();
    expect(made).toBe(1_000);
    expect(sent).toBeGreaterThan(1_000_000);
  });
});
