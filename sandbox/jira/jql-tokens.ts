import { refusal } from './answer';

/** A piece of a query: a sign, a bare word, or a text in quotes. */
export interface Token {
  kind: 'sign' | 'word' | 'text';
  text: string;
}

const pattern =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(!=|!~|<=|>=|[=~<>(),])|((?:[^\s=~<>!(),"'[]|\[[^\]]*\])+))/y;

/** Cuts a query into pieces. A field such as `issue.property[a-b].c` is one word. @throws 400 */
export function tokenizeJql(text: string): Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  pattern.lastIndex = 0;
  while (pattern.lastIndex < trimmed.length) {
    const from = pattern.lastIndex;
    const found = pattern.exec(trimmed);
    if (!found)
      throw refusal(
        400,
        `Error in the JQL Query: The character '${trimmed.slice(from, from + 1)}' is not expected.`,
      );
    const [, quoted, sign, word] = found;
    if (quoted !== undefined)
      tokens.push({ kind: 'text', text: quoted.slice(1, -1).replace(/\\(.)/g, '$1') });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'word', text: word ?? '' });
  }
  return tokens;
}
