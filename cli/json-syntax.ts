/** What is wrong where a text stops being JSON. `end`: it ends too early. `text`: something that JSON doesn't have. */
export type SyntaxHint = 'comma' | 'colon' | 'quotes' | 'bracket' | 'end' | 'text';

export interface SyntaxProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly hint: SyntaxHint;
}

const TOKEN =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;
const SPACE = /[ \t\r\n]*/y;

/** What may come next: `first` also allows the list or object to end, since it is empty so far. */
type Next = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'nothing';

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

const afterValue = (open: readonly string[]): Next => (open.length === 0 ? 'nothing' : 'comma');

/** @returns what may follow the token, or what is wrong with it. Opens and closes brackets in `open`. */
function step(next: Next, token: string, open: string[]): Next | { readonly hint: SyntaxHint } {
  const innermost = open.at(-1) ?? '';
  const closes = token === '}' || token === ']';
  if (closes && (next === 'comma' || next.startsWith('first'))) {
    if (CLOSING[innermost] !== token) return { hint: 'bracket' };
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

/** How many characters of `text` the pattern takes at `from`. */
function lengthAt(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** What is wrong with characters that make no token. */
function hintAt(next: Next, character: string): SyntaxHint {
  if (character === '"' || character === "'" || next === 'key' || next === 'first key') return 'quotes';
  return next === 'comma' ? 'comma' : next === 'colon' ? 'colon' : 'text';
}

/**
 * Where a text stops being JSON, for a message that helps. A comma is missing, or is too much, in the line of the token
 * before. Not recursive: a text may nest as deep as it likes.
 * @returns undefined where it is JSON.
 */
export function syntaxProblemIn(text: string): SyntaxProblem | undefined {
  const lineAt = (index: number): number => text.slice(0, index).split('\n').length;
  const open: string[] = [];
  let next: Next = 'value';
  let before = 0;
  for (let at = lengthAt(SPACE, text, 0); at < text.length;) {
    const length = lengthAt(TOKEN, text, at);
    const result: ReturnType<typeof step> =
      length === 0 ? { hint: hintAt(next, text[at] ?? '') } : step(next, text.slice(at, at + length), open);
    if (typeof result !== 'string')
      return { line: lineAt(result.hint === 'comma' ? before : at), hint: result.hint };
    next = result;
    before = at;
    at += length;
    at += lengthAt(SPACE, text, at);
  }
  return next === 'nothing' ? undefined : { line: lineAt(text.length), hint: 'end' };
}
