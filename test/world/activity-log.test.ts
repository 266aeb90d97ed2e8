import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR } from '../../sandbox/clock';
import { openStore } from '../../sandbox/store';
import { ActivityLog } from '../../sandbox/world/activity-log';
import { describeHostEvent } from '../../sandbox/world/describe-host-event';
import { describeWorkItemEvent } from '../../sandbox/world/describe-work-item-event';

describe('the activity log of the bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'activity-log-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('counts repeated lines until something else happens, and across a restart', async () => {
    const store = await openStore(folder);
    const activityLog = await ActivityLog.open(store);
    await activityLog.add(0, { text: 'Lee shared a filter', subject: { control: 'INF-03' } });
    for (const hour of [1, 2, 3]) await activityLog.addRepeated(hour * HOUR, 'The app scanned');
    await activityLog.add(4 * HOUR, { text: 'The app opened SEC-1' });
    await activityLog.addRepeated(5 * HOUR, 'The app scanned');
    const lines = [...activityLog.entries()];
    expect(lines.map(({ text, times, since, at }) => [text, times, since, at])).toEqual([
      ['The app scanned', 1, 5 * HOUR, 5 * HOUR],
      ['The app opened SEC-1', undefined, undefined, 4 * HOUR],
      ['The app scanned', 3, HOUR, 3 * HOUR],
      ['Lee shared a filter', undefined, undefined, 0],
    ]);
    await store.close();
    const again = await openStore(folder);
    expect((await ActivityLog.open(again)).entries()).toEqual(lines);
    await again.close();
  });
});

describe('an event of the host', () => {
  const invocation = {
    at: 0,
    installationId: 'i',
    kind: 'invocation',
    moduleKey: 'm',
    took: 40,
    calls: 3,
  } as const;

  it('is a scan if it ended well, and logged with the reason if it did not', () => {
    const look = { ...invocation, functionKey: 'on-scan', cause: 'queue', message: undefined } as const;
    expect(describeHostEvent({ ...look, ending: 'done' })).toBe('look');
    expect(describeHostEvent({ ...look, ending: 'threw', message: 'No' })).toEqual({
      text: 'The app scanned the site (failed)',
      detail: '3 calls in 40 ms. No',
    });
  });

  it('is not logged if only a page or the trigger asked', () => {
    for (const [functionKey, cause] of [
      ['admin-api', 'page'],
      ['on-tick', 'schedule'],
      ['on-work-item-event', 'event'],
    ] as const)
      expect(
        describeHostEvent({ ...invocation, functionKey, cause, ending: 'done', message: undefined }),
      ).toBeUndefined();
  });
});

describe('an event of a work item', () => {
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
    ['created', { issue }, 'Ana created SEC-1', 'Filter “Bugs” is public'],
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
  ])('is logged with who and what: %s', (event, payload, text, detail) => {
    const line = describeWorkItemEvent({ name: `avi:jira:${event}:issue`, payload }, 'Ana');
    expect(line).toEqual({ text, detail, subject: { workItem: 'SEC-1' } });
  });

  it('is not logged if only a property changed', () => {
    expect(
      describeWorkItemEvent({ name: 'avi:jira:updated:issue', payload: changed() }, 'Ana'),
    ).toBeUndefined();
  });
});
