import { z } from 'zod';
import { adf } from './adf';
import { customFieldError, customFields, customFieldSchema } from './custom-fields';
import { issueTypesOf, priorities, type IssueType } from './issue-types';
import type { ApiRequest, SiteCore } from './operation';
import type { Issue, Project } from './state/model';

const idOrName = z.object({ id: z.string().optional(), name: z.string().optional() }).loose();
const account = z.union([
  z.null(),
  z.object({ accountId: z.string().nullish(), id: z.string().nullish() }).loose(),
]);

/** One field of the create screen, as create metadata tells it. */
export interface FieldDefinition {
  id: string;
  name: string;
  required: boolean;
  schema: Record<string, unknown>;
  operations: readonly string[];
  hasDefaultValue?: boolean;
  allowedValues?: readonly unknown[];
}

/** The fields that a new work item of this type may have: those on its create screen. */
export function fieldDefinitionsOf(project: Project, type: IssueType): FieldDefinition[] {
  return everyFieldDefinition(project, type).filter(({ id }) => project.offScreen?.includes(id) !== true);
}

function everyFieldDefinition(project: Project, type: IssueType): FieldDefinition[] {
  const system = (
    id: string,
    name: string,
    schema: string,
    extra: Partial<FieldDefinition> = {},
  ): FieldDefinition => ({
    id,
    name,
    required: false,
    schema: { type: schema, system: id },
    operations: ['set'],
    ...extra,
  });
  const list = { operations: ['add', 'set', 'remove'] };
  return [
    system('summary', 'Summary', 'string', { required: true }),
    system('issuetype', 'Work type', 'issuetype', { required: true, operations: [] }),
    system('project', 'Space', 'project', { required: true }),
    system('description', 'Description', 'string'),
    system('reporter', 'Reporter', 'user', { required: true, hasDefaultValue: true }),
    system('assignee', 'Assignee', 'user'),
    system('priority', 'Priority', 'priority', {
      hasDefaultValue: true,
      allowedValues: priorities.map(({ id, name }) => ({ id, name })),
    }),
    system('labels', 'Labels', 'array', {
      schema: { type: 'array', items: 'string', system: 'labels' },
      ...list,
    }),
    system('duedate', 'Due date', 'date'),
    ...(project.style === 'classic'
      ? [
          system('components', 'Components', 'array', {
            schema: { type: 'array', items: 'component', system: 'components' },
            allowedValues: project.components.map(({ id, name }) => ({ id: String(id), name })),
            ...list,
          }),
        ]
      : []),
    ...(type.subtask || type.level === 0
      ? [system('parent', 'Parent', 'issuelink', { required: type.subtask })]
      : []),
    ...project.requiredFields.map(id => ({
      id,
      name: customFields[id]?.name ?? id,
      required: true,
      schema: customFieldSchema(id),
      operations: ['set'],
      ...((customFields[id]?.options ?? []).length > 0
        ? { allowedValues: customFields[id]?.options ?? [] }
        : {}),
    })),
  ];
}

/** Field values that were asked for, and what is wrong with them, by field. */
export interface ReadFields {
  values: Partial<Issue>;
  errors: Record<string, string>;
}

/**
 * Reads the fields of a create or edit.
 * @param editing where the project and type stand already
 */
