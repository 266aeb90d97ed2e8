import { refusal } from './answer';
import { tokenizeJql, type Token } from './jql-tokens';

/** One comparison of a query, e.g. `status in ("To Do", Done)`. */
export interface Clause {
  field: string;
  operator: '=' | '!=' | '~' | '!~' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not';
  /** `EMPTY` is kept as the empty text of an `is` clause. */
  values: readonly string[];
}

/** Comparisons joined. */
export type Condition =
  | { kind: 'clause'; clause: Clause }
  | { kind: 'and' | 'or'; parts: readonly Condition[] }
  | { kind: 'not'; part: Condition };

/** A query that was read. */
export interface JqlQuery {
  /** Missing where the query only orders. */
  where?: Condition;
  order: readonly { field: string; descending: boolean }[];
}

const simpleOperators = new Set(['=', '!=', '~', '!~', '<', '<=', '>', '>=']);

/** Reads the part of JQL that the site understands. @throws 400 with Jira's kind of message */
export function parseJql(text: string): JqlQuery {
  const tokens = tokenizeJql(text);
  let at = 0;
  const word = (offset = 0): string => {
    const token = tokens[at + offset];
    return token?.kind === 'word' ? token.text.toLowerCase() : '';
  };
  const next = (): Token => {
    const token = tokens[at];
    if (!token) throw refusal(400, 'Error in the JQL Query: The query ends too early.');
    at += 1;
    return token;
  };
  const take = (text: string): boolean => {
    if (tokens[at]?.kind === 'sign' && tokens[at]?.text === text) {
      at += 1;
      return true;
    }
    return false;
  };

  function values(): string[] {
    if (!take('(')) {
      const token = next();
      // Functions without arguments, such as currentUser(), are values.
      if (take('(') && !take(')'))
        throw refusal(400, `Error in the JQL Query: The function '${token.text}' is unknown.`);
      return [token.text];
    }
    const list: string[] = [];
    while (!take(')')) {
      list.push(next().text);
      take(',');
    }
    return list;
  }

  function clause(): Condition {
    const field = next();
    if (field.kind === 'sign') throw refusal(400, `Error in the JQL Query: '${field.text}' is not expected.`);
    const operator = next();
    const made = (name: Clause['operator'], list: readonly string[]): Condition => ({
      kind: 'clause',
      clause: { field: field.text, operator: name, values: list },
    });
    if (operator.kind === 'sign' && simpleOperators.has(operator.text)) {
      const [value = ''] = values();
      const name = operator.text;
      if (name === '=' || name === '!=' || name === '~' || name === '!~') return made(name, [value]);
      if (name === '<' || name === '<=' || name === '>') return made(name, [value]);
      return made('>=', [value]);
    }
    const name = operator.text.toLowerCase();
    if (name === 'in') return made('in', values());
    if (name === 'not' && word() === 'in') {
      at += 1;
      return made('not in', values());
    }
    if (name === 'is') {
      const not = word() === 'not';
      if (not) at += 1;
      next();
      return made(not ? 'is not' : 'is', ['']);
    }
    throw refusal(400, `Error in the JQL Query: Expecting an operator but got '${operator.text}'.`);
  }

  function unary(): Condition {
    if (word() === 'not') {
      at += 1;
      return { kind: 'not', part: unary() };
    }
    if (take('(')) {
      const inner = either();
      if (!take(')')) throw refusal(400, "Error in the JQL Query: Expecting ')'.");
      return inner;
    }
    return clause();
  }

  function joined(kind: 'and' | 'or', part: () => Condition): Condition {
    const parts = [part()];
    while (word() === kind) {
      at += 1;
      parts.push(part());
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : { kind, parts };
  }

  function either(): Condition {
    return joined('or', () => joined('and', unary));
  }

  const order: { field: string; descending: boolean }[] = [];
  const where = at < tokens.length && word() !== 'order' ? either() : undefined;
  if (word() === 'order' && word(1) === 'by') {
    at += 2;
    do {
      const field = next().text;
      const descending = word() === 'desc';
      if (descending || word() === 'asc') at += 1;
      order.push({ field, descending });
    } while (take(','));
  }
  const left = tokens[at];
  if (left) throw refusal(400, `Error in the JQL Query: '${left.text}' is not expected.`);
  return { ...(where ? { where } : {}), order };
}
