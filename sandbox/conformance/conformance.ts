import type { ErrorObject } from 'ajv';
import { z } from 'zod';
import type { Exchange } from '../jira/exchange-meter';
import type { DocumentedOperation, DocumentedParameter, Documents } from './documents';
import { Schemas } from './json-schema';
import { knownDifferences, platformStatuses } from './known-differences';

/** What of an exchange the documents speak of. */
export type CheckedExchange = Pick<Exchange, 'operation' | 'query' | 'requestBody' | 'status' | 'body'>;

const isKnown = (operation: string, error: ErrorObject): boolean =>
  error.keyword === 'additionalProperties' &&
  knownDifferences.some(
    known => known.operation.test(operation) && known.property === error.params['additionalProperty'],
  );

function describeError(where: string, error: ErrorObject): string {
  const extra =
    error.keyword === 'additionalProperties' ? ` '${String(error.params['additionalProperty'])}'` : '';
  const allowed = error.keyword === 'enum' ? ` ${JSON.stringify(error.params['allowedValues'])}` : '';
  return `${where}${error.instancePath || '/'} ${error.message ?? error.keyword}${extra}${allowed}`;
}

/** A parameter's text as the type that its schema names, or undefined where it is none. */
function coerceParameter(schema: DocumentedParameter['schema'], text: string): unknown {
  switch (schema?.['type']) {
    case 'integer':
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'array': {
      const items = itemsSchema.safeParse(schema['items']).data;
      const values = text.split(',').map(item => coerceParameter(items, item));
      return values.includes(undefined) ? undefined : values;
    }
    default:
      return text;
  }
}

const itemsSchema = z.record(z.string(), z.unknown());

/** Holds exchanges with the site against Atlassian's documents: requests and answers. */
export class Conformance {
  readonly #documents: Documents;
  readonly #schemas: Schemas;

  constructor(documents: Documents) {
    this.#documents = documents;
    this.#schemas = new Schemas(documents);
  }

  /** @returns what is wrong, in words; nothing where all is as documented. */
  findProblems(exchange: CheckedExchange): string[] {
    const documented = this.#documents.operations.get(exchange.operation);
    if (!documented) return [`${exchange.operation} is not documented`];
    return [
      ...this.#queryProblems(exchange, documented),
      ...this.#bodyProblems(exchange, documented),
      ...this.#answerProblems(exchange, documented),
    ];
  }

  #queryProblems({ operation, query, status }: CheckedExchange, documented: DocumentedOperation): string[] {
    // What was refused may well have been asked wrongly: that is what the refusal is for.
    if (status >= 400) return [];
    const parameters = (documented.parameters ?? []).flatMap(one =>
      'name' in one && one.in === 'query' ? [one] : [],
    );
    const problems: string[] = [];
    const queryParameters = new URLSearchParams(query);
    for (const [name, text] of queryParameters) {
      const parameter = parameters.find(one => one.name === name);
      if (!parameter) problems.push(`query parameter '${name}' is not documented`);
      else if (coerceParameter(parameter.schema, text) === undefined)
        problems.push(
          `query parameter '${name}' is ${text}, not of type ${String(parameter.schema?.['type'])}`,
        );
      else if (parameter.schema)
        for (const error of this.#schemas.errors(
          `${operation} ?${name}`,
          parameter.schema,
          coerceParameter(parameter.schema, text),
        ))
          problems.push(describeError(`query parameter '${name}' `, error));
    }
    for (const { name, required } of parameters)
      if (required && !queryParameters.has(name)) problems.push(`query parameter '${name}' is required`);
    return problems;
  }

  #bodyProblems(
    { operation, requestBody, status }: CheckedExchange,
    documented: DocumentedOperation,
  ): string[] {
    if (status >= 400) return [];
    const schema = documented.requestBody?.content['application/json']?.schema;
    if (requestBody === undefined)
      return documented.requestBody?.required ? ['the request has no body, and must have one'] : [];
    if (schema === undefined) return ['the request has a body, and none is documented'];
    return this.#schemas
      .errors(`${operation} request`, schema, requestBody)
      .filter(error => !isKnown(operation, error))
      .map(error => describeError('request body ', error));
  }

  #answerProblems({ operation, status, body }: CheckedExchange, documented: DocumentedOperation): string[] {
    if (platformStatuses.includes(String(status))) return [];
    const answer = documented.responses[String(status)];
    if (!answer) return [`status ${status} is not documented`];
    const schema = answer.content?.['application/json']?.schema;
    if (schema === undefined) return [];
    if (body === undefined)
      return Object.keys(schema).length === 0 ? [] : [`the answer ${status} has no body`];
    return this.#schemas
      .errors(`${operation} ${status}`, schema, body)
      .filter(error => !isKnown(operation, error))
      .map(error => describeError(`answer ${status} `, error));
  }
}