export function readFields(
  core: SiteCore,
  request: ApiRequest,
  project: Project,
  type: IssueType,
  fields: Readonly<Record<string, unknown>>,
  editing: boolean,
): ReadFields {
  const definitions = fieldDefinitionsOf(project, type);
  const values: Partial<Issue> = {};
  const errors: Record<string, string> = {};
  const custom: Record<string, unknown> = {};
  for (const [id, value] of Object.entries(fields)) {
    if (id === 'project' || id === 'issuetype') continue;
    if (!definitions.some(definition => definition.id === id)) {
      errors[id] = `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;
      continue;
    }
    const wrong = readField(core, request, project, id, value, values, custom);
    if (wrong !== undefined) errors[id] = wrong;
  }
  if (!editing)
    for (const { id, name, required, hasDefaultValue } of definitions)
      if (
        required &&
        !hasDefaultValue &&
        id !== 'project' &&
        id !== 'issuetype' &&
        (fields[id] ?? null) === null
      )
        errors[id] ??= id === 'summary' ? 'You must specify a summary of the issue.' : `${name} is required.`;
  if (Object.keys(custom).length > 0) values.custom = custom;
  return { values, errors };
}

/** Puts one field into `values`. @returns what is wrong with it */
function readField(
  core: SiteCore,
  request: ApiRequest,
  project: Project,
  id: string,
  value: unknown,
  values: Partial<Issue>,
  custom: Record<string, unknown>,
): string | undefined {
  switch (id) {
    case 'summary': {
      const summary = z.string().safeParse(value);
      if (!summary.success || summary.data.trim() === '') return 'You must specify a summary of the issue.';
      if (summary.data.includes('\n'))
        return 'The summary is invalid because it contains newline characters.';
      if (summary.data.length > 255) return 'Summary must be less than 255 characters.';
      values.summary = summary.data;
      return undefined;
    }
    case 'description':
      if (value !== null && !adf.safeParse(value).success)
        return 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
      if (JSON.stringify(value).length > 32_767 * 4)
        return 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';
      values.description = value;
      return undefined;
    case 'priority': {
      const parsed = idOrName.safeParse(value);
      const priority = parsed.success
        ? priorities.find(one => one.id === parsed.data.id || one.name === parsed.data.name)
        : undefined;
      if (!priority) return 'Specify the Priority (id or name) in the string format';
      values.priorityId = priority.id;
      return undefined;
    }
    case 'labels': {
      const labels = z.array(z.string().regex(/^\S+$/)).safeParse(value);
      if (!labels.success) return "The label can't contain spaces.";
      values.labels = labels.data;
      return undefined;
    }
    case 'components': {
      const parsed = z.array(idOrName).safeParse(value);
      if (!parsed.success) return 'expected an array of components';
      const found = parsed.data.map(one =>
        project.components.find(component => String(component.id) === one.id || component.name === one.name),
      );
      if (found.includes(undefined)) return 'Component name is not valid';
      values.components = found.flatMap(component => component?.id ?? []);
      return undefined;
    }
    case 'duedate': {
      const date = z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}$/)
        .nullable()
        .safeParse(value);
      if (!date.success) return "Error parsing date string. Date must be of the format 'yyyy-MM-dd'";
      if (date.data !== null) values.dueDate = date.data;
      return undefined;
    }
    case 'assignee':
    case 'reporter': {
      const parsed = account.safeParse(value);
      if (!parsed.success) return 'expected an object with an accountId';
      return readPerson(
        core,
        request,
        project,
        id,
        parsed.data?.accountId ?? parsed.data?.id ?? undefined,
        values,
      );
    }
    case 'parent': {
      const parsed = z
        .object({ id: z.string().optional(), key: z.string().optional() })
        .loose()
        .safeParse(value);
      const parent = parsed.success ? core.state.issue(parsed.data.id ?? parsed.data.key ?? '') : undefined;
      if (!parent || parent.projectId !== project.id) return 'Could not find issue by id or key.';
      values.parentId = parent.id;
      return undefined;
    }
    default: {
      const wrong = customFieldError(core, id, value);
      if (wrong === undefined) custom[id] = value;
      return wrong;
    }
  }
}

function readPerson(
  core: SiteCore,
  request: ApiRequest,
  project: Project,
  id: 'assignee' | 'reporter',
  accountId: string | undefined,
  values: Partial<Issue>,
): string | undefined {
  if (accountId === undefined) {
    if (id === 'reporter') return 'Reporter is required.';
    return undefined;
  }
  const person = core.state.accounts.get(accountId);
  if (!person) return `User '${accountId}' does not exist.`;
  if (id === 'reporter') {
    if (
      accountId !== request.caller?.accountId &&
      !core.permissions.hasInProject(request.caller, project, 'MODIFY_REPORTER')
    )
      return "Field 'reporter' cannot be set. It is not on the appropriate screen, or unknown.";
    values.reporter = accountId;
    return undefined;
  }
  if (!core.permissions.hasInProject(request.caller, project, 'ASSIGN_ISSUES'))
    return 'You do not have permission to assign issues.';
  if (!person.active || !core.permissions.hasInProject(person, project, 'ASSIGNABLE_USER'))
    return `User '${accountId}' cannot be assigned issues.`;
  values.assignee = accountId;
  return undefined;
}

/** The work type that a create names, by id or name. */
export function requestedType(project: Project, input: unknown): IssueType | undefined {
  const named = idOrName.safeParse(input);
  if (!named.success) return undefined;
  return issueTypesOf(project).find(type => type.id === named.data.id || type.name === named.data.name);
}
