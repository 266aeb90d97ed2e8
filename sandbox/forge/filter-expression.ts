/**
 * The part of Jira expressions that triggers' filters use: member access, texts, numbers, `true`, `false`, `null`,
 * comparisons, `&&`, `||`, `!`, parentheses.
 */
export type Expression =
  | { is: 'value'; value: string | number | boolean | null }
  | { is: 'name'; name: string }
  | { is: 'member'; of: Expression; name: Expression; optional: boolean }
  | { is: 'not'; of: Expression }
  | { is: 'binary'; operator: string; left: Expression; right: Expression };

/** What an expression can't say of an event; the filter's `onError` decides then. */
export class EvaluationError extends Error {}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_$][\w$]*)|(\?\.|&&|\|\||[=!<>]=|[<>!.()[\]]))/y;
/** From the loosest to the tightest. */
const OPERATORS: ReadonlyArray<readonly string[]> = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']];
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

interface Token {
  kind: 'number' | 'text' | 'name' | 'sign';
  text: string;
}

/** @throws an error that says where the text is no such expression. */
export function parseExpression(text: string): Expression {
  const tokens = tokenize(text);
  const reader = new ExpressionParser(tokens, text);
  const expression = reader.level(0);
  reader.end();
  return expression;
}

/**
 * Whether the event meets the expression.
 * @throws EvaluationError where it reads a member of nothing, compares what has no order, or is no yes or no.
 */
export function isMet(expression: Expression, names: Readonly<Record<string, unknown>>): boolean {
  const value = evaluate(expression, names);
  if (typeof value !== 'boolean')
    throw new EvaluationError(`The expression is ${JSON.stringify(value)}, not true or false.`);
  return value;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null)
      throw new Error(`The filter expression ${text} can't be read from ${text.slice(at)} on.`);
    const [, number, quoted, name, sign = ''] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (quoted !== undefined)
      tokens.push({ kind: 'text', text: quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1') });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

class ExpressionParser {
  #at = 0;
  readonly #tokens: readonly Token[];
  readonly #text: string;

  constructor(tokens: readonly Token[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  level(level: number): Expression {
    const operators = OPERATORS[level];
    if (operators === undefined) return this.#unary();
    let left = this.level(level + 1);
    for (let sign = this.#sign(operators); sign !== undefined; sign = this.#sign(operators)) {
      left = { is: 'binary', operator: sign, left, right: this.level(level + 1) };
    }
    return left;
  }

  end(): void {
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw this.#unreadable(rest.text);
  }

  #unary(): Expression {
    if (this.#sign(['!']) !== undefined) return { is: 'not', of: this.#unary() };
    let of = this.#primary();
    for (;;) {
      const sign = this.#sign(['.', '?.', '[']);
      if (sign === undefined) return of;
      const name: Expression = sign === '[' ? this.level(0) : { is: 'value', value: this.#take('name') };
      if (sign === '[' && this.#sign([']']) === undefined) throw this.#unreadable('[');
      of = { is: 'member', of, name, optional: sign === '?.' };
    }
  }

  #primary(): Expression {
    if (this.#sign(['(']) !== undefined) {
      const inner = this.level(0);
      if (this.#sign([')']) === undefined) throw this.#unreadable('(');
      return inner;
    }
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === 'sign') throw this.#unreadable(token?.text ?? 'the end');
    this.#at += 1;
    if (token.kind === 'number') return { is: 'value', value: Number(token.text) };
    if (token.kind === 'text') return { is: 'value', value: token.text };
    const word = LITERALS.get(token.text);
    return word === undefined ? { is: 'name', name: token.text } : { is: 'value', value: word };
  }

  #sign(wanted: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || !wanted.includes(token.text)) return undefined;
    this.#at += 1;
    return token.text;
  }

  #take(kind: Token['kind']): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) throw this.#unreadable(token?.text ?? 'the end');
    this.#at += 1;
    return token.text;
  }

  #unreadable(what: string): Error {
    return new Error(`The filter expression ${this.#text} can't be read at ${what}.`);
  }
}

function evaluate(expression: Expression, names: Readonly<Record<string, unknown>>): unknown {
  switch (expression.is) {
    case 'value':
      return expression.value;
    case 'name':
      if (!(expression.name in names)) throw new EvaluationError(`There is no ${expression.name}.`);
      return names[expression.name];
    case 'member':
      return evaluateMember(
        evaluate(expression.of, names),
        evaluate(expression.name, names),
        expression.optional,
      );
    case 'not':
      return !isMet(expression.of, names);
    case 'binary':
      return evaluateBinary(expression, names);
  }
}

function evaluateMember(of: unknown, name: unknown, optional: boolean): unknown {
  if (of === null || of === undefined) {
    if (optional) return null;
    throw new EvaluationError(`${String(name)} is read of nothing.`);
  }
  if (typeof of !== 'object') throw new EvaluationError(`${String(name)} is read of ${JSON.stringify(of)}.`);
  return Object.entries(of).find(([key]) => key === String(name))?.[1] ?? null;
}

function evaluateBinary(
  { operator, left, right }: Extract<Expression, { is: 'binary' }>,
  names: Readonly<Record<string, unknown>>,
): boolean {
  if (operator === '&&') return isMet(left, names) && isMet(right, names);
  if (operator === '||') return isMet(left, names) || isMet(right, names);
  const first = evaluate(left, names) ?? null;
  const second = evaluate(right, names) ?? null;
  if (operator === '==') return first === second;
  if (operator === '!=') return first !== second;
  const ordered =
    (typeof first === 'number' && typeof second === 'number') ||
    (typeof first === 'string' && typeof second === 'string');
  if (!ordered)
    throw new EvaluationError(
      `${JSON.stringify(first)} ${operator} ${JSON.stringify(second)} has no answer.`,
    );
  if (operator === '<') return first < second;
  if (operator === '<=') return first <= second;
  return operator === '>' ? first > second : first >= second;
}
