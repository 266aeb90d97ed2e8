import { DAY, type Instant } from '../terms/instant';
import { type Action, type Live, type Plan, type Telling, saidAs } from './action';
import { type Memory, sameProblem, without } from './memory';
import { CLAIM_HOLDS, REOPEN_WITHIN, REOPENINGS, RESTORE_AGAIN, RETRY_AFTER, WAY_AGAIN } from './patience';
import { scheduleOf } from './scheduling';
import { isStillCounting, whyNotDone } from './waiting';
import { type Retired, type Wanted, filedName, overHash, shownHash } from './wanted';

const tellOnce = (what: Exclude<Telling, 'change'>, memory: Memory, seen: Live): readonly Action[] =>
  memory.said === saidAs(what, seen) ? [] : [{ is: 'tell', what }];

/** From where it is the workflow had no way a short while ago. */
const hasNoWay = ({ noWay }: Memory, to: 'done' | 'open', { status }: Live, now: Instant): boolean =>
  noWay?.to === to && noWay.from === status.id && noWay.at + WAY_AGAIN > now;

const claimIsOld = ({ claimedAt = 0 }: Memory, now: Instant): boolean => claimedAt + CLAIM_HOLDS <= now;

function fileNew({ memory, target, cap, now }: Plan, refiled: boolean): readonly Action[] {
  switch (target.is) {
    case 'not-asked':
      return [];
    case 'blocked':
      return sameProblem(memory?.problem, target.problem)
        ? []
        : [{ is: 'cannot-file', problem: target.problem }];
    case 'ready': {
      const refused = memory?.issueId === undefined ? memory?.problem : undefined;
      if (refused?.target === target.id && refused.at + RETRY_AFTER > now) return [];
      return cap.left > 0 ? [{ is: 'create', refiled }] : [];
    }
  }
}

function scheduling(item: Wanted, memory: Memory, seen: Live, input: Plan): readonly Action[] {
  const anew = scheduleOf(item, memory, seen, input);
  return anew === undefined ? [] : [{ is: 'schedule', ...anew }];
}

const looking = ({ lookAgainAt }: Memory, now: Instant): readonly Action[] =>
  lookAgainAt !== undefined && lookAgainAt <= now ? [{ is: 'settle' }] : [];

/** Someone else wrote what this app never writes on this work item. */
const isForged = ({ key }: Memory, { property, unrecognizedProperty }: Live): boolean =>
  unrecognizedProperty === true || (property !== undefined && property.key !== key);

/** It is on record before it is said: the property may be right again when a refused comment is tried once more. */
function reporting(memory: Memory, seen: Live): readonly Action[] {
  const { propertyChangedAt, propertyReportedAt } = memory;
  const isNew = propertyChangedAt === undefined && isForged(memory, seen);
  if (propertyReportedAt !== undefined || (propertyChangedAt === undefined && !isNew)) return [];
  return [...(isNew ? [{ is: 'note-changed-property' } as const] : []), { is: 'report-property' }];
}

/** Moves and late assignments: none of them keeps what follows from being done. */
function upkeep(item: Wanted, memory: Memory, seen: Live, input: Plan): readonly Action[] {
  return [
    ...(memory.issueKey !== seen.key || memory.projectId !== seen.projectId
      ? [{ is: 'note-moved' } as const]
      : []),
    ...(memory.toAssign !== undefined ? [{ is: 'assign', to: memory.toAssign } as const] : []),
    ...looking(memory, input.now),
    ...reporting(memory, seen),
    ...(seen.category === 'done' ? [] : scheduling(item, memory, seen, input)),
  ];
}

const wasFiledFor = (item: Wanted, memory: Memory): boolean =>
  item.lives.some(life => memory.filed.includes(filedName(life)));

const propertyStands = (item: Wanted, memory: Memory, { property }: Live): boolean =>
  property?.key === memory.key && property.state === 'open' && property.hash === item.hash;

/** What changed since it was last said; nothing where somebody else said it. */
function planSaying(item: Wanted, memory: Memory, seen: Live): readonly Action[] {
  if (memory.textHash === '') return [];
  const calledOver = memory.state === 'done' || memory.said === 'over';
  if (calledOver && wasFiledFor(item, memory)) return tellOnce('returned', memory, seen);
  return memory.hash === item.hash ? [] : [{ is: 'tell', what: 'change' }];
}

function planOpen(item: Wanted, memory: Memory, seen: Live, input: Plan): readonly Action[] {
  const says = planSaying(item, memory, seen);
  const isBack =
    memory.state === 'done' || says.some(action => action.is === 'tell' && action.what === 'returned');
  if (!isBack && isStillCounting(item, memory, input.now)) return upkeep(item, memory, seen, input);
  const first = [...upkeep(item, memory, seen, input), ...says];
  const [due] = first.flatMap(action => (action.is === 'schedule' ? (action.due ?? []) : []));
  const shown = shownHash(item, { due: due ?? seen.due, instead: memory.instead });
  if (memory.state === 'done' || memory.textHash !== shown) {
    return [...first, { is: 'rewrite' }];
  }
  const { propertyRestoredAt = -Infinity } = memory;
  const rests = propertyRestoredAt + RESTORE_AGAIN > input.now;
  return rests || propertyStands(item, memory, seen) ? first : [...first, { is: 'restore-property' }];
}

