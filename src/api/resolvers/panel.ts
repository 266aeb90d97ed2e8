import { controls } from '../../controls';
import { type Control } from '../../controls/define';
import { placeOf } from '../../remediation/key';
import { filedName } from '../../remediation/wanted';
import { readChecklist } from '../../storage/checklist';
import { readFindings } from '../../storage/findings';
import { readRun } from '../../storage/run';
import { push } from '../../sweep/messages';
import { isDrift, isOpen, type Life } from '../../terms/life';
import { type SourceId } from '../../terms/source-id';
import { ApiError } from '../answer';
import { type PanelCalls } from '../contract';
import { type OutputOf } from '../contract/call';
import { REMAINING_AT_MOST } from '../contract/panel';
import { findingRow, shownLives } from '../finding-rows';
import { type Asked, type Resolvers } from '../serve';

/** A check reads so many objects at most. */
const OBJECTS_AT_MOST = 50;

interface About {
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
  return { control, lives, open, of: Math.max(workItem.filedCount, open.length) };
}

const readAgain = ({ finding: { subject } }: Life): { source: SourceId; key: string }[] =>
  subject.source === undefined || subject.again === 'pass'
    ? []
    : [{ source: subject.source, key: subject.rereadId ?? subject.id }];

async function panel(_: unknown, asked: Asked): Promise<OutputOf<PanelCalls['panel']>> {
  const { control, lives, open, of } = await aboutOf(asked);
  const [checklist, run] = await Promise.all([readChecklist(), readRun()]);
  const row = checklist?.rows.find(each => each.control === control.id);
  const checkedAt = Math.max(0, row?.asOf ?? 0, ...lives.map(({ readAt }) => readAt));
  return {
    now: asked.now,
    control: control.id,
    status: row?.status ?? 'unknown',
    remaining: open.slice(0, REMAINING_AT_MOST).map(findingRow),
    open: open.length,
    of,
    ...(checkedAt === 0 ? {} : { checkedAt }),
    checking: run.sweep !== undefined,
  };
}

async function checkNow(_: unknown, asked: Asked): Promise<OutputOf<PanelCalls['checkNow']>> {
  const { open } = await aboutOf(asked);
  const objects = open.flatMap(readAgain).slice(0, OBJECTS_AT_MOST);
  await push({ kind: 'settle', why: 'check', objects });
  return { objects: objects.length };
}

export const panelResolvers: Resolvers<PanelCalls> = { panel, checkNow };
