import { alignColumns } from '../../cli/align-columns';

describe('columns', () => {
  it('are padded to the displayed width of their cells, not to their length', () => {
    expect(
      alignColumns([
        ['Name', 'Count'],
        ['日本語', '1'],
        ['👩🏽 ok', '2'],
        ['e\u0301e\u0301', '3'],
        ['Zoë', '4'],
      ]),
    ).toEqual(['Name    Count', '日本語  1', '👩🏽 ok   2', 'e\u0301e\u0301      3', 'Zoë     4']);
  });

  it('have one line per row, even if a cell contains line breaks', () => {
    expect(
      alignColumns([
        ['a\nb', 'c'],
        ['\u202ed\u200b', 'e\u001b[2J'],
      ]),
    ).toEqual(['a b  c', 'd    e[2J']);
  });

  it('have no lines without rows', () => {
    expect(alignColumns([])).toEqual([]);
  });
});
