import { createControlText, buildSummaryArgs } from '../../src/messages/control-text';
import { type MessageKey, createMessages } from '../../src/messages/messages';
import { IntlMessageFormat } from 'intl-messageformat';
import { formatMessageParts, type MessageValues } from '../../src/messages/format-message';
import { toPlainText } from '../../src/messages/message-part';
import { type Finding } from '../../src/domain/finding';
import { instant } from '../../src/domain/instant';

const messages = createMessages('en');
const formatMessage = (text: string, args: MessageValues = {}) =>
  formatMessageParts(new IntlMessageFormat(text, 'en'), args, key =>
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

describe('messages', () => {
  it('mark strong text, code, and links', () => {
    expect(
      formatMessage('<strong>{a}</strong> is <code>b</code>, see <link>there</link>', {
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

  it('keep the text of a link without an address', () => {
    expect(formatMessage('see <link>there</link>', { link: { href: undefined } })).toEqual([
      { is: 'text', text: 'see ' },
      { is: 'text', text: 'there' },
    ]);
  });

  it('leave people and times to the renderer', () => {
    expect(formatMessage('{owner}, {at}', { owner: { person: 'a1' }, at: { at: 0 } })).toEqual([
      { is: 'person', account: 'a1' },
      { is: 'text', text: ', ' },
      { is: 'instant', at: 0 },
    ]);
  });

  it('show people and times as plain text', () => {
    const parts = formatMessage('{owner} and {other}, {at}', {
      owner: { person: 'a1' },
      other: { person: 'a2' },
      at: { at: instant(Date.UTC(2026, 10, 17, 14, 2)) },
    });
    expect(
      toPlainText(parts, 'en', {
        nameOf: account => (account === 'a1' ? 'Ana' : undefined),
        timeZone: 'UTC',
      }),
    ).toBe('Ana and a2, Nov 17, 2026, 14:02 UTC');
  });

  it('use Jira’s name of a permission, and show an unknown one unchanged', () => {
    const text = '<term>permissions.{permission}</term>';
    expect(formatMessage(text, { permission: 'BROWSE_PROJECTS' })).toEqual([
      { is: 'text', text: 'Browse spaces' },
    ]);
    expect(formatMessage(text, { permission: 'com.app__may' })).toEqual([
      { is: 'text', text: 'com.app__may', code: true },
    ]);
  });

  it('never parse markup or braces in a name', () => {
    expect(createControlText(messages, 'INF-03').line(finding)[0]).toEqual({
      is: 'text',
      text: 'All <b>bugs</b> {x}',
      strong: true,
    });
  });

  it('keep a name on its line and in its direction', () => {
    const shown = (name: string) => toPlainText(formatMessage('“{name}” is public.', { name }), 'en');
    expect(shown('two\nlines')).toBe('“two lines” is public.');
    expect(shown('turned\u202e')).toBe('“turned” is public.');
    expect(shown('באגים')).toBe('“\u2068באגים\u2069” is public.');
  });

  it('use singular and plural', () => {
    const text = createControlText(messages, 'INF-03');
    const two = [finding, { ...finding, key: 'other', subject: { ...finding.subject, id: '2' } }];
    expect(text.workItemSummary([finding])).toBe(
      'Filter “All <b>bugs</b> {x}” is public. Is this intentional?',
    );
    expect(text.workItemSummary(two)).toBe('2 filters are public. Is this intentional?');
    expect(text.conditionsToMeet(two).map(parts => toPlainText(parts, 'en'))).toEqual([
      '2 filters are public. Make them private or approve them.',
    ]);
  });

  it('summarize findings by object, reach, and code', () => {
    const other: Finding = { ...finding, code: 'other', severity: 'high', reach: ['7', '8'] };
    expect(buildSummaryArgs([finding, { ...finding, reach: ['8'] }, other])).toEqual({
      count: 3,
      subjects: 1,
      named: 'yes',
      reach: 2,
      name: 'All <b>bugs</b> {x}',
      code: 'several',
      space: 'none',
      severity: 'high',
    });
    expect(buildSummaryArgs([finding])).toMatchObject({ code: 'filter_public' });
  });
  it('name the space if all findings affect the same one', () => {
    const reaching = (space: string, ...reach: string[]): Finding => ({ ...finding, args: { space }, reach });
    expect(buildSummaryArgs([reaching('Payments', '7'), reaching('Payments', '7')])['space']).toBe(
      'Payments',
    );
    expect(buildSummaryArgs([reaching('Payments', '7', '8')])['space']).toBe('none');
    expect(buildSummaryArgs([reaching('Payments', '7'), reaching('Orders', '8')])['space']).toBe('none');
  });

  it('throw on an unknown key and on a missing argument', () => {
    const unknown: MessageKey = 'controls.INF-03.nothing';
    expect(() => messages.parts(unknown)).toThrow('There are no words for "controls.INF-03.nothing" (en)');
    expect(() => messages.parts('controls.INF-03.findings.filter-public.line')).toThrow(
      'The words of "controls.INF-03.findings.filter-public.line" (en) can\'t be filled',
    );
    expect(() => messages.parts('controls.INF-03.constructor')).toThrow('There are no words');
    expect(() => messages.list('controls.INF-03.title')).toThrow('There is no list of words');
  });
});
