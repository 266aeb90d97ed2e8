import type { EpisodeContext } from './episode-context';

interface ChecklistRow {
  readonly control: string;
  readonly workItems: readonly { readonly issueKey?: string }[];
}

/** The key of a control's newest work item, as the checklist names it. @throws where it has none */
export async function newestWorkItemKey(
  { callApp: page }: Pick<EpisodeContext, 'callApp'>,
  control: string,
): Promise<string> {
  const { checklist } = (await page('checklist', {})) as {
    checklist?: { readonly rows: readonly ChecklistRow[] };
  };
  const row = checklist?.rows.find(each => each.control === control);
  const key = row?.workItems.find(({ issueKey }) => issueKey !== undefined)?.issueKey;
  if (key === undefined) throw new Error(`${control} has no work item`);
  return key;
}

/** Moves a control's newest work item to Done as Lee, though nothing was fixed. @returns its key */
export async function moveNewestToDone(
  context: Pick<EpisodeContext, 'callApp' | 'lee'>,
  control: string,
): Promise<string> {
  const { lee } = context;
  const key = await newestWorkItemKey(context, control);
  const { transitions } = await lee.get<{
    transitions: readonly { id: string; to: { statusCategory: { key: string } } }[];
  }>(`/rest/api/3/issue/${key}/transitions`);
  const doneTransition = transitions.find(({ to }) => to.statusCategory.key === 'done');
  if (doneTransition === undefined) throw new Error(`${key} has no way to Done`);
  await lee.post(`/rest/api/3/issue/${key}/transitions`, { transition: { id: doneTransition.id } });
  return key;
}
