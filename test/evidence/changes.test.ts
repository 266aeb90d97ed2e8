import { isLogInEnglish } from '../../src/evidence/audit-record';
import { type Change } from '../../src/evidence/change';
import { fetchChangesSince } from '../../src/evidence/change-feed';
import { parseProductEvent } from '../../src/evidence/product-event';
import { HOUR, instant, parseInstant, formatIso, addDuration, MINUTE } from '../../src/domain/instant';
import { createReader } from './fake-transport';

const noon = instant(Date.parse('2026-11-20T12:00:00.000Z'));

const record = (id: number, minutes: number, more: object = {}) => ({
  id,
  summary: 'Permission scheme updated',
  category: 'permissions',
  created: formatIso(instant(noon + minutes * MINUTE)).replace('Z', '+0000'),
  objectItem: { id: '10001', name: 'Service', typeName: 'SCHEME' },
  ...more,
});

/** A log that answers from, to, limit and offset as Jira does: newest first, both ends included. */
const logOf = (records: readonly { created: string }[]) =>
  createReader({
    '/auditing/record': query => {
      const time = (text: string | null, otherwise: number) => parseInstant(text ?? '') ?? otherwise;
      const from = time(query.get('from'), -Infinity);
      const to = time(query.get('to'), Infinity);
      const inside = records
        .map(one => ({ one, at: parseInstant(one.created) ?? 0 }))
        .filter(({ at }) => at >= from && at <= to)
        .sort((one, other) => other.at - one.at)
        .map(({ one }) => one);
      const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
      return { body: { offset, limit, total: inside.length, records: inside.slice(offset, offset + limit) } };
    },
  });

describe('the change feed', () => {
  it('begins with a hole, without changes before it', async () => {
    const reader = logOf([record(1, 0)]);
    expect(await fetchChangesSince(reader.jira, undefined, noon)).toEqual({
      changes: [],
      cursor: { at: noon, recentIds: [] },
      hasHole: true,
    });
    expect(reader.requests).toEqual([]);
  });

  it('returns each record once, oldest first, though it reads ten minutes again', async () => {
    const records = [record(1, 1), record(2, 5)];
    const first = await fetchChangesSince(logOf(records).jira, { at: noon, recentIds: [] }, noon);
    expect(first.changes.map(({ id }) => id)).toEqual(['1', '2']);
    expect(first.hasHole).toBe(false);
    const late = [...records, record(3, 2), record(4, 9)];
    const second = await fetchChangesSince(logOf(late).jira, first.cursor, noon);
    expect(second.changes.map(({ id }) => id)).toEqual(['3', '4']);
  });

  it('treats null in a record as a missing value', async () => {
    const nothing = {
      summary: null,
      category: null,
      authorAccountId: null,
      objectItem: null,
      associatedItems: null,
      changedValues: null,
    };
    const partly = {
      objectItem: { id: null, name: null, typeName: null },
      associatedItems: [{ id: null, name: null, typeName: 'SCHEME' }],
      changedValues: [{ fieldName: null, changedFrom: null, changedTo: 'Public' }],
    };
    const records = [record(1, 1, nothing), record(2, 2, partly)];
    const { changes, hasHole } = await fetchChangesSince(
      logOf(records).jira,
      { at: noon, recentIds: [] },
      noon,
    );
    expect(hasHole).toBe(false);
    expect(changes).toMatchObject([
      { id: '1', summary: '', category: '', associated: [] },
      {
        id: '2',
        object: { type: '' },
        associated: [{ type: 'SCHEME' }],
      },
    ]);
  });

  it('keeps its cursor while nothing happens', async () => {
    const cursor = { at: noon + 5 * MINUTE, recentIds: ['1', '2'] };
    const records = [record(2, 5), record(1, 1)];
    expect(await fetchChangesSince(logOf(records).jira, cursor, addDuration(noon, 6 * MINUTE))).toEqual({
      changes: [],
      cursor,
      hasHole: false,
    });
  });

  it('reads more than a page by time, so that new records shift nothing', async () => {
    const records = Array.from({ length: 450 }, (_, index) => record(index + 1, index));
    const reader = logOf(records);
    const { changes, hasHole } = await fetchChangesSince(reader.jira, { at: noon, recentIds: [] }, noon);
    expect(changes).toHaveLength(450);
    expect(hasHole).toBe(false);
    expect(reader.requests.every(request => request.includes('offset=0'))).toBe(true);
    expect(reader.requests).toHaveLength(3);
  });

  it('has a hole where more happened than it reads, and continues from the newest', async () => {
    const records = Array.from({ length: 2_500 }, (_, index) => record(index + 1, index));
    const now = addDuration(noon, 2_500 * MINUTE);
    const { cursor, hasHole } = await fetchChangesSince(
      logOf(records).jira,
      { at: noon, recentIds: [] },
      now,
    );
    expect(hasHole).toBe(true);
    expect(cursor.at).toBe(noon + 2_499 * MINUTE);
  });

  it('has a hole where a record can’t be read', async () => {
    const { changes, hasHole } = await fetchChangesSince(
      logOf([record(1, 1), record(2, 2, { id: null })]).jira,
      { at: noon, recentIds: [] },
      noon,
    );
    expect(changes.map(({ id }) => id)).toEqual(['1']);
    expect(hasHole).toBe(true);
  });

  it('keeps who changed which object, of people only ids, and nothing of the values', async () => {
    const grant = record(1, 1, {
      authorAccountId: 'acc-1',
      remoteAddress: '203.0.113.7',
      changedValues: [
        { fieldName: 'Permission', changedFrom: '', changedTo: 'Browse Projects' },
        { fieldName: 'Type', changedFrom: '', changedTo: 'Public' },
      ],
    });
    const joined = record(2, 2, {
      summary: 'User added to group',
      category: 'group management',
      objectItem: { name: 'jira-admins', typeName: 'GROUP' },
      associatedItems: [
        { id: 'acc-2', name: 'Lee Wong', typeName: 'USER' },
        { id: 'acc-3', name: 'Kim Low', typeName: 'User' },
      ],
      changedValues: [{ fieldName: 'email', changedTo: 'lee@acme.example' }],
    });
    const { changes } = await fetchChangesSince(
      logOf([grant, joined]).jira,
      { at: noon, recentIds: [] },
      noon,
    );
    expect(changes).toEqual([
      {
        id: '1',
        via: 'audit',
        at: noon + MINUTE,
        summary: 'Permission scheme updated',
        category: 'permissions',
        by: 'acc-1',
        object: { type: 'SCHEME', id: '10001', name: 'Service' },
        associated: [],
      },
      {
        id: '2',
        via: 'audit',
        at: noon + 2 * MINUTE,
        summary: 'User added to group',
        category: 'group management',
        object: { type: 'GROUP', name: 'jira-admins' },
        associated: [
          { type: 'USER', id: 'acc-2' },
          { type: 'User', id: 'acc-3' },
        ],
      },
    ]);
  });
});

