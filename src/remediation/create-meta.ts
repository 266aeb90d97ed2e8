import { z } from 'zod';
import { nonEmptyId } from '../jira/id';
import { type Jira } from '../jira/jira';

/** A field of a work type's create screen. */
const field = z.object({
  fieldId: nonEmptyId,
  name: z.string(),
  required: z.boolean(),
  hasDefaultValue: z.boolean().default(false),
  /** What values it takes; a field whose schema can't be read takes none that this app knows. */
  schema: z
    .object({ type: z.string(), items: z.string().exactOptional(), custom: z.string().exactOptional() })
    .catch({ type: 'unread' }),
  allowedValues: z
    .array(
      z.looseObject({
        id: z.string().exactOptional(),
        /** Priorities, components and versions have one. */
        name: z.string().exactOptional(),
        /** Options of a custom field have this instead. */
        value: z.string().exactOptional(),
      }),
    )
    .catch([]),
});
export type CreateField = z.infer<typeof field>;

const type = z.object({ id: nonEmptyId, name: z.string(), subtask: z.boolean().default(false) });
export type WorkType = z.infer<typeof type>;

const PAGE = 50;
/** No create screen has so many; a site that answers for ever must not hold the sweep. */
const PAGES = 20;

async function allPages<T>(
  page: (startAt: number) => Promise<{ readonly rows: readonly T[]; readonly total?: number | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let count = 0; count < PAGES; count += 1) {
    const { rows, total } = await page(all.length);
    all.push(...rows);
    if (rows.length === 0 || (total === undefined ? rows.length < PAGE : all.length >= total)) break;
  }
  return all;
}

/** The work types that this app may create in a project. @throws JiraError */
export const workTypes = (jira: Jira, project: string): Promise<readonly WorkType[]> =>
  allPages(async startAt => {
    const page = await jira.call('create-meta.types', {
      path: { projectIdOrKey: project },
      query: { startAt, maxResults: PAGE },
      answer: z.object({ issueTypes: z.array(type), total: z.number().exactOptional() }),
    });
    return { rows: page.issueTypes, total: page.total };
  });

/** The fields of a work type's create screen. @throws JiraError */
export const createFields = (
  jira: Jira,
  project: string,
  workType: string,
): Promise<readonly CreateField[]> =>
  allPages(async startAt => {
    const page = await jira.call('create-meta.fields', {
      path: { projectIdOrKey: project, issueTypeId: workType },
      query: { startAt, maxResults: PAGE },
      answer: z.object({
        // Atlassian's document names the list twice; sites send `fields`.
        fields: z.array(field).exactOptional(),
        results: z.array(field).exactOptional(),
        total: z.number().exactOptional(),
      }),
    });
    return { rows: page.fields ?? page.results ?? [], total: page.total };
  });
