import { controls } from '../../controls';
import { type Control } from '../../controls/define';
import { placeOf } from '../../remediation/key';
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
  /** What the work item is about: the control's open findings that are fixed in its place. */
  readonly lives: readonly Life[];
  readonly of: number;
  readonly allLives: readonly Life[];
}

/** @throws ApiError `forbidden` where the work item is about nothing that this version knows. */
async function aboutOf({ workItem }: Asked): Promise<About> {
  const control = controls.find(({ id }) => id === workItem?.property.control);
  if (workItem === undefined || control === undefined) throw new ApiError({ code: 'forbidden' });
  const memory = await readFindings(control.id);
  const allLives = (memory?.lives ?? []).filter(
    ({ finding }) => placeOf(finding.subject) === workItem.property.place,
  );
  const open = shownLives(allLives).filter(isOpen);
  const drifted = open.filter(isDrift);
  // From a baseline of all, what was there from the start is in the work item too.
  const lives = drifted.length > 0 ? drifted : open;
  return { control, lives, of: Math.max(workItem.property.of, lives.length), allLives };
}

const readAgain = ({ finding: { subject } }: Life): { source: SourceId; key: string }[] =>
  subject.source === undefined || subject.again === 'pass'
    ? []
    : [{ source: subject.source, key: subject.rereadId ?? subject.id }];

async function panel(_: unknown, asked: Asked): Promise<OutputOf<PanelCalls['panel']>> {
  const { control, lives, of, allLives } = await aboutOf(asked);
  const [checklist, run] = await Promise.all([readChecklist(), readRun()]);
  const row = checklist?.rows.find(each => each.control === control.id);
  const checkedAt = Math.max(0, row?.asOf ?? 0, ...allLives.map(({ readAt }) => readAt));
  return {
    now: asked.now,
    control: control.id,
    status: row?.status ?? 'unknown',
    remaining: lives.slice(0, REMAINING_AT_MOST).map(findingRow),
    open: lives.length,
    of,
    ...(checkedAt === 0 ? {} : { checkedAt }),
    checking: run.sweep !== undefined,
  };
}

async function checkNow(_: unknown, asked: Asked): Promise<OutputOf<PanelCalls['checkNow']>> {
  const { lives } = await aboutOf(asked);
  const objects = lives.flatMap(readAgain).slice(0, OBJECTS_AT_MOST);
  await push({ kind: 'settle', why: 'check', objects });
  return { objects: objects.length };
}

export const panelResolvers: Resolvers<PanelCalls> = { panel, checkNow };
