import { findSyntaxProblem } from '../../cli/json-syntax';

describe('the position where a text stops being valid JSON', () => {
  it.each([
    ['{"a": 1\n"b": 2}', 1, 'comma'],
    ['{\n "a": 1,\n "b": [1, 2],\n}', 3, 'comma'],
    ['[1,\n2,\n]', 2, 'comma'],
    ['[1\n2]', 1, 'comma'],
    ['[,1]', 1, 'comma'],
    ['{"a" 1}', 1, 'colon'],
    ['{"a"\n= 1}', 2, 'colon'],
    ['{a: 1}', 1, 'quotes'],
    ["{\n'a': 1}", 2, 'quotes'],
    ['["one\ntwo"]', 1, 'quotes'],
    ['["one', 1, 'quotes'],
    ['{1: 2}', 1, 'quotes'],
    ['[1}', 1, 'bracket'],
    ['[1]]', 1, 'bracket'],
    ['[1,\n[2]', 2, 'end'],
    ['{"a":', 1, 'end'],
    ['', 1, 'end'],
    ['hello', 1, 'text'],
    ['[1, NaN]', 1, 'text'],
    ['[01]', 1, 'comma'],
    ['// settings\n{}', 1, 'text'],
    ['{} {}', 1, 'text'],
  ])('is found in %j', (text, line, hint) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(findSyntaxProblem(text)).toEqual({ line, hint });
  });

  it('is undefined for valid JSON', () => {
    for (const value of [{}, [], [[{}]], { a: [1, -2.5e3, 'x"\\\u0001', null, true] }, 'text', 0])
      for (const space of [0, 2])
        expect(findSyntaxProblem(JSON.stringify(value, null, space))).toBeUndefined();
  });

  it('is found at any depth and length', () => {
    expect(findSyntaxProblem('['.repeat(100_000))).toEqual({ line: 1, hint: 'end' });
    expect(findSyntaxProblem(`${'[1],\n'.repeat(100_000)}`)).toEqual({ line: 1, hint: 'text' });
  });
});
