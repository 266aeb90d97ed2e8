import { callerRights } from '../../src/evidence/caller-rights';
import { dataPolicy } from '../../src/evidence/data-policy';
import { readPass } from '../../src/evidence/read-pass';
import { beforeLoss, lackingNow, withRights } from '../../src/evidence/rights';
import { instant } from '../../src/terms/instant';
import { neverRead, stateOf } from '../../src/terms/reading';
import { readerOf, readingOf } from './fake-site';

const asOf = instant(0);
const held = (administer: boolean, userPicker: boolean) => ({
  body: {
    permissions: {
      ADMINISTER: { key: 'ADMINISTER', havePermission: administer },
      USER_PICKER: { key: 'USER_PICKER', havePermission: userPicker },
    },
  },
});

describe('the caller’s rights', () => {
  it('are what Jira says, in one call', async () => {
    const reader = readerOf({ '/mypermissions': held(true, false) });
    expect(await readPass(callerRights, reader, { asOf })).toMatchObject({
      facts: [{ administer: true, userPicker: false }],
      gaps: [],
    });
    expect(reader.asked).toEqual(['/mypermissions?permissions=ADMINISTER,USER_PICKER']);
  });

  it('are not known where an answer leaves both out', async () => {
    const reader = readerOf({ '/mypermissions': { body: { permissions: {} } } });
    const reading = await readPass(callerRights, reader, { asOf });
    expect(stateOf(reading)).toBe('absent');
    expect(reading.gaps).toEqual([{ why: 'schema', at: 'mypermissions.get permissions' }]);
  });

  it('are known one by one: what needs the one that was told is complete', async () => {
    const { permissions } = held(true, true).body;
    const partly = { body: { permissions: { ADMINISTER: permissions.ADMINISTER, USER_PICKER: null } } };
    const rights = await readPass(callerRights, readerOf({ '/mypermissions': partly }), { asOf });
    expect(rights).toMatchObject({ facts: [{ administer: true }], read: 1, of: 2 });
    const reading = readingOf([{ id: '1' }]);
    expect(withRights(reading, { right: 'ADMINISTER' }, rights)).toBe(reading);
    expect(withRights(reading, { right: 'USER_PICKER' }, rights).gaps).toEqual([
      { why: 'schema', at: 'mypermissions.get permissions' },
    ]);
    expect(lackingNow({}, rights)).toEqual({});
  });
});

describe('a reading in the light of rights', () => {
  const reading = readingOf([{ id: '1' }]);
  const rights = (administer: boolean, userPicker: boolean) => readingOf([{ administer, userPicker }]);

  it('is complete with its right', () => {
    expect(withRights(reading, { right: 'ADMINISTER' }, rights(true, false))).toBe(reading);
    expect(withRights(reading, { right: 'USER_PICKER' }, rights(false, true))).toBe(reading);
  });

  it('keeps its facts without its right, and is not complete', () => {
    expect(withRights(reading, { right: 'ADMINISTER' }, rights(false, true))).toMatchObject({
      facts: [{ id: '1' }],
      gaps: [{ why: 'denied', at: 'ADMINISTER' }],
    });
  });

  it('bears the reason for which the rights themselves could not be read', () => {
    const unread = readingOf<{ administer: boolean; userPicker: boolean }>(
      [],
      [{ why: 'not-recorded', at: 'mypermissions.get' }],
    );
    expect(withRights(reading, { right: 'ADMINISTER' }, unread).gaps).toEqual([
      { why: 'not-recorded', at: 'mypermissions.get' },
    ]);
  });

  it('needs no right where every caller sees the same', () => {
    expect(withRights(reading, { right: 'none' }, rights(false, false))).toBe(reading);
  });
});

describe('rights that go missing', () => {
  const rights = (asOf: number, administer: boolean) => ({
    ...readingOf([{ administer, userPicker: true }]),
    asOf: instant(asOf),
  });

  it('are missing since they were first found missing, and no longer once they are back', () => {
    const first = lackingNow({}, rights(10, false));
    expect(first).toEqual({ ADMINISTER: 10 });
    expect(lackingNow(first, rights(20, false))).toEqual({ ADMINISTER: 10 });
    expect(lackingNow(first, rights(20, true))).toEqual({});
    expect(lackingNow(first, neverRead)).toEqual(first);
  });

  it('leave what was read with them as last seen, and count what is read without them as seen', () => {
    const lacking = { ADMINISTER: instant(10) };
    const reading = readingOf([{ id: '1' }]);
    expect(beforeLoss(reading, { right: 'ADMINISTER' }, lacking).unseenBefore).toBe(10);
    expect(beforeLoss(reading, { right: 'USER_PICKER' }, lacking)).toBe(reading);
  });
});

describe('the data policy', () => {
  it('is the one thing that Jira says about app access rules', async () => {
    const reader = readerOf({ '/data-policy': { body: { anyContentBlocked: true } } });
    expect(await readPass(dataPolicy, reader, { asOf })).toMatchObject({
      facts: [{ anyContentBlocked: true }],
    });
  });

  it('is not known where the answer has another shape', async () => {
    const reader = readerOf({ '/data-policy': { body: {} } });
    expect((await readPass(dataPolicy, reader, { asOf })).gaps).toEqual([
      { why: 'schema', at: 'data-policy.get anyContentBlocked: boolean' },
    ]);
  });
});
