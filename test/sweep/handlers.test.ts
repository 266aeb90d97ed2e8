import { onLifecycle, onSiteEvent, onWorkItemEvent } from '../../src/sweep/handlers';
import { changesIn, emptyPart, readInbox } from '../../src/storage/inbox';
import { readLedger, verifyLedger } from '../../src/storage/ledger';
import { readSite } from '../../src/storage/site';
import { instant } from '../../src/terms/instant';
import { platformWith } from '../api/platform';
import { heldNow } from '../storage/kept';
import { noteEdit, pendingEdits, takeEdits } from '../../src/storage/edits';
import { MINUTE, later } from '../../src/terms/instant';

const CONTEXT = { installContext: 'ari:cloud:jira::site/cloud-1' };
const INSTALLED = { eventType: 'avi:forge:installed:app' };

describe('an install that is told twice at the same moment', () => {
  it('is one installation, and one entry of the ledger', async () => {
    platformWith(() => undefined);
    await Promise.all([onLifecycle(INSTALLED, CONTEXT), onLifecycle(INSTALLED, CONTEXT)]);
    const { entries } = await readLedger(10);
    expect(entries.map(({ kind }) => kind)).toEqual(['installed']);
    expect(await verifyLedger()).toEqual({ is: 'whole', entries: 1 });
    expect(await readSite()).toMatchObject({ cloudId: 'cloud-1', environmentId: 'env-1' });
  });
});

describe('an event of the site', () => {
  it('is passed on where it is about something that is read, and let pass where not', async () => {
    const { pushed } = platformWith(() => undefined);
    await onSiteEvent({ eventType: 'avi:jira:updated:filter', filter: { id: 7, name: 'All open bugs' } });
    await onSiteEvent({ eventType: 'avi:jira:updated:board', board: { id: 7 } });
    expect(pushed).toEqual([{ kind: 'changed' }]);
    expect(changesIn(await readInbox())).toMatchObject([{ object: { type: 'FILTER', id: '7' } }]);
  });

  it('is taken with 499 others by a message a part at most, and none is lost', async () => {
    const { pushed } = platformWith(() => undefined);
    const events = Array.from({ length: 500 }, (_, person) => ({
      eventType: 'avi:jira:updated:user',
      user: { accountId: `person-${person}`, accountType: 'atlassian' },
    }));
    for (let start = 0; start < events.length; start += 20)
      await Promise.all(events.slice(start, start + 20).map(onSiteEvent));
    const kept = changesIn(await readInbox()).map(({ object }) => object?.id);
    const sent = pushed.flatMap(message => {
      const { change } = message as { change?: { object: { id: string } } };
      return change === undefined ? [] : [change.object.id];
    });
    expect(new Set([...kept, ...sent]).size).toBe(500);
    expect(pushed.length - sent.length).toBeLessThanOrEqual(16);
  });

  it('that comes while a slice empties the inbox stays for the next one', async () => {
    platformWith(() => undefined);
    const event = (id: number) => ({ eventType: 'avi:jira:updated:filter', filter: { id, name: 'Open' } });
    await onSiteEvent(event(1));
    const [part] = await readInbox();
    if (part === undefined) throw new Error('The inbox is empty');
    for (let id = 2; id < 102; id += 1) await onSiteEvent(event(id));
    expect(await emptyPart(part, instant(0), await heldNow())).toBe(false);
    expect(changesIn(await readInbox())).toHaveLength(101);
  });

  it('is sent by itself where the inbox has no room', async () => {
    const { pushed } = platformWith(() => undefined);
    for (let id = 0; id < 850; id += 1)
      await onSiteEvent({ eventType: 'avi:jira:updated:filter', filter: { id, name: 'Open' } });
    expect(changesIn(await readInbox())).toHaveLength(800);
    expect(pushed.filter(message => 'change' in (message as object))).toHaveLength(50);
  });
});

describe('an edit of a work item', () => {
  const NOW = instant(1_760_000_000_000);

  const edited = (id: number) => ({
    eventType: 'avi:jira:updated:issue',
    issue: { id: String(id), key: 'SEC-7' },
  });
  const pending = async () => (await pendingEdits())?.workItems;

  it('is looked at with all others by one slice, however many there are, and none is lost', async () => {
    const { pushed } = platformWith(() => undefined);
    await Promise.all([1, 2].map(edited).map(onWorkItemEvent));
    for (let edit = 0; edit < 50; edit += 1) await onWorkItemEvent(edited(edit % 7));
    expect(pushed).toEqual([{ kind: 'edited' }]);
    expect([...((await pending()) ?? [])].sort()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    const first = await pendingEdits();
    if (first === undefined) throw new Error('no edit is pending');
    await takeEdits(await heldNow(), first, NOW);
    expect(await pending()).toBeUndefined();
    await onWorkItemEvent(edited(8));
    expect(await pending()).toEqual(['8']);
    expect(pushed).toHaveLength(2);
  });

  it('that comes while a slice takes the others stays for the next look', async () => {
    platformWith(() => undefined);
    await onWorkItemEvent(edited(1));
    const first = await pendingEdits();
    if (first === undefined) throw new Error('no edit is pending');
    await onWorkItemEvent(edited(2));
    await takeEdits(await heldNow(), first, NOW);
    expect(await pending()).toEqual(['1', '2']);
  });

  it('has every work item read where the event doesn’t say which one, or too many were edited', async () => {
    platformWith(() => undefined);
    for (const id of [1, 2, 3]) await onWorkItemEvent(edited(id));
    await onWorkItemEvent({ eventType: 'avi:jira:updated:issue' });
    expect(await pending()).toBe('all');
    platformWith(() => undefined);
    for (let id = 0; id < 501; id += 1) await onWorkItemEvent(edited(id));
    expect(await pending()).toBe('all');
  });

  it('has a message sent again after five minutes, or where the last one is of a later time', async () => {
    platformWith(() => undefined);
    expect(await noteEdit(later(NOW, 400 * MINUTE))).toBe(true);
    expect(await noteEdit(NOW)).toBe(true);
    expect(await noteEdit(later(NOW, 4 * MINUTE))).toBe(false);
    expect(await noteEdit(later(NOW, 5 * MINUTE))).toBe(true);
  });

  it('is noted where the record can’t be read', async () => {
    const { entities } = platformWith(() => undefined);
    entities.set('check/edits', { revision: 'x' });
    expect(await noteEdit(NOW)).toBe(true);
    expect(await pending()).toBe('all');
  });
});
