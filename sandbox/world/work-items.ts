import type { Storyline } from './storyline';

interface Row {
  readonly control: string;
  readonly workItems: readonly { readonly issueKey?: string }[];
}

/** The key of a control's newest work item, as the checklist names it. @throws where it has none */
export async function workItemOf({ page }: Pick<Storyline, 'page'>, control: string): Promise<string> {
  const { checklist } = (await page('home', {})) as { checklist?: { readonly rows: readonly Row[] } };
  const row = checklist?.rows.find(each => each.control === control);
  const key = row?.workItems.find(({ issueKey }) => issueKey !== undefined)?.issueKey;
  if (key === undefined) throw new Error(`${control} has no work item`);
  return key;
}

/** Moves a control's newest work item to Done as Lee, though nothing was fixed. @returns its key */
export async function moveToDone(story: Pick<Storyline, 'page' | 'lee'>, control: string): Promise<string> {
  const { lee } = story;
  const key = await workItemOf(story, control);
  const { transitions } = await lee.get<{
    transitions: readonly { id: string; to: { statusCategory: { key: string } } }[];
  }>(`/rest/api/3/issue/${key}/transitions`);
  const done = transitions.find(({ to }) => to.statusCategory.key === 'done');
  if (done === undefined) throw new Error(`${key} has no way to Done`);
  await lee.post(`/rest/api/3/issue/${key}/transitions`, { transition: { id: done.id } });
  return key;
}
