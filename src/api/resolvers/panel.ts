import { controls } from '../../controls';
import { type Control } from '../../controls/define';
import { JiraError } from '../../jira/errors';
import { placeOf } from '../../remediation/key';
import { filedName } from '../../remediation/wanted';
import { meantBy } from '../../settings/meant';
import { readChecklist } from '../../storage/checklist';
import { readFindings } from '../../storage/findings';
import { readSettings } from '../../storage/settings';
import { isDrift, isOpen, type Life } from '../../terms/life';
import { type Memory } from '../../remediation/memory';
import { ApiError } from '../answer';
import { saysToAdminister } from '../authorize';
import { askToCheck, checkOf, lastReadOf } from '../check-now';
import { type PanelCalls } from '../contract';
import { type OutputOf } from '../contract/call';
import { ENTRIES_AT_MOST, REMAINING_AT_MOST } from '../contract/panel';
import { findingRow, shownLives } from '../finding-rows';
import { type Asked, type Resolvers } from '../serve';

interface About {
  readonly workItem: Memory;
  readonly control: Control;
  /** Everything known in the work item's place of repair. */
  readonly lives: readonly Life[];
  /** What it was filed for, or has got worse since, and is open; worst first. */
  readonly open: readonly Life[];
  readonly of: number;
}

/** @throws ApiError `forbidden` where the work item is about nothing that this version knows. */
async function aboutOf({ workItem }: Asked): Promise<About> {
  const control = controls.find(({ id }) => id === workItem?.control);
  if (workItem === undefined || control === undefined) throw new ApiError({ code: 'forbidden' });
  const memory = await readFindings(control.id);
  const lives = (memory?.lives ?? []).filter(({ finding }) => placeOf(finding.subject) === workItem.place);
  const open = shownLives(lives).filter(
    life => isOpen(life) && (isDrift(life) || workItem.filed.includes(filedName(life))),
  );
  return { workItem, control, lives, open, of: Math.max(workItem.filedCount, open.length) };
}

/** Of what remains the oldest read, so that all of it had been read by then; else the one that proved the last of it gone. */
function checkedAtOf({ lives, open }: About, asOf = 0): number {
  if (open.length > 0) return Math.min(...open.map(lastReadOf));
  return Math.max(asOf, ...lives.map(lastReadOf));
}

/** Where Jira can't say it, the panel is shown as to anybody. */
async function administers({ access }: Asked): Promise<boolean> {
  try {
    return await saysToAdminister(access);
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    return false;
  }
}

const wasFiledFor = ({ workItem }: About, life: Life): boolean => workItem.filed.includes(filedName(life));

/** The entries of the settings that ended some of what it was filed for. */
async function entriesOf(about: About): Promise<OutputOf<PanelCalls['panel']>['meant']> {
  const ended = about.lives.filter(life => life.ended === 'setting-changed' && wasFiledFor(about, life));
  if (ended.length === 0) return [];
  const { current } = await readSettings();
  return ended
    .flatMap(({ finding }) => meantBy(current, finding))
    .slice(0, ENTRIES_AT_MOST)
    .map(({ name, reason, owner, until }) => ({
      name,
      reason,
      owner,
      ...(until === undefined ? {} : { until }),
    }));
}

async function panel(_: unknown, asked: Asked): Promise<OutputOf<PanelCalls['panel']>> {
  const about = await aboutOf(asked);
  const { workItem, control, lives, open, of } = about;
  const [checklist, check, meant, mayOpenApp] = await Promise.all([
    readChecklist(),
    checkOf(workItem.key, open, asked.now),
    entriesOf(about),
    administers(asked),
  ]);
  const row = checklist?.rows.find(each => each.control === control.id);
  const checkedAt = checkedAtOf(about, row?.asOf);
  return {
    now: asked.now,
    control: control.id,
    status: row?.status ?? 'unknown',
    remaining: open.slice(0, REMAINING_AT_MOST).map(findingRow),
    open: open.length,
    of,
    ...(checkedAt === 0 ? {} : { checkedAt }),
    check,
    unfixed: lives.some(life => life.state === 'ended' && wasFiledFor(about, life)),
    meant,
    mayOpenApp,
    lostRights: checklist?.appMayRead === false,
    ...(workItem.state === 'done' ? { closedAt: workItem.doneAt ?? workItem.updatedAt } : {}),
    byHand: workItem.noWay?.to === 'done',
  };
}

async function checkNow(_: unknown, asked: Asked): Promise<OutputOf<PanelCalls['checkNow']>> {
  const { workItem, open } = await aboutOf(asked);
  return askToCheck(workItem.key, open, asked.now);
}

export const panelResolvers: Resolvers<PanelCalls> = { panel, checkNow };
