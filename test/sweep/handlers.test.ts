import { onLifecycle, onSiteEvent } from '../../src/sweep/handlers';
import { readLedger, verifyLedger } from '../../src/storage/ledger';
import { readSite } from '../../src/storage/site';
import { platformWith } from '../api/platform';

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
    expect(pushed).toMatchObject([{ kind: 'changed', change: { object: { type: 'FILTER', id: '7' } } }]);
  });
});
