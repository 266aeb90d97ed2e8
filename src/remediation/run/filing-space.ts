import { z } from 'zod';
import { type Everyone } from '../../controls/everyone';
import { type Jira } from '../../jira/jira';
import { type Settings } from '../../settings/settings';
import { fetchAudience } from '../jira/audience';
import { type RemediationProblem } from '../plan/remediation-record';
import { audienceProblems } from '../jira/preflight';
import { unlessRefused } from '../jira/jira-failures';

const namedProjectSchema = z.object({ id: z.string(), name: z.string() });

/**
 * Checks whether too many people can read the filing space. The preflight checks this before filing; this function
 * covers scans that file nothing, because the open work items stay readable. Returns no problem for an unknown
 * audience: only the preflight reports that.
 * @throws JiraError if Jira can't answer now.
 */
export async function fetchFilingSpaceProblem(
  jira: Jira,
  { filing }: Settings,
  everyone: Everyone | undefined,
): Promise<RemediationProblem | undefined> {
  if (filing.project === undefined || filing.publicAnyway) return undefined;
  const space = await unlessRefused(
    jira.call('project.get', {
      path: { projectIdOrKey: filing.project },
      responseSchema: namedProjectSchema,
    }),
  );
  if (space === undefined) return undefined;
  const audience = await fetchAudience(jira, space.id, everyone);
  const [problem] = audience === 'unknown' ? [] : audienceProblems(space.name, audience);
  return problem;
}
