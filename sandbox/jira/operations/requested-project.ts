import { refusal } from '../answer';
import type { ApiRequest, SiteCore } from '../operation';
import type { Project } from '../state/model';

/** The space that the path names, where the caller may see it. @throws 404, or 400 where the document knows no other refusal */
export function requestedProject(
  core: SiteCore,
  request: ApiRequest,
  { deletedToo: includesDeleted = false, status = 404 }: { deletedToo?: boolean; status?: 400 | 404 } = {},
): Project {
  const name = request.path['projectIdOrKey'] ?? request.path['projectKeyOrId'] ?? '';
  const project = core.state.project(name);
  const hidden =
    project?.status === 'deleted' && !(includesDeleted && core.permissions.isJiraAdmin(request.caller));
  if (!project || hidden || !core.permissions.canSee(request.caller, project))
    throw refusal(status, `No project could be found with key '${name}'.`);
  return project;
}
