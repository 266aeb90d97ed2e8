import { callerRightsSource } from '../../src/evidence/sources/caller-rights';
import { dataPolicySource } from '../../src/evidence/sources/data-policy';
import { readPass } from '../../src/evidence/read-pass';
import { asLastSeenBeforeLoss, updateMissingRights, withRightGaps } from '../../src/evidence/rights';
import { instant } from '../../src/domain/instant';
import { neverReadReading, readingStateOf } from '../../src/domain/reading';
import { createReader, completeReading } from './fake-transport';

const startedAt = instant(0);
const permissionAnswer = (administer: boolean, userPicker: boolean) => ({
  body: {
    permissions: {
      ADMINISTER: { key: 'ADMINISTER', havePermission: administer },
      USER_PICKER: { key: 'USER_PICKER', havePermission: userPicker },
    },
  },
});

describe('the caller’s rights', () => {
  it('are those that Jira reports, in one call', async () => {
    const reader = createReader({ '/mypermissions': permissionAnswer(true, false) });
    expect(await readPass(callerRightsSource, reader, { startedAt })).toMatchObject({
      facts: [{ administer: true, userPicker: false }],
      gaps: [],
    });
    expect(reader.requests).toEqual(['/mypermissions?permissions=ADMINISTER,USER_PICKER']);
  });

  it('are not known where an answer leaves both out', async () => {
    const reader = createReader({ '/mypermissions': { body: { permissions: {} } } });
    const reading = await readPass(callerRightsSource, reader, { startedAt });
    expect(readingStateOf(reading)).toBe('absent');
    expect(reading.gaps).toEqual([{ why: 'schema', at: 'mypermissions.get permissions' }]);
  });

  it('are known one by one: a source that needs a known right is complete', async () => {
    const { permissions } = permissionAnswer(true, true).body;
    const partly = { body: { permissions: { ADMINISTER: permissions.ADMINISTER, USER_PICKER: null } } };
    const rights = await readPass(callerRightsSource, createReader({ '/mypermissions': partly }), {
      startedAt,
    });
    expect(rights).toMatchObject({ facts: [{ administer: true }], read: 1, of: 2 });
    const reading = completeReading([{ id: '1' }]);
    expect(withRightGaps(reading, { right: 'ADMINISTER' }, rights)).toBe(reading);
    expect(withRightGaps(reading, { right: 'USER_PICKER' }, rights).gaps).toEqual([
      { why: 'schema', at: 'mypermissions.get permissions' },
    ]);
    expect(updateMissingRights({}, rights)).toEqual({});
  });
});

describe('a reading in the light of rights', () => {
  const reading = completeReading([{ id: '1' }]);
  const rights = (administer: boolean, userPicker: boolean) => completeReading([{ administer, userPicker }]);

  it('is complete with its right', () => {
    expect(withRightGaps(reading, { right: 'ADMINISTER' }, rights(true, false))).toBe(reading);
    expect(withRightGaps(reading, { right: 'USER_PICKER' }, rights(false, true))).toBe(reading);
  });

  it('keeps its facts without its right, and is not complete', () => {
    expect(withRightGaps(reading, { right: 'ADMINISTER' }, rights(false, true))).toMatchObject({
      facts: [{ id: '1' }],
      gaps: [{ why: 'denied', at: 'ADMINISTER' }],
    });
  });

  it('has the reason why the rights themselves could not be read', () => {
    const unread = completeReading<{ administer: boolean; userPicker: boolean }>(
      [],
      [{ why: 'not-recorded', at: 'mypermissions.get' }],
    );
    expect(withRightGaps(reading, { right: 'ADMINISTER' }, unread).gaps).toEqual([
      { why: 'not-recorded', at: 'mypermissions.get' },
    ]);
  });

  it('needs no right where every caller sees the same', () => {
    expect(withRightGaps(reading, { right: 'none' }, rights(false, false))).toBe(reading);
  });
});

describe('rights that go missing', () => {
  const rights = (readAt: number, administer: boolean) => ({
    ...completeReading([{ administer, userPicker: true }]),
    fullReadAt: instant(readAt),
  });

  it('are missing since they were first found missing, and no longer once they are back', () => {
    const first = updateMissingRights({}, rights(10, false));
    expect(first).toEqual({ ADMINISTER: 10 });
    expect(updateMissingRights(first, rights(20, false))).toEqual({ ADMINISTER: 10 });
    expect(updateMissingRights(first, rights(20, true))).toEqual({});
    expect(updateMissingRights(first, neverReadReading)).toEqual(first);
  });

  it('leave what was read with them as last seen, and count what is read without them as seen', () => {
    const lacking = { ADMINISTER: instant(10) };
    const reading = completeReading([{ id: '1' }]);
    expect(asLastSeenBeforeLoss(reading, { right: 'ADMINISTER' }, lacking).staleBefore).toBe(10);
    expect(asLastSeenBeforeLoss(reading, { right: 'USER_PICKER' }, lacking)).toBe(reading);
  });
});

describe('the data policy', () => {
  it('is what Jira reports about app access rules', async () => {
    const reader = createReader({ '/data-policy': { body: { anyContentBlocked: true } } });
    expect(await readPass(dataPolicySource, reader, { startedAt })).toMatchObject({
      facts: [{ anyContentBlocked: true }],
    });
  });

  it('is not known where the answer has another shape', async () => {
    const reader = createReader({ '/data-policy': { body: {} } });
    expect((await readPass(dataPolicySource, reader, { startedAt })).gaps).toEqual([
      { why: 'schema', at: 'data-policy.get anyContentBlocked: boolean' },
    ]);
  });
});
