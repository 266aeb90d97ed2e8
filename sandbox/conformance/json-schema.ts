import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Documents } from './documents';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An OpenAPI 3.0 schema as JSON Schema: `nullable` becomes a type, references point at the definitions. */
function jsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(jsonSchema);
  if (!isObject(schema)) return schema;
  const made: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'nullable' || key === 'discriminator' || key === 'example') continue;
    made[key] =
      key === '$ref' && typeof value === 'string'
        ? value.replace('#/components/schemas/', 'jira#/definitions/')
        : jsonSchema(value);
  }
  return schema['nullable'] === true ? { anyOf: [{ type: 'null' }, made] } : made;
}

/** Compiles schemas of the documents, each once. */
export class Schemas {
  readonly #ajv: Ajv;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor({ schemas }: Documents) {
    this.#ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
    addFormats(this.#ajv);
    // Formats that OpenAPI adds and JSON Schema doesn't know.
    for (const format of ['int32', 'int64', 'double', 'float', 'byte', 'binary', 'url'])
      this.#ajv.addFormat(format, true);
    this.#ajv.addSchema({ $id: 'jira', definitions: jsonSchema(schemas) });
  }

  /** What is wrong with a value, by a schema of the document. @param name what the schema is kept under */
  errors(name: string, schema: unknown, value: unknown): readonly ErrorObject[] {
    let validate = this.#compiled.get(name);
    if (!validate) {
      const compiled = jsonSchema(schema);
      validate = this.#ajv.compile(isObject(compiled) ? compiled : {});
      this.#compiled.set(name, validate);
    }
    return validate(value) ? [] : [...(validate.errors ?? [])];
  }
}
