import { onLifecycle, onSiteEvent } from '../../src/sweep/handlers';
import { changesIn, emptyPart, readInbox } from '../../src/storage/inbox';
import { readLedger, verifyLedger } from '../../src/storage/ledger';
import { readSite } from '../../src/storage/site';
import { instant } from '../../src/terms/instant';
import { platformWith } from '../api/platform';
import { heldNow } from '../storage/kept';

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
