import { z } from 'zod';
import { MEMORY_MB } from './limits';

const attributeType = z.enum(['string', 'boolean', 'float', 'integer', 'any']);
const filterSchema = z.object({
  ignoreSelf: z.boolean().default(false),
  expression: z.string().optional(),
  onError: z.enum(['IGNORE', 'IGNORE_AND_LOG', 'RECEIVE', 'RECEIVE_AND_LOG']).default('IGNORE_AND_LOG'),
  appIsLicensed: z.boolean().default(false),
});
const egressEntry = z.union([z.string(), z.object({ address: z.string() })]);

/** The part of manifest.yml that the host reads, after `@forge/manifest` has accepted the whole. */
const manifestSchema = z.object({
  app: z.object({
    id: z.string(),
    runtime: z.object({ name: z.string(), memoryMB: z.number().optional() }),
    storage: z
      .object({
        entities: z
          .array(
            z.object({
              name: z.string(),
              attributes: z.record(z.string(), z.object({ type: attributeType })),
              indexes: z
                .array(
                  z.union([
                    z
                      .string()
                      .transform(attribute => ({ name: attribute, range: [attribute], partition: [] })),
                    z.object({
                      name: z.string(),
                      range: z.array(z.string()),
                      partition: z.array(z.string()).default([]),
                    }),
                  ]),
                )
                .default([]),
            }),
          )
          .default([]),
      })
      .default({ entities: [] }),
  }),
  modules: z
    .object({
      function: z
        .array(
          z.object({
            key: z.string(),
            handler: z.string(),
            timeoutSeconds: z.number().optional(),
            runtime: z.object({ memoryMB: z.number().optional() }).optional(),
          }),
        )
        .default([]),
      consumer: z.array(z.object({ key: z.string(), queue: z.string(), function: z.string() })).default([]),
      scheduledTrigger: z
        .array(
          z.object({
            key: z.string(),
            function: z.string(),
            interval: z.enum(['fiveMinute', 'hour', 'day', 'week']),
            filter: z.object({ appIsLicensed: z.boolean() }).default({ appIsLicensed: false }),
          }),
        )
        .default([]),
      trigger: z
        .array(
          z.object({
            key: z.string(),
            function: z.string(),
            events: z.array(z.union([z.string(), z.object({ eventType: z.string(), filter: filterSchema })])),
            filter: filterSchema.optional(),
          }),
        )
        .default([]),
    })
    .catchall(z.unknown()),
  resources: z.array(z.object({ key: z.string(), path: z.string() })).default([]),
  permissions: z
    .object({
      scopes: z
        .union([z.array(z.string()), z.record(z.string(), z.unknown()).transform(map => Object.keys(map))])
        .default([]),
      external: z
        .object({ fetch: z.object({ backend: z.array(egressEntry).default([]) }).optional() })
        .catchall(z.unknown())
        .default({}),
    })
    .default({ scopes: [], external: {} }),
});

const uiModuleSchema = z.object({
  key: z.string(),
  title: z.string(),
  resource: z.string(),
  resolver: z.object({ function: z.string() }).optional(),
  render: z.string().optional(),
  useAsConfig: z.boolean().default(false),
  displayConditions: z.record(z.string(), z.unknown()).optional(),
});

type Parsed = z.infer<typeof manifestSchema>;

export type Entity = Parsed['app']['storage']['entities'][number];
export type EntityIndex = Entity['indexes'][number];
export type AttributeType = z.infer<typeof attributeType>;
export type ScheduledTrigger = Parsed['modules']['scheduledTrigger'][number];
export type Consumer = Parsed['modules']['consumer'][number];
export type EventFilter = z.infer<typeof filterSchema>;

/** A function of the app, with what the host needs to run it. */
export interface AppFunction {
  key: string;
  /** `file.export`, the file below `src`. */
  handler: string;
  /** As the manifest asks; the caller of the function has the last word. */
  timeoutSeconds: number | undefined;
  memoryMB: number;
}

/** One event of a trigger with the filter that holds for it. */
export interface EventTrigger {
  key: string;
  functionKey: string;
  event: string;
  filter: EventFilter | undefined;
}

/** A module with a UI Kit page. */
export interface UiModule {
  key: string;
  type: string;
  title: string;
  /** Undefined where the page has none. */
  resolverFunction: string | undefined;
  resourceFile: string;
  useAsConfig: boolean;
  displayConditions: Record<string, unknown> | undefined;
}

/** What manifest.yml says, as the host uses it. */
export interface Manifest {
  /** The bare id, without `ari:cloud:ecosystem::app/`. */
  appId: string;
  functions: ReadonlyMap<string, AppFunction>;
  consumers: ReadonlyMap<string, Consumer>;
  schedules: readonly ScheduledTrigger[];
  triggers: readonly EventTrigger[];
  uiModules: readonly UiModule[];
  entities: ReadonlyMap<string, Entity>;
  scopes: readonly string[];
  external: Record<string, unknown>;
  /** Where functions may send requests besides Atlassian's APIs. */
  egress: readonly string[];
}

/** What the content of manifest.yml says. @throws where it has not the shape that `@forge/manifest` accepts. */
export function parseManifest(content: unknown): Manifest {
  const { app, modules, resources, permissions } = manifestSchema.parse(content);
  return {
    appId: app.id.replace(/^.*\//, ''),
    functions: new Map(
      modules.function.map(({ key, handler, timeoutSeconds, runtime }) => {
        const memoryMB = runtime?.memoryMB ?? app.runtime.memoryMB ?? MEMORY_MB;
        return [key, { key, handler, timeoutSeconds, memoryMB }];
      }),
    ),
    consumers: new Map(modules.consumer.map(consumer => [consumer.queue, consumer])),
    schedules: modules.scheduledTrigger,
    triggers: modules.trigger.flatMap(trigger =>
      trigger.events.map(entry => ({
        key: trigger.key,
        functionKey: trigger.function,
        event: typeof entry === 'string' ? entry : entry.eventType,
        filter: typeof entry === 'string' ? trigger.filter : entry.filter,
      })),
    ),
    uiModules: parseUiModules(modules, new Map(resources.map(({ key, path }) => [key, path]))),
    entities: new Map(app.storage.entities.map(entity => [entity.name, entity])),
    scopes: permissions.scopes,
    external: permissions.external,
    egress: (permissions.external.fetch?.backend ?? []).map(entry =>
      typeof entry === 'string' ? entry : entry.address,
    ),
  };
}

function parseUiModules(modules: Parsed['modules'], files: ReadonlyMap<string, string>): UiModule[] {
  return Object.entries(modules).flatMap(([type, entries]) => {
    if (!Array.isArray(entries)) return [];
    return entries.flatMap(entry => {
      const parsed = uiModuleSchema.safeParse(entry);
      if (!parsed.success) return [];
      const { key, title, resource, resolver, useAsConfig, displayConditions } = parsed.data;
      // That the resource exists, @forge/manifest has made sure of.
      const resourceFile = files.get(resource) ?? '';
      return [
        {
          key,
          type,
          title,
          resolverFunction: resolver?.function,
          resourceFile,
          useAsConfig,
          displayConditions,
        },
      ];
    });
  });
}
