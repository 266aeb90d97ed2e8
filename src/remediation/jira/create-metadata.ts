import { z } from 'zod';
import { idSchema } from '../../jira/id-schemas';
import { type Jira } from '../../jira/jira';

/** A field on the create screen of a work type. */
const createFieldSchema = z.object({
  fieldId: idSchema,
  name: z.string(),
  required: z.boolean(),
  hasDefaultValue: z.boolean().default(false),
  /** The type of its values. A field with an unreadable schema gets a type that the app doesn't support. */
  schema: z
    .object({ type: z.string(), items: z.string().exactOptional(), custom: z.string().exactOptional() })
    .catch({ type: 'unread' }),
  allowedValues: z
    .array(
      z.looseObject({
        id: z.string().exactOptional(),
        /** Priorities, components, and versions have a name. */
        name: z.string().exactOptional(),
        /** Options of a custom field have a value instead. */
        value: z.string().exactOptional(),
      }),
    )
    .catch([]),
});
export type CreateField = z.infer<typeof createFieldSchema>;

const workTypeSchema = z.object({ id: idSchema, name: z.string(), subtask: z.boolean().default(false) });
export type WorkType = z.infer<typeof workTypeSchema>;

const PAGE_SIZE = 50;
/** No create screen has this many fields. Prevents an endless loop if Jira always returns another page. */
const MAX_PAGES = 20;

async function collectPages<T>(
  fetchPage: (
    startAt: number,
  ) => Promise<{ readonly rows: readonly T[]; readonly total?: number | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const { rows, total } = await fetchPage(all.length);
    all.push(...rows);
    if (rows.length === 0 || (total === undefined ? rows.length < PAGE_SIZE : all.length >= total)) break;
  }
  return all;
}

/** Work types that the app can create in a project. @throws JiraError */
export const fetchWorkTypes = (jira: Jira, project: string): Promise<readonly WorkType[]> =>
  collectPages(async startAt => {
    const page = await jira.call('create-meta.types', {
      path: { projectIdOrKey: project },
      query: { startAt, maxResults: PAGE_SIZE },
      responseSchema: z.object({ issueTypes: z.array(workTypeSchema), total: z.number().exactOptional() }),
    });
    return { rows: page.issueTypes, total: page.total };
  });

/** The fields on the create screen of a work type. @throws JiraError */
export const fetchCreateFields = (
  jira: Jira,
  project: string,
  workType: string,
): Promise<readonly CreateField[]> =>
  collectPages(async startAt => {
    const page = await jira.call('create-meta.fields', {
      path: { projectIdOrKey: project, issueTypeId: workType },
      query: { startAt, maxResults: PAGE_SIZE },
      responseSchema: z.object({
        // Atlassian's API reference names the list both `fields` and `results`. Real sites send `fields`.
        fields: z.array(createFieldSchema).exactOptional(),
        results: z.array(createFieldSchema).exactOptional(),
        total: z.number().exactOptional(),
      }),
    });
    return { rows: page.fields ?? page.results ?? [], total: page.total };
  });
