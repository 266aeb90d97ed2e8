import type { Site } from '../sandbox/jira/site';

interface RowsPage {
  readonly values?: readonly { id: string | number; style?: string }[];
  readonly total?: number;
  readonly isLast?: boolean;
}

/** What the script asked and how long it took. Points are what an app would have paid for the same answers. */
export interface PlainScriptUsage {
  readonly calls: number;
  readonly points: number;
  readonly seconds: number;
}

/**
 * Reads the endpoints that the app reads, one after the other, as the script of an admin would: no budget, no checkpoints, no
 * second reads. It keeps nothing and judges nothing.
 */
export async function runPlainScript(site: Site, appToken: string): Promise<PlainScriptUsage> {
  const startedAt = performance.now();
  const usageBefore = site.meter.read();
  const fetchJson = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${site.url}/rest/api/3/${path}`, {
      headers: { authorization: `Bearer ${appToken}` },
    });
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
    return (await response.json()) as T;
  };
  const fetchAllPages = async (
    path: string,
    size: number,
  ): Promise<readonly { id: string | number; style?: string }[]> => {
    const rows: { id: string | number; style?: string }[] = [];
    for (;;) {
      const page = await fetchJson<RowsPage>(
        `${path}${path.includes('?') ? '&' : '?'}startAt=${rows.length}&maxResults=${size}`,
      );
      rows.push(...(page.values ?? []));
      if (page.isLast === true || (page.values ?? []).length === 0) return rows;
      if (page.total !== undefined && rows.length >= page.total) return rows;
    }
  };

  for (const path of [
    'mypermissions?permissions=ADMINISTER,USER_PICKER',
    'data-policy',
    'serverInfo',
    'instance/license',
  ])
    await fetchJson(path);
  await fetchJson('application-properties');
  await fetchJson('applicationrole');
  for (const access of ['admin', 'site-admin']) {
    const { values } = await fetchJson<{ values: readonly { groupId: string }[] }>(
      `group/bulk?accessType=${access}`,
    );
    for (const { groupId } of values)
      await fetchAllPages(`group/member?groupId=${groupId}&includeInactiveUsers=true`, 50);
  }
  const { permissionSchemes } = await fetchJson<{ permissionSchemes: readonly { id: number }[] }>(
    'permissionscheme',
  );
  for (const { id } of permissionSchemes) await fetchJson(`permissionscheme/${id}?expand=all`);
  const spaces = [
    ...(await fetchAllPages('project/search?status=live', 100)),
    ...(await fetchAllPages('project/search?status=archived', 100)),
  ];
  for (const { id, style } of spaces)
    if (style === 'classic') await fetchJson(`project/${id}/permissionscheme`);
  await fetchAllPages('filter/search?expand=owner,sharePermissions', 100);
  await fetchAllPages('dashboard/search?expand=owner,sharePermissions', 100);
  for (let start = 0; ;) {
    const users = await fetchJson<readonly unknown[]>(`users/search?startAt=${start}&maxResults=1000`);
    if (users.length === 0) break;
    start += users.length;
  }
  await fetchJson('auditing/record?offset=0&limit=1000');
  const usageAfter = site.meter.read();
  return {
    calls: usageAfter.calls - usageBefore.calls,
    points: usageAfter.points - usageBefore.points,
    seconds: (performance.now() - startedAt) / 1000,
  };
}
