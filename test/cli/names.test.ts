import { named } from '../../cli/names';

const asked = async (...bodies: readonly unknown[]) => {
  const rest = [...bodies];
  const { transport, nameOf } = named({
    send: () => Promise.resolve({ status: 200, headers: {}, body: rest.shift() }),
  });
  while (rest.length > 0) await transport.send({ method: 'GET', path: '/' });
  return nameOf;
};

describe('the people whom answers name', () => {
  it('are known by their accounts, however deep they stand', async () => {
    const nameOf = await asked(
      [{ accountId: 'a', displayName: 'Ana Lima' }],
      { values: [{ owner: { accountId: 'b', displayName: 'Lee Wong' } }] },
      undefined,
    );
    expect(['a', 'b', 'c'].map(nameOf)).toEqual(['Ana Lima', 'Lee Wong', undefined]);
  });

  it('are told apart where several bear one name', async () => {
    const nameOf = await asked([
      { accountId: 'a', displayName: 'Admin' },
      { accountId: 'b', displayName: 'Admin' },
      { accountId: 'b', displayName: 'Admin' },
      { accountId: 'c', displayName: 'Ana Lima' },
    ]);
    expect(['a', 'b', 'c'].map(nameOf)).toEqual(['Admin (a)', 'Admin (b)', 'Ana Lima']);
  });

  it('have no names that steer a terminal, and none that say nothing', async () => {
    const nameOf = await asked([
      { accountId: 'a', displayName: 'Ana\u001b[31m\u202eLima' },
      { accountId: 'b', displayName: ' \n' },
    ]);
    expect([nameOf('a'), nameOf('b')]).toEqual(['Ana[31mLima', undefined]);
  });
});
