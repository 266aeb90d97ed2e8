import { z } from 'zod';
import { type Everyone } from '../controls/everyone';
import { type Jira } from '../jira/jira';
import { type Settings } from '../settings/settings';
import { audienceOf } from './audience';
import { type Problem } from './memory';
import { audienceProblem } from './preflight';
import { unlessRefused } from './refusals';

const named = z.object({ id: z.string(), name: z.string() });

/**
 * Whether more people can read the filing space than should. Filing asks for itself each time; this is for the time in which
 * nothing new is filed and the open work items can be read. What Jira doesn't say is a matter for filing too.
 * @throws JiraError where Jira can't say now.
 */
export async function filingSpaceProblem(
  jira: Jira,
  { filing }: Settings,
  everyone: Everyone | undefined,
): Promise<Problem | undefined> {
  if (filing.project === undefined || filing.publicAnyway) return undefined;
  const space = await unlessRefused(
    jira.call('project.get', { path: { projectIdOrKey: filing.project }, answer: named }),
  );
  if (space === undefined) return undefined;
  const audience = await audienceOf(jira, space.id, everyone);
  const [problem] = audience === 'unknown' ? [] : audienceProblem(space.name, audience);
  return problem;
}
