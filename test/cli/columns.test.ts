import { inColumns } from '../../cli/columns';

describe('columns', () => {
  it('are as wide as a terminal shows their cells, not as they are long', () => {
    expect(
      inColumns([
        ['Name', 'Count'],
        ['日本語', '1'],
        ['👩🏽 ok', '2'],
        ['e\u0301e\u0301', '3'],
        ['Zoë', '4'],
      ]),
    ).toEqual(['Name    Count', '日本語  1', '👩🏽 ok   2', 'e\u0301e\u0301      3', 'Zoë     4']);
  });

  it('have one line for each row, whatever a cell has', () => {
    expect(
      inColumns([
        ['a\nb', 'c'],
        ['\u202ed\u200b', 'e\u001b[2J'],
      ]),
    ).toEqual(['a b  c', 'd    e[2J']);
  });

  it('of no rows are no lines', () => {
    expect(inColumns([])).toEqual([]);
  });
});