/** Opened again it says by when from the first moment on. */
function reopening(item: Wanted, memory: Memory, seen: Live, input: Plan): readonly Action[] {
  if (hasNoWay(memory, 'open', seen, input.now)) return [];
  const asNew = without(memory, 'scheduled');
  return [{ is: 'reopen' }, ...scheduling(item, asNew, seen, input), { is: 'rewrite' }];
}

/** Closed again and again right after it was reopened: an automation may answer each of our steps. */
const wasReopenedOften = ({ reopenedAt = [] }: Memory, now: Instant): boolean =>
  reopenedAt.length >= REOPENINGS && Math.min(...reopenedAt) + DAY > now;

/** Somebody moved it to Done while findings are open. */
function planMovedToDone(item: Wanted, memory: Memory, seen: Live, input: Plan): readonly Action[] {
  const { now } = input;
  const because = whyNotDone(item, seen, now);
  if (because === undefined || wasReopenedOften(memory, now)) return [];
  return [
    ...upkeep(item, memory, seen, input),
    ...tellOnce(because, memory, seen),
    ...reopening(item, memory, seen, input),
  ];
}

function planWanted(item: Wanted, input: Plan): readonly Action[] {
  const { memory, seen, now } = input;
  if (memory === undefined) return fileNew(input, false);
  const { refiled } = memory;
  if (memory.issueId === undefined) {
    if (memory.state === 'claimed') return claimIsOld(memory, now) ? [{ is: 'recover' }] : [];
    return memory.problem?.code === 'deleted-again' ? [] : fileNew(input, refiled);
  }
  switch (seen.is) {
    case 'none':
    case 'hidden':
      return [];
    case 'deleted':
      if (memory.state === 'done') return fileNew(input, false);
      return refiled
        ? [{ is: 'cannot-file', problem: { code: 'deleted-again', args: {} } }]
        : fileNew(input, true);
    case 'live': {
      if (seen.category !== 'done') return planOpen(item, memory, seen, input);
      if (memory.state !== 'done') return planMovedToDone(item, memory, seen, input);
      return wasFiledFor(item, memory) && now - (memory.doneAt ?? 0) <= REOPEN_WITHIN
        ? [
            ...upkeep(item, memory, seen, input),
            ...tellOnce('returned', memory, seen),
            ...reopening(item, memory, seen, input),
          ]
        : fileNew(input, false);
    }
  }
}

function planRetired(item: Retired, { memory, seen, now }: Plan): readonly Action[] {
  if (memory === undefined) return [];
  if (memory.state === 'done') {
    const isOld = now - (memory.doneAt ?? 0) > REOPEN_WITHIN;
    return memory.issueId === undefined && isOld ? [{ is: 'forget' }] : [];
  }
  if (memory.issueId === undefined) {
    if (memory.state !== 'claimed') return [{ is: 'forget' }];
    return claimIsOld(memory, now) ? [{ is: 'recover' }] : [];
  }
  switch (seen.is) {
    case 'none':
    case 'hidden':
      return [];
    case 'deleted':
      return [{ is: 'set-aside' }];
    case 'live':
      return [
        ...looking(memory, now),
        ...tellOnce('over', memory, seen),
        ...(memory.textHash === overHash(item) ? [] : [{ is: 'rewrite' } as const]),
        ...(seen.category === 'done'
          ? [{ is: 'confirm' } as const]
          : hasNoWay(memory, 'done', seen, now)
            ? []
            : [{ is: 'close' } as const]),
      ];
  }
}

/** Earlier ones that were taken for deleted and are seen again, open. */
function planTwins({ twins, seen, memory }: Plan): readonly Action[] {
  // Their ids are on record, so a property that someone removed or changed hides none of them.
  const open = twins.filter(
    ({ category, property }) => category !== 'done' && (property === undefined || property.state === 'open'),
  );
  if (seen.is === 'live') return open.map(twin => ({ is: 'mark-duplicate', twin }));
  // While the one in its place is hidden nobody can say which of the two is to stay.
  if (seen.is === 'hidden' || memory?.state === 'claimed') return [];
  return open.slice(0, 1).map(twin => ({ is: 'take-back', twin }));
}

/**
 * What to do about one work item; nothing where everything is as it should be. Pure: planned again after it was done, it
 * gives nothing.
 */
export function plan(input: Plan): readonly Action[] {
  const twins = planTwins(input);
  // What is taken back is planned for when it is ours.
  if (twins.some(({ is }) => is === 'take-back')) return twins;
  return [
    ...twins,
    ...(input.item.is === 'wanted' ? planWanted(input.item, input) : planRetired(input.item, input)),
  ];
}
