import { controlWords, summaryArgs } from '../../static/locales/control-words';
import { type Key, wordsOf } from '../../static/locales';
import { IntlMessageFormat } from 'intl-messageformat';
import { partsOf, type WordArgs } from '../../static/locales/message';
import { plainOf } from '../../static/locales/part';
import { type Finding } from '../../src/terms/finding';
import { instant } from '../../src/terms/instant';

const words = wordsOf('en');
const fill = (text: string, args: WordArgs = {}) =>
  partsOf(new IntlMessageFormat(text, 'en'), args, key =>
    key === 'permissions.BROWSE_PROJECTS' ? 'Browse spaces' : undefined,
  );

const finding: Finding = {
  key: 'INF-03:filter-public:filter-1:',
  control: 'INF-03',
  code: 'filter-public',
  severity: 'medium',
  subject: { kind: 'filter', id: '1', name: 'All <b>bugs</b> {x}' },
  args: { name: 'All <b>bugs</b> {x}', namesSensitive: false, spacePublic: false },
};

describe('words', () => {
  it('marks what is strong, code and linked', () => {
    expect(
      fill('<strong>{a}</strong> is <code>b</code>, see <link>there</link>', {
        a: 'A',
        link: { href: 'https://x' },
      }),
    ).toEqual([
      { is: 'text', text: 'A', strong: true },
      { is: 'text', text: ' is ' },
      { is: 'text', text: 'b', code: true },
      { is: 'text', text: ', see ' },
      { is: 'text', text: 'there', href: 'https://x' },
    ]);
  });

  it('leaves the text of a link without an address', () => {
    expect(fill('see <link>there</link>', { link: { href: undefined } })).toEqual([
      { is: 'text', text: 'see ' },
      { is: 'text', text: 'there' },
    ]);
  });

  it('leaves people and moments to the renderer', () => {
    expect(fill('{owner}, {at}', { owner: { person: 'a1' }, at: { at: 0 } })).toEqual([
      { is: 'person', account: 'a1' },
      { is: 'text', text: ', ' },
      { is: 'instant', at: 0 },
    ]);
  });

  it('shows people and moments in letters where nothing else can be shown', () => {
    const parts = fill('{owner} and {other}, {at}', {
      owner: { person: 'a1' },
      other: { person: 'a2' },
      at: { at: instant(Date.UTC(2026, 10, 17, 14, 2)) },
    });
    expect(
      plainOf(parts, 'en', { nameOf: account => (account === 'a1' ? 'Ana' : undefined), timeZone: 'UTC' }),
    ).toBe('Ana and a2, Nov 17, 2026, 14:02 UTC');
  });

  it('calls a permission what Jira calls it, and shows one that it does not know as it is', () => {
    const text = '<term>permissions.{permission}</term>';
    expect(fill(text, { permission: 'BROWSE_PROJECTS' })).toEqual([{ is: 'text', text: 'Browse spaces' }]);
    expect(fill(text, { permission: 'com.app__may' })).toEqual([
      { is: 'text', text: 'com.app__may', code: true },
    ]);
  });

  it('never reads markup or braces out of a name', () => {
    expect(controlWords(words, 'INF-03').line(finding)[0]).toEqual({
      is: 'text',
      text: 'All <b>bugs</b> {x}',
      strong: true,
    });
  });

  it('keeps a name on its line and in its direction', () => {
    const shown = (name: string) => plainOf(fill('“{name}” is public.', { name }), 'en');
    expect(shown('two\nlines')).toBe('“two lines” is public.');
    expect(shown('turned\u202e')).toBe('“turned” is public.');
    expect(shown('באגים')).toBe('“\u2068באגים\u2069” is public.');
  });

  it('counts in words', () => {
    const text = controlWords(words, 'INF-03');
    const two = [finding, { ...finding, key: 'other', subject: { ...finding.subject, id: '2' } }];
    expect(text.workItem([finding])).toBe(
      'Filter “All <b>bugs</b> {x}” is public. Keep it public, or close it?',
    );
    expect(text.workItem(two)).toBe('2 filters are public. Keep them public, or close them?');
    expect(text.toMeet(two).map(parts => plainOf(parts, 'en'))).toEqual([
      '2 filters are shared with the public. Making them private meets this part.',
    ]);
  });

  it('sums findings up by object, by reach and by code', () => {
    const other: Finding = { ...finding, code: 'other', severity: 'high', reach: ['7', '8'] };
    expect(summaryArgs([finding, { ...finding, reach: ['8'] }, other])).toEqual({
      count: 3,
      subjects: 1,
      named: 'yes',
      reach: 2,
      name: 'All <b>bugs</b> {x}',
      code: 'several',
      space: 'none',
      severity: 'high',
    });
    expect(summaryArgs([finding])).toMatchObject({ code: 'filter_public' });
  });
  it('names the one space that all of it reaches', () => {
    const reaching = (space: string, ...reach: string[]): Finding => ({ ...finding, args: { space }, reach });
    expect(summaryArgs([reaching('Payments', '7'), reaching('Payments', '7')])['space']).toBe('Payments');
    expect(summaryArgs([reaching('Payments', '7', '8')])['space']).toBe('none');
    expect(summaryArgs([reaching('Payments', '7'), reaching('Orders', '8')])['space']).toBe('none');
  });

  it('throws on a key without words and on a missing argument', () => {
    const unknown: Key = 'controls.INF-03.nothing';
    expect(() => words.parts(unknown)).toThrow('There are no words for "controls.INF-03.nothing" (en)');
    expect(() => words.parts('controls.INF-03.findings.filter-public.line')).toThrow(
      'The words of "controls.INF-03.findings.filter-public.line" (en) can\'t be filled',
    );
    expect(() => words.parts('controls.INF-03.constructor')).toThrow('There are no words');
    expect(() => words.list('controls.INF-03.title')).toThrow('There is no list of words');
  });
});
