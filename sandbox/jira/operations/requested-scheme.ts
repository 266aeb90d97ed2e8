import { refusal } from '../answer';
import type { SiteCore } from '../operation';
import type { PermissionScheme } from '../state/model';

/** The scheme asked for. @throws 404, or 400 where the document knows no other refusal */
export function requestedScheme(
  core: SiteCore,
  id: string | undefined,
  missing: 400 | 404 = 404,
): PermissionScheme {
  const scheme = id !== undefined && /^\d+$/.test(id) ? core.state.schemes.get(Number(id)) : undefined;
  if (!scheme) throw refusal(missing, 'The permission scheme was not found, or you may not see it.');
  return scheme;
}
