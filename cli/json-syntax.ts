/**
 * The error at the point where a text stops being valid JSON. `end`: it ends too early. `text`: it contains text that
 * JSON doesn't allow.
 */
export type SyntaxHint = 'comma' | 'colon' | 'quotes' | 'bracket' | 'end' | 'text';

export interface SyntaxProblem {
  /** Line number, starting at 1. */
  readonly line: number;
  readonly hint: SyntaxHint;
}

const TOKEN =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;
const WHITESPACE = /[ \t\r\n]*/y;

/** The tokens that may come next. `first` also allows the end of an empty list or object. */
type ExpectedToken = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'nothing';

const CLOSING_BRACKETS: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

const afterValue = (open: readonly string[]): ExpectedToken => (open.length === 0 ? 'nothing' : 'comma');

/** @returns what may follow the token, or what is wrong with it. Updates the brackets in `open`. */
function nextExpected(
  next: ExpectedToken,
  token: string,
  open: string[],
): ExpectedToken | { readonly hint: SyntaxHint } {
  const innermost = open.at(-1) ?? '';
  const closes = token === '}' || token === ']';
  if (closes && (next === 'comma' || next.startsWith('first'))) {
    if (CLOSING_BRACKETS[innermost] !== token) return { hint: 'bracket' };
    open.pop();
    return afterValue(open);
  }
  switch (next) {
    case 'nothing':
      return { hint: closes ? 'bracket' : 'text' };
    case 'comma':
      if (token !== ',') return { hint: 'comma' };
      return innermost === '{' ? 'key' : 'value';
    case 'colon':
      return token === ':' ? 'value' : { hint: 'colon' };
    case 'key':
    case 'first key':
      if (token.startsWith('"')) return 'colon';
      return { hint: closes || token === ',' ? 'comma' : 'quotes' };
    case 'value':
    case 'first value':
      if (token === '{' || token === '[') {
        open.push(token);
        return token === '{' ? 'first key' : 'first value';
      }
      if (token === ',' || closes) return { hint: innermost === '[' ? 'comma' : 'text' };
      return token === ':' ? { hint: 'colon' } : afterValue(open);
  }
}

/** Length of the pattern's match at `from`; 0 if there is none. */
function matchLengthAt(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** The hint for characters that aren't a token. */
function hintAt(next: ExpectedToken, character: string): SyntaxHint {
  if (character === '"' || character === "'" || next === 'key' || next === 'first key') return 'quotes';
  return next === 'comma' ? 'comma' : next === 'colon' ? 'colon' : 'text';
}

/**
 * Finds where a text stops being valid JSON. A missing or extra comma is reported on the line of the token before it.
 * Not recursive, because a text may nest to any depth.
 * @returns undefined if the text is valid JSON.
 */
export function findSyntaxProblem(text: string): SyntaxProblem | undefined {
  const lineAt = (index: number): number => text.slice(0, index).split('\n').length;
  const open: string[] = [];
  let next: ExpectedToken = 'value';
  let before = 0;
  for (let at = matchLengthAt(WHITESPACE, text, 0); at < text.length;) {
    const length = matchLengthAt(TOKEN, text, at);
    const result: ReturnType<typeof nextExpected> =
      length === 0
        ? { hint: hintAt(next, text[at] ?? '') }
        : nextExpected(next, text.slice(at, at + length), open);
    if (typeof result !== 'string')
      return { line: lineAt(result.hint === 'comma' ? before : at), hint: result.hint };
    next = result;
    before = at;
    at += length;
    at += matchLengthAt(WHITESPACE, text, at);
  }
  return next === 'nothing' ? undefined : { line: lineAt(text.length), hint: 'end' };
}
