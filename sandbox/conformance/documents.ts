import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schemaObject = z.record(z.string(), z.unknown());
const contentSchema = z.record(z.string(), z.object({ schema: schemaObject.optional() }).loose());

const parameterSchema = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  schema: schemaObject.optional(),
});

const operationSchema = z
  .object({
    parameters: z.array(z.union([parameterSchema, z.object({ $ref: z.string() })])).optional(),
    requestBody: z.object({ required: z.boolean().optional(), content: contentSchema }).loose().optional(),
    responses: z.record(z.string(), z.object({ content: contentSchema.optional() }).loose()),
    security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
    'x-atlassian-oauth2-scopes': z
      .array(z.object({ state: z.string(), scheme: z.string(), scopes: z.array(z.string()) }).loose())
      .optional(),
  })
  .loose();

const documentSchema = z
  .object({
    openapi: z.string(),
    info: z.object({ title: z.string() }).loose(),
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    components: z.object({ schemas: z.record(z.string(), schemaObject) }).loose(),
  })
  .loose();

export type DocumentedOperation = z.output<typeof operationSchema>;
export type DocumentedParameter = z.output<typeof parameterSchema>;
export type Document = z.output<typeof documentSchema>;

/** What Atlassian documents about the site: the operations by name, with the schemas that they refer to. */
export interface Documents {
  operations: ReadonlyMap<string, DocumentedOperation>;
  schemas: Readonly<Record<string, unknown>>;
}

/** Thrown where the documents can't be had; its message says how to get them. */
export class MissingDocumentsError extends Error {}

const DOWNLOAD_INSTRUCTIONS = [
  "Atlassian's OpenAPI document of the Jira platform is not part of this project. Fetch it once:",
  '  mkdir openapi && curl -o openapi/jira.json https://developer.atlassian.com/cloud/jira/platform/swagger-v3.v3.json',
  'and run again with OPENAPI_DIR=openapi.',
].join('\n');

const HTTP_METHODS = ['get', 'post', 'put', 'delete'];

/** Reads the Jira platform's document out of a folder: the one that describes most operations. @throws NoDocuments */
export function readDocuments(folder: string | undefined): Documents {
  if (folder === undefined || folder === '')
    throw new MissingDocumentsError(`OPENAPI_DIR is not set.\n${DOWNLOAD_INSTRUCTIONS}`);
  let names: string[];
  try {
    names = readdirSync(folder).filter(name => name.endsWith('.json'));
  } catch (cause) {
    throw new MissingDocumentsError(
      `OPENAPI_DIR names the folder ${folder}, which can't be read.\n${DOWNLOAD_INSTRUCTIONS}`,
      {
        cause,
      },
    );
  }
  const platform = names
    .map(name => documentSchema.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    .flatMap(read =>
      read.success && read.data.info.title.includes('Jira Cloud platform REST API') ? [read.data] : [],
    )
    .sort((one, other) => Object.keys(other.paths).length - Object.keys(one.paths).length)[0];
  if (!platform)
    throw new MissingDocumentsError(
      `${folder} has no OpenAPI document of the Jira platform.\n${DOWNLOAD_INSTRUCTIONS}`,
    );
  const operations = new Map<string, DocumentedOperation>();
  for (const [path, entries] of Object.entries(platform.paths))
    for (const method of HTTP_METHODS)
      if (entries[method] !== undefined)
        operations.set(`${method.toUpperCase()} ${path}`, operationSchema.parse(entries[method]));
  return { operations, schemas: platform.components.schemas };
}
