import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const filterSchema = z.object({ ignoreSelf: z.boolean().optional() });

/** One module as it is written. What isn't read here is @forge/manifest's to judge. */
const moduleSchema = z.object({
  key: z.string(),
  resource: z.string().optional(),
  render: z.string().optional(),
  function: z.string().optional(),
  resolver: z.object({ function: z.string().optional() }).optional(),
  handler: z.string().optional(),
  timeoutSeconds: z.number().optional(),
  filter: filterSchema.optional(),
  events: z
    .array(z.union([z.string(), z.object({ eventType: z.string(), filter: filterSchema.optional() })]))
    .optional(),
});

const manifestSchema = z
  .object({
    app: z.record(z.string(), z.unknown()),
    modules: z.record(z.string(), z.array(moduleSchema)),
    permissions: z
      .object({ scopes: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]) })
      .catchall(z.unknown()),
  })
  .catchall(z.unknown());

export type WrittenModule = z.infer<typeof moduleSchema>;

/** manifest.yml as it is written, of which the rules of this project read a part. */
export interface WrittenManifest {
  /** Names at the top level, e.g. `app`, `modules`. */
  parts: readonly string[];
  appParts: readonly string[];
  permissionParts: readonly string[];
  scopes: readonly string[];
  /** Each module with its kind, e.g. `jira:adminPage`; functions too. */
  modules: readonly { kind: string; module: WrittenModule }[];
}

/** @throws where the file can't be read as a manifest. */
export function readWrittenManifest(file: string): WrittenManifest {
  const manifest = manifestSchema.parse(parse(readFileSync(file, 'utf8')));
  const { scopes } = manifest.permissions;
  return {
    parts: Object.keys(manifest),
    appParts: Object.keys(manifest.app),
    permissionParts: Object.keys(manifest.permissions),
    scopes: Array.isArray(scopes) ? scopes : Object.keys(scopes),
    modules: Object.entries(manifest.modules).flatMap(([kind, modules]) =>
      modules.map(module => ({ kind, module })),
    ),
  };
}
