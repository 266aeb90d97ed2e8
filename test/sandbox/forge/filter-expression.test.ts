import { EvaluationError, isMet, parseExpression } from '../../../sandbox/forge/filter-expression';

const event = {
  runtime: { issue: { properties: { 'my-key': { control: 'INF-03', count: 3, none: null } } } },
  issue: { key: 'SEC-1', fields: { done: true } },
};
const isMetBy = (text: string): boolean => isMet(parseExpression(text), { event });

describe("a filter's expression", () => {
  it.each([
    ["event.runtime.issue.properties['my-key'].control != null", true],
    ["event.runtime.issue.properties['my-key'].none != null", false],
    ["event.runtime.issue.properties['my-key'].missing == null", true],
    ["event.runtime.issue.properties['other'] == null", true],
    ["event.runtime.issue.properties['other']?.control == 'INF-03'", false],
    ['event.issue.key == "SEC-1" && event.issue.fields.done', true],
    ["event.issue.key == 'SEC-2' || event.runtime.issue.properties['my-key'].count >= 3", true],
    ["!(event.issue.key == 'SEC-1')", false],
    ["event.runtime.issue.properties['my-key'].count > 3 || false", false],
    ["event.issue.key < 'SEC-2' && 1.5 <= 2", true],
    ["'it\\'s' == 'it\\'s'", true],
  ])('%s is %s', (text, expected) => {
    expect(isMetBy(text)).toBe(expected);
  });

  it.each([
    "event.runtime.issue.properties['other'].control != null",
    'event.issue.key > 3',
    'event.issue.key',
    'issue.key == null',
    'event.issue.key.length == 5',
  ])('%s has no answer', text => {
    expect(() => isMetBy(text)).toThrow(EvaluationError);
  });

  it.each([
    'event.',
    "event['a'",
    'event == ',
    'a # b',
    'event.issue.labels.includes("x")',
    '(event',
    'a == b c',
    '',
  ])("%s can't be read", text => {
    expect(() => parseExpression(text)).toThrow("can't be read");
  });
});
