import { collectPeopleNames } from '../../cli/people-names';

const collectNames = async (...bodies: readonly unknown[]) => {
  const rest = [...bodies];
  const { transport, nameOf } = collectPeopleNames({
    send: () => Promise.resolve({ status: 200, headers: {}, body: rest.shift() }),
  });
  while (rest.length > 0) await transport.send({ method: 'GET', path: '/' });
  return nameOf;
};

describe('people in the answers', () => {
  it('are known by their accounts, however deeply nested', async () => {
    const nameOf = await collectNames(
      [{ accountId: 'a', displayName: 'Ana Lima' }],
      { values: [{ owner: { accountId: 'b', displayName: 'Lee Wong' } }] },
      undefined,
    );
    expect(['a', 'b', 'c'].map(nameOf)).toEqual(['Ana Lima', 'Lee Wong', undefined]);
  });

  it('are distinguished if several have the same name', async () => {
    const nameOf = await collectNames([
      { accountId: 'a', displayName: 'Admin' },
      { accountId: 'b', displayName: 'Admin' },
      { accountId: 'b', displayName: 'Admin' },
      { accountId: 'c', displayName: 'Ana Lima' },
    ]);
    expect(['a', 'b', 'c'].map(nameOf)).toEqual(['Admin (a)', 'Admin (b)', 'Ana Lima']);
  });

  it('have no names with control characters, and no empty names', async () => {
    const nameOf = await collectNames([
      { accountId: 'a', displayName: 'Ana\u001b[31m\u202eLima' },
      { accountId: 'b', displayName: ' \n' },
    ]);
    expect([nameOf('a'), nameOf('b')]).toEqual(['Ana[31mLima', undefined]);
  });
});
