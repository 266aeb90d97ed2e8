import { readFileSync } from 'node:fs';
import * as functions from '../../src/index';
import { onLifecycle, onSiteEvent, onWorkItemEvent } from '../../src/scan/handlers';
import { changesInParts, emptyInboxPart, readInboxParts } from '../../src/storage/inbox';
import { readAuditTrail, verifyAuditTrail } from '../../src/storage/audit-trail';
import { readSiteRecord } from '../../src/storage/site-record';
import { instant } from '../../src/domain/instant';
import { createFakePlatform } from '../api/fake-platform';
import { takeTestLock } from '../storage/save-fixtures';
import { recordEdit, readPendingEdits, clearEdits } from '../../src/storage/edited-work-items';
import { MINUTE, addDuration } from '../../src/domain/instant';

const CONTEXT = { installContext: 'ari:cloud:jira::site/cloud-1' };
const INSTALLED = { eventType: 'avi:forge:installed:app' };

describe('the functions that manifest.yml names', () => {
  it('are exported, each once', () => {
    const manifest = readFileSync('manifest.yml', 'utf8');
    const handlers = [...manifest.matchAll(/handler: index\.(\w+)/g)].map(([, name]) => name);
    expect([...handlers].sort()).toEqual(Object.keys(functions).sort());
  });
});

describe('two install events at the same time', () => {
  it('are one installation and one audit entry', async () => {
    createFakePlatform(() => undefined);
    await Promise.all([onLifecycle(INSTALLED, CONTEXT), onLifecycle(INSTALLED, CONTEXT)]);
    const { entries } = await readAuditTrail(10);
    expect(entries.map(({ kind }) => kind)).toEqual(['installed']);
    expect(await verifyAuditTrail()).toEqual({ is: 'whole', entries: 1 });
    expect(await readSiteRecord()).toMatchObject({ cloudId: 'cloud-1', environmentId: 'env-1' });
  });
});

describe('an event of the site', () => {
  it('is queued only if it concerns something the app reads', async () => {
    const { pushedMessages: pushed } = createFakePlatform(() => undefined);
    await onSiteEvent({ eventType: 'avi:jira:updated:filter', filter: { id: 7, name: 'All open bugs' } });
    await onSiteEvent({ eventType: 'avi:jira:updated:board', board: { id: 7 } });
    expect(pushed).toEqual([{ kind: 'changed' }]);
    expect(changesInParts(await readInboxParts())).toMatchObject([{ object: { type: 'FILTER', id: '7' } }]);
  });

  it('is handled with 499 others in at most one message per inbox part, and none is lost', async () => {
    const { pushedMessages: pushed } = createFakePlatform(() => undefined);
    const events = Array.from({ length: 500 }, (_, person) => ({
      eventType: 'avi:jira:updated:user',
      user: { accountId: `person-${person}`, accountType: 'atlassian' },
    }));
    for (let start = 0; start < events.length; start += 20)
      await Promise.all(events.slice(start, start + 20).map(onSiteEvent));
    const kept = changesInParts(await readInboxParts()).map(({ object }) => object?.id);
    const sent = pushed.flatMap(message => {
      const { change } = message as { change?: { object: { id: string } } };
      return change === undefined ? [] : [change.object.id];
    });
    expect(new Set([...kept, ...sent]).size).toBe(500);
    expect(pushed.length - sent.length).toBeLessThanOrEqual(16);
  });

  it('that comes while a slice empties the inbox stays for the next one', async () => {
    createFakePlatform(() => undefined);
    const event = (id: number) => ({ eventType: 'avi:jira:updated:filter', filter: { id, name: 'Open' } });
    await onSiteEvent(event(1));
    const [part] = await readInboxParts();
    if (part === undefined) throw new Error('The inbox is empty');
    for (let id = 2; id < 102; id += 1) await onSiteEvent(event(id));
    expect(await emptyInboxPart(part, instant(0), await takeTestLock())).toBe(false);
    expect(changesInParts(await readInboxParts())).toHaveLength(101);
  });

  it('is sent in a message if the inbox is full', async () => {
    const { pushedMessages: pushed } = createFakePlatform(() => undefined);
    for (let id = 0; id < 850; id += 1)
      await onSiteEvent({ eventType: 'avi:jira:updated:filter', filter: { id, name: 'Open' } });
    expect(changesInParts(await readInboxParts())).toHaveLength(800);
    expect(pushed.filter(message => 'change' in (message as object))).toHaveLength(50);
  });
});

describe('an edit of a work item', () => {
  const NOW = instant(1_760_000_000_000);

  const edited = (id: number) => ({
    eventType: 'avi:jira:updated:issue',
    issue: { id: String(id), key: 'SEC-7' },
  });
  const pending = async () => (await readPendingEdits())?.workItems;

  it('is handled with all others by one slice, and none is lost', async () => {
    const { pushedMessages: pushed } = createFakePlatform(() => undefined);
    await Promise.all([1, 2].map(edited).map(onWorkItemEvent));
    for (let edit = 0; edit < 50; edit += 1) await onWorkItemEvent(edited(edit % 7));
    expect(pushed).toEqual([{ kind: 'edited' }]);
    expect([...((await pending()) ?? [])].sort()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    const first = await readPendingEdits();
    if (first === undefined) throw new Error('no edit is pending');
    await clearEdits(await takeTestLock(), first, NOW);
    expect(await pending()).toBeUndefined();
    await onWorkItemEvent(edited(8));
    expect(await pending()).toEqual(['8']);
    expect(pushed).toHaveLength(2);
  });

  it('made while a slice takes the others stays for the next one', async () => {
    createFakePlatform(() => undefined);
    await onWorkItemEvent(edited(1));
    const first = await readPendingEdits();
    if (first === undefined) throw new Error('no edit is pending');
    await onWorkItemEvent(edited(2));
    await clearEdits(await takeTestLock(), first, NOW);
    expect(await pending()).toEqual(['1', '2']);
  });

  it('causes a read of every work item if the event names none or too many were edited', async () => {
    createFakePlatform(() => undefined);
    for (const id of [1, 2, 3]) await onWorkItemEvent(edited(id));
    await onWorkItemEvent({ eventType: 'avi:jira:updated:issue' });
    expect(await pending()).toBe('all');
    createFakePlatform(() => undefined);
    for (let id = 0; id < 501; id += 1) await onWorkItemEvent(edited(id));
    expect(await pending()).toBe('all');
  });

  it('sends another message after five minutes, or if the last one has a future time', async () => {
    createFakePlatform(() => undefined);
    expect(await recordEdit(addDuration(NOW, 400 * MINUTE))).toBe(true);
    expect(await recordEdit(NOW)).toBe(true);
    expect(await recordEdit(addDuration(NOW, 4 * MINUTE))).toBe(false);
    expect(await recordEdit(addDuration(NOW, 5 * MINUTE))).toBe(true);
  });

  it('is recorded even if the record can’t be read', async () => {
    const { entities } = createFakePlatform(() => undefined);
    entities.set('check/edits', { revision: 'x' });
    expect(await recordEdit(NOW)).toBe(true);
    expect(await pending()).toBe('all');
  });
});
