import { refusal } from '../answer';
import type { Ask, Core } from '../operation';
import type { Project } from '../state/model';

/** The space that the path names, where the caller may see it. @throws 404, or 400 where the document knows no other refusal */
export function projectAsked(
  core: Core,
  ask: Ask,
  { deletedToo = false, status = 404 }: { deletedToo?: boolean; status?: 400 | 404 } = {},
): Project {
  const name = ask.path['projectIdOrKey'] ?? ask.path['projectKeyOrId'] ?? '';
  const project = core.state.project(name);
  const hidden = project?.status === 'deleted' && !(deletedToo && core.permissions.isJiraAdmin(ask.caller));
  if (!project || hidden || !core.permissions.sees(ask.caller, project))
    throw refusal(status, `No project could be found with key '${name}'.`);
  return project;
}
