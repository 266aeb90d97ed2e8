import { controls } from '../../controls';
import { type Control } from '../../controls/define';
import { placeOf } from '../../remediation/key';
import { type Memory } from '../../remediation/memory';
import { filedName } from '../../remediation/wanted';
import { meantBy } from '../../settings/meant';
import { readChecklist } from '../../storage/checklist';
import { readFindings } from '../../storage/findings';
import { readSettings } from '../../storage/settings';
import { dayAt } from '../../terms/day';
import { type Instant } from '../../terms/instant';
import { isOpen, type Life } from '../../terms/life';
import { ApiError } from '../answer';
import { askToCheck, checkOf, lastReadOf } from '../check-now';
import { type PanelCalls } from '../contract';
import { type OutputOf } from '../contract/call';
import { ENTRIES_AT_MOST, REMAINING_AT_MOST } from '../contract/panel';
import { findingRow, shownLives } from '../finding-rows';
import { type Asked, type Resolvers } from '../serve';
import { isAbout } from '../work-item-role';

type Panel = OutputOf<PanelCalls['panel']>;

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
async function aboutOf({ workItem: called }: Asked): Promise<About> {
  const workItem = called?.memory;
  const control = controls.find(({ id }) => id === workItem?.control);
  if (workItem === undefined || control === undefined) throw new ApiError({ code: 'forbidden' });
  const memory = await readFindings(control.id);
  const lives = (memory?.lives ?? []).filter(({ finding }) => placeOf(finding.subject) === workItem.place);
  const open = shownLives(lives).filter(life => isOpen(life) && isAbout(workItem, life));
  return { workItem, control, lives, open, of: Math.max(workItem.filedCount, open.length) };
}

/** Of what remains the oldest read, so that all of it had been read by then; else the one that proved the last of it gone. */
function checkedAtOf({ lives, open }: About, asOf = 0): number {
  if (open.length > 0) return Math.min(...open.map(lastReadOf));
  return Math.max(asOf, ...lives.map(lastReadOf));
}

const wasFiledFor = ({ workItem }: About, life: Life): boolean => workItem.filed.includes(filedName(life));

/** The entries of the settings that ended some of what it was filed for. */
async function entriesOf(
  about: About,
  now: Instant,
): Promise<Extract<Panel, { role: 'jira-admin' }>['meant']> {
  const ended = about.lives.filter(life => life.ended === 'setting-changed' && wasFiledFor(about, life));
  if (ended.length === 0) return [];
  const { current } = await readSettings();
  const today = dayAt(now, current.timeZone);
  return ended
    .flatMap(({ finding }) => meantBy(current, finding, today))
    .slice(0, ENTRIES_AT_MOST)
    .map(({ name, reason, owner, until }) => ({
      name,
      reason,
      owner,
      ...(until === undefined ? {} : { until }),
    }));
}

/** What the caller's role may see, and nothing else. */
async function panel(_: unknown, asked: Asked): Promise<Panel> {
  const about = await aboutOf(asked);
  const { account, now } = asked;
  const role = asked.workItem?.role ?? 'viewer';
  const { workItem, control, lives, open, of } = about;
  const checklist = await readChecklist();
  const row = checklist?.rows.find(each => each.control === control.id);
  const checkedAt = checkedAtOf(about, row?.asOf);
  const state = {
    now,
    control: control.id,
    open: open.length,
    of,
    looksFixed: open.length > 0 && open.every(life => life.state === 'fading'),
    ...(checkedAt === 0 ? {} : { checkedAt }),
    unfixed: lives.some(life => life.state === 'ended' && wasFiledFor(about, life)),
    ...(workItem.state === 'done' ? { closedAt: workItem.doneAt ?? workItem.updatedAt } : {}),
    byHand: workItem.noWay?.to === 'done',
  };
  if (role === 'viewer') return { role, ...state };
  const work = {
    ...state,
    remaining: open.slice(0, REMAINING_AT_MOST).map(findingRow),
    check: await checkOf({ what: workItem.key, by: account, now }, open),
    lostRights: checklist?.appMayRead === false,
  };
  if (role !== 'jira-admin') return { role, ...work };
  return { role, ...work, status: row?.status ?? 'unknown', meant: await entriesOf(about, now) };
}

async function checkNow(_: unknown, asked: Asked): Promise<OutputOf<PanelCalls['checkNow']>> {
  const { workItem, open } = await aboutOf(asked);
  return askToCheck({ what: workItem.key, by: asked.account, now: asked.now }, open);
}

export const panelResolvers: Resolvers<PanelCalls> = { panel, checkNow };
