import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR } from '../../sandbox/clock';
import { openStore } from '../../sandbox/store';
import { Told } from '../../sandbox/world/told';
import { heardAs } from '../../sandbox/world/telling';
import { workItemNews } from '../../sandbox/world/work-item-news';

describe('what happened, as the bench tells it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'told-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('counts what only repeats itself, until something else happens, and over a restart', async () => {
    const store = await openStore(folder);
    const told = await Told.open(store);
    await told.add(0, { text: 'Lee shared a filter', about: { control: 'INF-03' } });
    for (const hour of [1, 2, 3]) await told.count(hour * HOUR, 'The app looked');
    await told.add(4 * HOUR, { text: 'The app opened SEC-1' });
    await told.count(5 * HOUR, 'The app looked');
    const lines = [...told.lines()];
    expect(lines.map(({ text, times, since, at }) => [text, times, since, at])).toEqual([
      ['The app looked', 1, 5 * HOUR, 5 * HOUR],
      ['The app opened SEC-1', undefined, undefined, 4 * HOUR],
      ['The app looked', 3, HOUR, 3 * HOUR],
      ['Lee shared a filter', undefined, undefined, 0],
    ]);
    await store.close();
    const again = await openStore(folder);
    expect((await Told.open(again)).lines()).toEqual(lines);
    await again.close();
  });
});

describe('what the app did', () => {
  const invocation = {
    at: 0,
    installationId: 'i',
    kind: 'invocation',
    moduleKey: 'm',
    took: 40,
    calls: 3,
  } as const;

  it('is a look where it ended well, and told with its reason where it did not', () => {
    const look = { ...invocation, functionKey: 'on-sweep', cause: 'queue', message: undefined } as const;
    expect(heardAs({ ...look, ending: 'done' })).toBe('look');
    expect(heardAs({ ...look, ending: 'threw', message: 'No' })).toEqual({
      text: 'The app looked at the site and failed',
      detail: '3 calls in 40 ms. No',
    });
  });

  it('is silent where a page or the trigger only asked', () => {
    for (const [functionKey, cause] of [
      ['admin-api', 'page'],
      ['on-tick', 'schedule'],
      ['on-work-item-event', 'event'],
    ] as const)
      expect(
        heardAs({ ...invocation, functionKey, cause, ending: 'done', message: undefined }),
      ).toBeUndefined();
  });
});

describe('what happened to a work item', () => {
  const issue = { key: 'SEC-1', fields: { summary: 'Filter “Bugs” is public' } };
  const comment = {
    body: {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Fixed: ' },
            { type: 'text', text: 'nothing is open.' },
          ],
        },
        { type: 'paragraph', content: [{ type: 'text', text: 'More.' }] },
      ],
    },
  };
  const changed = (...items: readonly { field: string; toString: string | null }[]) => ({
    issue,
    changelog: { items },
  });

  it.each([
    ['created', { issue }, 'Ana opened SEC-1', 'Filter “Bugs” is public'],
    ['commented', { issue, comment }, 'Ana commented on SEC-1', 'Fixed: nothing is open.'],
    [
      'updated',
      changed({ field: 'status', toString: 'Done' }),
      'Ana moved SEC-1 to Done',
      'Filter “Bugs” is public',
    ],
    [
      'updated',
      changed({ field: 'description', toString: 'x' }, { field: 'duedate', toString: '2026-11-20' }),
      'Ana changed the text and the due date of SEC-1',
      'Filter “Bugs” is public',
    ],
    [
      'updated',
      changed({ field: 'summary', toString: 'x' }),
      'Ana changed the title of SEC-1',
      'Filter “Bugs” is public',
    ],
  ])('is told with who and why: %s', (event, payload, text, detail) => {
    const news = workItemNews({ name: `avi:jira:${event}:issue`, payload }, 'Ana');
    expect(news).toEqual({ text, detail, about: { workItem: 'SEC-1' } });
  });

  it('is nothing where only a property changed', () => {
    expect(workItemNews({ name: 'avi:jira:updated:issue', payload: changed() }, 'Ana')).toBeUndefined();
  });
});