describe('a product event as a change', () => {
  it('names the filter and who acted', () => {
    const payload = {
      eventType: 'avi:jira:updated:filter',
      atlassianId: 'acc-1',
      filter: { id: 10_001, name: 'Open', sharePermissions: [] },
    };
    expect(parseProductEvent(payload, noon)).toMatchObject({
      via: 'event',
      at: noon,
      by: 'acc-1',
      summary: 'avi:jira:updated:filter',
      object: { type: 'FILTER', id: '10001', name: 'Open' },
    });
    expect(parseProductEvent(payload, noon)?.id).toBe(parseProductEvent(payload, noon)?.id);
    expect(parseProductEvent(payload, instant(noon + HOUR))?.id).not.toBe(
      parseProductEvent(payload, noon)?.id,
    );
  });

  it('keeps only the account of a person', () => {
    const payload = {
      eventType: 'avi:jira:updated:user',
      user: { accountId: 'acc-2', displayName: 'Lee Wong' },
    };
    expect(parseProductEvent(payload, noon)?.object).toEqual({ type: 'USER', id: 'acc-2' });
  });

  it('is undefined where the event is about something that no source reads', () => {
    expect(
      parseProductEvent({ eventType: 'avi:jira:updated:issue', issue: { id: '1' } }, noon),
    ).toBeUndefined();
    expect(parseProductEvent('nonsense', noon)).toBeUndefined();
  });
});

describe('the language of the audit log', () => {
  const change = (category: string, type: string): Change => ({
    id: '1',
    via: 'audit',
    at: noon,
    summary: '',
    category,
    object: { type },
    associated: [],
  });

  it('is English where most records are of a known category', () => {
    expect(isLogInEnglish([change('group management', 'GROUP'), change('boards', 'PROJECT')])).toBe(true);
  });

  it('is another one where they are not', () => {
    expect(isLogInEnglish([change('Gruppenverwaltung', 'GROUP'), change('Projekte', 'PROJECT')])).toBe(false);
  });

  it('is unknown where no record shows it', () => {
    expect(
      isLogInEnglish([change('Agile', 'BOARD'), { ...change('', 'FILTER'), via: 'event' }]),
    ).toBeUndefined();
  });
});
