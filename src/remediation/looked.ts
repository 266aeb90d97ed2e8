import { JiraError } from '../jira/errors';
import { type Jira } from '../jira/jira';
import { type Settings } from '../settings/settings';
import { type Live, type Seen } from './action';
import { Halt } from './halt';
import { readIssues, seenSingly, seesAllOf } from './look';
import { type Memory } from './memory';
import { isPassing } from './refusals';
import { type OwnSite } from './shop';

/** What was read of one work item. */
export interface Looked {
  readonly seen: Seen;
  readonly twins: readonly Live[];
}

const notAsked: Seen = { is: 'hidden', gap: { why: 'failed', at: 'issue.get' } };

/** Where is looked. */
interface Place {
  readonly jira: Jira;
  readonly site: OwnSite;
  readonly settings: Settings;
}

/** Whether it stands in another space than the one where new ones are filed. */
export const isElsewhere = ({ issueKey, projectId }: Memory, { filing }: Settings): boolean =>
  filing.project !== undefined &&
  filing.project !== projectId &&
  filing.project !== issueKey?.slice(0, issueKey.lastIndexOf('-'));

/** Work items that a bulk fetch left out are asked for one by one, so many at a time; the rest with the next look. */
const SINGLY = 100;

/** One that can't be read just now is left alone; the others are looked after. @throws Halt where Jira asks to wait */
async function seenOrNot(
  { jira, site, settings }: Place,
  memory: Memory,
  issueId: string,
  seesAll: (project: string) => Promise<boolean>,
): Promise<Seen> {
  const of = { project: memory.projectId, filesElsewhere: isElsewhere(memory, settings) };
  try {
    return await seenSingly(jira, issueId, of, site, seesAll);
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    if (isPassing(error)) throw new Halt(memory.key, { cause: error });
    return { is: 'hidden', gap: { why: 'failed', at: error.operation } };
  }
}

/** Reads every work item that matters by its id. @throws JiraError, Halt */
export async function look(
  place: Place,
  memories: readonly Memory[],
): Promise<(memory: Memory | undefined) => Looked> {
  const { jira, site } = place;
  const ids = memories.flatMap(({ issueId, previous }) => [issueId ?? [], previous].flat());
  const found = new Map<string, Seen>(ids.length === 0 ? [] : await readIssues(jira, ids, site));
  // A space that was hidden takes all of its work items along: it is asked about once.
  const sees = new Map<string, Promise<boolean>>();
  const seesAll = (project: string): Promise<boolean> => {
    const asked = sees.get(project) ?? seesAllOf(jira, project);
    sees.set(project, asked);
    return asked;
  };
  let asked = 0;
  for (const memory of memories) {
    const { issueId } = memory;
    if (issueId === undefined || found.has(issueId)) continue;
    asked += 1;
    found.set(issueId, asked > SINGLY ? notAsked : await seenOrNot(place, memory, issueId, seesAll));
  }
  const live = (id: string): readonly Live[] => {
    const seen = found.get(id);
    return seen?.is === 'live' ? [seen] : [];
  };
  return memory => ({
    seen: (memory?.issueId === undefined ? undefined : found.get(memory.issueId)) ?? { is: 'none' },
    twins: memory?.previous.flatMap(live) ?? [],
  });
}
