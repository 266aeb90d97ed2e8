import { z } from 'zod';
import { type Everyone } from '../controls/everyone';
import { nonEmptyId } from '../jira/id';
import { type Jira } from '../jira/jira';
import { type Settings } from '../settings/settings';
import { isAssignable } from './assignable';
import { type Audience, audienceOf } from './audience';
import { type CreateField, type WorkType, createFields, workTypes } from './create-meta';
import { fingerprint } from './fingerprint';
import { type Problem } from './memory';
import { unlessRefused } from './refusals';
import { screenFields } from './screen-fields';

/** What the app does to its work items; all of it is needed. */
export const NEEDED_PERMISSIONS = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'ASSIGN_ISSUES',
  'TRANSITION_ISSUES',
  'ADD_COMMENTS',
] as const;

/** What was read of the place where work items are to go. Undefined: Jira didn't say. */
export interface TargetFacts {
  readonly project:
    | {
        readonly id: string;
        readonly key: string;
        readonly name: string;
        readonly archived: boolean;
        readonly type: string;
      }
    | undefined;
  readonly permissions: ReadonlySet<string>;
  readonly audience: Audience;
  readonly types: readonly WorkType[];
  readonly fields: readonly CreateField[];
  /** False where the default assignee can't be assigned. */
  readonly defaultAssignable: boolean;
}

/** Where to file, looked at: what was read of it and what an admin should mend. */
export interface Preflight {
  readonly id: string;
  readonly facts: TargetFacts;
  readonly problems: readonly Problem[];
}

/** What keeps all from being filed. Without the default assignee a work item still goes to an owner, or waits unassigned. */
export const blocking = ({ problems }: Preflight): Problem | undefined =>
  problems.find(({ code }) => code !== 'default-assignee');

type Filing = Settings['filing'];

/** Changes with everything that decides whether something can be filed. */
export const targetId = ({ project, issueType, fields, publicAnyway, defaultAssignee }: Filing): string =>
  fingerprint([project, issueType, fields, publicAnyway, defaultAssignee]);

const problem = (code: Problem['code'], args: Problem['args'] = {}): Problem => ({ code, args });

const AUDIENCE_PROBLEMS: Readonly<Record<Audience, Problem['code'] | undefined>> = {
  public: 'project-public',
  everyone: 'project-open-to-all',
  unknown: 'visibility-unknown',
  limited: undefined,
};

/** What an admin should change where too many can read the space. */
export function audienceProblem(name: string, audience: Audience): readonly Problem[] {
  const code = AUDIENCE_PROBLEMS[audience];
  return code === undefined ? [] : [problem(code, { name })];
}

const named = (fields: readonly { readonly name: string }[]): string =>
  fields.map(({ name }) => name).join(', ');

function screenProblems({ fields }: TargetFacts, filing: Filing): readonly Problem[] {
  const open = screenFields(fields).filter(({ required, id }) => required && filing.fields[id] === undefined);
  const ids = new Set(fields.map(({ fieldId }) => fieldId));
  const missing = ['summary', 'description'].filter(id => !ids.has(id));
  return [
    ...(open.length === 0 ? [] : [problem('required-fields', { fields: named(open) })]),
    ...(missing.length === 0 ? [] : [problem('field-missing', { fields: missing.join(', ') })]),
  ];
}

/**
 * What an admin should mend of the place, the worst first; empty where nothing is wrong. The admin may insist on a project
 * that many can read, on nothing else.
 */
export function preflightProblems(facts: TargetFacts, filing: Filing): readonly Problem[] {
  const { project, permissions, types } = facts;
  if (project === undefined) return [problem('project-missing')];
  const { name } = project;
  if (project.archived) return [problem('project-archived', { name })];
  const type = types.find(({ id }) => id === filing.issueType);
  const lacking = NEEDED_PERMISSIONS.filter(permission => !permissions.has(permission));
  return [
    ...(project.type === 'service_desk' ? [problem('service-project', { name })] : []),
    ...(filing.publicAnyway ? [] : audienceProblem(name, facts.audience)),
    ...(lacking.length === 0 ? [] : [problem('rights', { name, permissions: lacking.join(', ') })]),
    ...(type === undefined
      ? [problem('type-missing', { name })]
      : type.subtask
        ? [problem('sub-task-type', { type: type.name })]
        : screenProblems(facts, filing)),
    ...(facts.defaultAssignable ? [] : [problem('default-assignee', { name })]),
  ];
}

const projectShape = z.object({
  id: nonEmptyId,
  key: nonEmptyId,
  name: z.string(),
  archived: z.boolean().default(false),
  projectTypeKey: z.string(),
});

const permissionsShape = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })),
});

async function readTarget(jira: Jira, filing: Filing, everyone: Everyone | undefined): Promise<TargetFacts> {
  const nothing: TargetFacts = {
    project: undefined,
    permissions: new Set(),
    audience: 'unknown',
    types: [],
    fields: [],
    defaultAssignable: true,
  };
  const { project: wanted, issueType, defaultAssignee } = filing;
  if (wanted === undefined) return nothing;
  const found = await unlessRefused(
    jira.call('project.get', { path: { projectIdOrKey: wanted }, answer: projectShape }),
  );
  if (found === undefined) return nothing;
  const { projectTypeKey: type, ...project } = found;
  const mine = await unlessRefused(
    jira.call('mypermissions.get', {
      query: { projectId: project.id, permissions: NEEDED_PERMISSIONS.join(',') },
      answer: permissionsShape,
    }),
  );
  const types = (await unlessRefused(workTypes(jira, project.id))) ?? [];
  const known = types.some(({ id }) => id === issueType);
  const fields =
    issueType !== undefined && known ? await unlessRefused(createFields(jira, project.id, issueType)) : [];
  return {
    project: { ...project, type },
    permissions: new Set(
      Object.entries(mine?.permissions ?? {}).flatMap(([key, { havePermission }]) =>
        havePermission ? [key] : [],
      ),
    ),
    audience: await audienceOf(jira, project.id, everyone),
    types,
    fields: fields ?? [],
    defaultAssignable: defaultAssignee === undefined || (await isAssignable(jira, project, defaultAssignee)),
  };
}

/**
 * Looks at where work items are to go, without creating anything.
 * @param everyone undefined while the site's default groups aren't known. @throws JiraError where Jira can't say just now.
 */
export async function preflight(
  jira: Jira,
  { filing }: Settings,
  everyone: Everyone | undefined,
): Promise<Preflight> {
  const facts = await readTarget(jira, filing, everyone);
  return { id: targetId(filing), facts, problems: preflightProblems(facts, filing) };
}
