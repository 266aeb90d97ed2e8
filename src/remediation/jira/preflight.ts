import { z } from 'zod';
import { type Everyone } from '../../controls/everyone';
import { idSchema } from '../../jira/id-schemas';
import { type Jira } from '../../jira/jira';
import { type Settings } from '../../settings/settings';
import { isAssignable } from './assignees';
import { type SpaceAudience, fetchAudience } from './audience';
import { type CreateField, type WorkType, fetchCreateFields, fetchWorkTypes } from './create-metadata';
import { fingerprint } from '../plan/fingerprint';
import { type RemediationProblem } from '../plan/remediation-record';
import { unlessRefused } from './jira-failures';
import { collectScreenFields } from './create-screen-fields';

/** Permissions that the app needs in the filing space. All are required. */
export const REQUIRED_PERMISSIONS = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'ASSIGN_ISSUES',
  'TRANSITION_ISSUES',
  'ADD_COMMENTS',
] as const;

/** Facts about the filing space. `project` is undefined if Jira doesn't show it. */
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
  readonly audience: SpaceAudience;
  readonly types: readonly WorkType[];
  readonly fields: readonly CreateField[];
  /** False if the default assignee can't be assigned. */
  readonly defaultAssignable: boolean;
}

/** The facts about the filing space, and the problems that an admin should fix. */
export interface PreflightResult {
  readonly id: string;
  readonly facts: TargetFacts;
  readonly problems: readonly RemediationProblem[];
}

/**
 * The first problem that prevents filing. A default assignee who can't be assigned doesn't: the work item goes to an
 * owner or stays unassigned.
 */
export const findBlockingProblem = ({ problems }: PreflightResult): RemediationProblem | undefined =>
  problems.find(({ code }) => code !== 'default-assignee');

type FilingSettings = Settings['filing'];

/** Changes with every setting that decides whether the app can file. */
export const filingTargetId = ({
  project,
  issueType,
  fields,
  publicAnyway,
  defaultAssignee,
}: FilingSettings): string => fingerprint([project, issueType, fields, publicAnyway, defaultAssignee]);

const buildProblem = (
  code: RemediationProblem['code'],
  args: RemediationProblem['args'] = {},
): RemediationProblem => ({ code, args });

const AUDIENCE_PROBLEMS: Readonly<Record<SpaceAudience, RemediationProblem['code'] | undefined>> = {
  public: 'project-public',
  everyone: 'project-open-to-all',
  unknown: 'visibility-unknown',
  limited: undefined,
};

/** The problem if too many people can browse the space. Empty if the audience is limited. */
export function audienceProblems(name: string, audience: SpaceAudience): readonly RemediationProblem[] {
  const code = AUDIENCE_PROBLEMS[audience];
  return code === undefined ? [] : [buildProblem(code, { name })];
}

const joinNames = (fields: readonly { readonly name: string }[]): string =>
  fields.map(({ name }) => name).join(', ');

function screenProblems({ fields }: TargetFacts, filing: FilingSettings): readonly RemediationProblem[] {
  const unfilled = collectScreenFields(fields).filter(
    ({ required, id }) => required && filing.fields[id] === undefined,
  );
  const ids = new Set(fields.map(({ fieldId }) => fieldId));
  const missing = ['summary', 'description'].filter(id => !ids.has(id));
  return [
    ...(unfilled.length === 0 ? [] : [buildProblem('required-fields', { fields: joinNames(unfilled) })]),
    ...(missing.length === 0 ? [] : [buildProblem('field-missing', { fields: missing.join(', ') })]),
  ];
}

/**
 * The problems that an admin should fix, worst first; empty if there are none. An admin can override only the audience
 * problem, with `publicAnyway`.
 */
export function collectPreflightProblems(
  facts: TargetFacts,
  filing: FilingSettings,
): readonly RemediationProblem[] {
  const { project, permissions, types } = facts;
  if (project === undefined) return [buildProblem('project-missing')];
  const { name } = project;
  if (project.archived) return [buildProblem('project-archived', { name })];
  const type = types.find(({ id }) => id === filing.issueType);
  const missingPermissions = REQUIRED_PERMISSIONS.filter(permission => !permissions.has(permission));
  return [
    ...(project.type === 'service_desk' ? [buildProblem('service-project', { name })] : []),
    ...(filing.publicAnyway ? [] : audienceProblems(name, facts.audience)),
    ...(missingPermissions.length === 0
      ? []
      : [buildProblem('rights', { name, permissions: missingPermissions.join(', ') })]),
    ...(type === undefined
      ? [buildProblem('type-missing', { name })]
      : type.subtask
        ? [buildProblem('sub-task-type', { type: type.name })]
        : screenProblems(facts, filing)),
    ...(facts.defaultAssignable ? [] : [buildProblem('default-assignee', { name })]),
  ];
}

const projectSchema = z.object({
  id: idSchema,
  key: idSchema,
  name: z.string(),
  archived: z.boolean().default(false),
  projectTypeKey: z.string(),
});

const permissionsSchema = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })),
});

async function fetchTargetFacts(
  jira: Jira,
  filing: FilingSettings,
  everyone: Everyone | undefined,
): Promise<TargetFacts> {
  const noFacts: TargetFacts = {
    project: undefined,
    permissions: new Set(),
    audience: 'unknown',
    types: [],
    fields: [],
    defaultAssignable: true,
  };
  const { project: projectKey, issueType, defaultAssignee } = filing;
  if (projectKey === undefined) return noFacts;
  const response = await unlessRefused(
    jira.call('project.get', { path: { projectIdOrKey: projectKey }, responseSchema: projectSchema }),
  );
  if (response === undefined) return noFacts;
  const { projectTypeKey: type, ...project } = response;
  const ownPermissions = await unlessRefused(
    jira.call('mypermissions.get', {
      query: { projectId: project.id, permissions: REQUIRED_PERMISSIONS.join(',') },
      responseSchema: permissionsSchema,
    }),
  );
  const types = (await unlessRefused(fetchWorkTypes(jira, project.id))) ?? [];
  const isKnownType = types.some(({ id }) => id === issueType);
  const fields =
    issueType !== undefined && isKnownType
      ? await unlessRefused(fetchCreateFields(jira, project.id, issueType))
      : [];
  return {
    project: { ...project, type },
    permissions: new Set(
      Object.entries(ownPermissions?.permissions ?? {}).flatMap(([key, { havePermission }]) =>
        havePermission ? [key] : [],
      ),
    ),
    audience: await fetchAudience(jira, project.id, everyone),
    types,
    fields: fields ?? [],
    defaultAssignable: defaultAssignee === undefined || (await isAssignable(jira, project, defaultAssignee)),
  };
}

/**
 * Checks the filing space without creating anything.
 * @param everyone undefined while the site's default groups aren't known.
 * @throws JiraError if Jira can't answer now.
 */
export async function runPreflight(
  jira: Jira,
  { filing }: Settings,
  everyone: Everyone | undefined,
): Promise<PreflightResult> {
  const facts = await fetchTargetFacts(jira, filing, everyone);
  return { id: filingTargetId(filing), facts, problems: collectPreflightProblems(facts, filing) };
}
