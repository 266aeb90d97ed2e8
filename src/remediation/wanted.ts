import { type Control } from '../controls/define';
import { type ControlMemory } from '../posture/compare';
import { meantBy } from '../settings/meant';
import { type Entry, type Settings } from '../settings/settings';
import { type ControlId, type Severity, SEVERITIES, worseOf } from '../terms/control-terms';
import { dayAt } from '../terms/day';
import { type Instant, instant } from '../terms/instant';
import { type Ending, type Life, filesByItself, isDrift, isOpen } from '../terms/life';
import { fingerprint } from './fingerprint';
import { type Place, type RemediationKey, keyOf, placeOf } from './key';
import { type Memory } from './memory';

/** A work item that should be there, with what it should say. */
export interface Wanted {
  readonly is: 'wanted';
  readonly key: RemediationKey;
  readonly control: Control;
  readonly place: Place;
  /** What is open, worst first. */
  readonly lives: readonly Life[];
  /** What it was filed for before and is open no more. */
  readonly over: readonly Life[];
  /** Whether other findings of the control are open besides: of the starting point, or in other places. */
  readonly besides: boolean;
  /** The longest time that something of it has waited for a second read; missing where nothing does. */
  readonly waitsSince?: Instant;
  readonly severity: Severity;
  /** Account ids in the order in which they are tried. */
  readonly assignees: readonly string[];
  /** Changes when findings come, go, get worse or reach further: worth a comment. */
  readonly hash: string;
  /** Changes with everything that the text shows of the findings, such as their names and who did it. */
  readonly textHash: string;
}

/**
 * Why a work item is wanted no more: what it was for is fixed, ended for another reason, or is filed no longer. `narrowed`:
 * what the starting point had grown by is gone again. `plan`: no one can fix it on the site's plan. `several`: not all of it for the same reason. `not-known`:
 * nothing is to be filed there any more, and what it was filed for is not remembered, so that nothing is said to be fixed.
 */
export type RetiredWhy =
  'fixed' | 'several' | 'narrowed' | 'plan' | Ending | 'baseline' | 'control-retired' | 'not-known';

/** A work item that was filed and has nothing left to do. */
export interface Retired {
  readonly is: 'retired';
  readonly key: RemediationKey;
  readonly control: ControlId;
  /** Undefined where this version of the app has no such control. */
  readonly words?: Control;
  readonly place: Place;
  readonly why: RetiredWhy;
  /** What it was filed for, as far as it is still known. */
  readonly over: readonly Life[];
  /** Of what the settings ended: their entries, by the finding's key. */
  readonly meant: ReadonlyMap<string, readonly Entry[]>;
}

export type Item = Wanted | Retired;

export interface Situation {
  readonly controls: readonly Control[];
  readonly memories: ReadonlyMap<ControlId, ControlMemory>;
  readonly settings: Settings;
  readonly filed: readonly Memory[];
  readonly now: Instant;
}

/** What a memory calls a finding. */
export const filedName = (life: Life): string => fingerprint(life.finding.key);

/** An admin chose where to file and from which starting point. Until then nothing is. */
export const mayFile = ({ filing, baseline }: Settings): boolean =>
  filing.project !== undefined && filing.issueType !== undefined && baseline !== undefined;

/**
 * Whether a finding belongs in a work item. What a rule or a setting brought doesn't: the site didn't get worse. Nor does
 * what nobody can fix on the site's plan.
 */
const isFiled = (life: Life, settings: Settings): boolean =>
  isOpen(life) &&
  filesByItself(life) &&
  (settings.baseline?.mode === 'all' || isDrift(life)) &&
  life.finding.cause === undefined;

/** What is known of open findings since a work item was moved to Done. */
export interface SinceMove {
  /** Seen open at the move or after it. */
  readonly remain: readonly Life[];
  /** Not there when it was read again, which a second reading has to confirm, or not read again yet. */
  readonly waiting: readonly Life[];
}

export const sinceMove = (lives: readonly Life[], movedAt: Instant): SinceMove => {
  const remain = lives.filter(({ state, lastSeen }) => state === 'open' && lastSeen >= movedAt);
  return {
    remain,
    // What can't be read is waited for in vain.
    waiting: lives.filter(life => life.state !== 'unseen' && !remain.includes(life)),
  };
};

const worstFirst = (one: Life, other: Life): number =>
  SEVERITIES.indexOf(one.finding.severity) - SEVERITIES.indexOf(other.finding.severity) ||
  one.firstSeen - other.firstSeen ||
  (one.finding.key < other.finding.key ? -1 : 1);

const hashOf = (lives: readonly Life[]): string =>
  fingerprint(
    lives
      .map(({ finding, added }) => [finding.key, finding.severity, [...added].sort()])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  );

const textHashOf = (control: Control, lives: readonly Life[], besides: boolean): string =>
  fingerprint([
    control.version,
    besides,
    lives
      .map(({ finding, state, opened, firstSeen, lastClosed, lastSeen, added, returned }) => [
        finding.key,
        finding.severity,
        finding.subject.name ?? null,
        finding.args,
        finding.reach?.length ?? null,
        finding.owner ?? null,
        state === 'unseen' ? lastSeen : null,
        opened ?? null,
        firstSeen,
        lastClosed ?? null,
        added.length,
        returned,
      ])
      .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
  ]);

/** Of all that the text of a work item shows: of its findings, and by when and for whom it was meant. */
export const shownHash = (
  { textHash }: Pick<Wanted, 'textHash'>,
  { due, instead }: { readonly due?: string | undefined; readonly instead?: string | undefined },
): string => fingerprint([textHash, due ?? null, instead ?? null]);

/** Of all that the text of what is over shows. Of what is still open it shows no reading. */
export const overHash = ({ why, words, over }: Retired): string =>
  fingerprint([
    why,
    words?.version ?? null,
    over.map(({ finding, state, ended, opened, closed, lastSeen, readAt }) => [
      finding.key,
      state,
      ended ?? null,
      opened ?? null,
      closed ?? null,
      state === 'gone' ? [lastSeen, readAt] : null,
    ]),
  ]);

const oneOwner = (lives: readonly Life[]): string | undefined => {
  const owners = new Set(lives.map(({ finding }) => finding.owner));
  const [owner] = owners;
  return owners.size === 1 ? owner : undefined;
};

/** The objects' one common owner where that person can fix them, else the control's owner, else the default. */
function assigneesOf(control: Control, place: Place, lives: readonly Life[], settings: Settings): string[] {
  const owner = control.fixer === 'object-owner' || place !== 'site' ? oneOwner(lives) : undefined;
  const tried = [owner, settings.owners[control.id], settings.filing.defaultAssignee];
  return [...new Set(tried.flatMap(account => (account === undefined || account === '' ? [] : [account])))];
}

/** Since when a second read is awaited that makes a finding open, gone, or reach further. */
const waitsSince = ({ state, since, growing, leaving }: Life): readonly Instant[] => [
  ...(state === 'suspected' || state === 'fading' ? [since] : []),
  ...[growing, leaving].flatMap(members => members?.readAt ?? []),
];

function wantedOf(control: Control, situation: Situation): readonly Wanted[] {
  const { settings, memories, filed } = situation;
  const places = new Map<Place, Life[]>();
  const known = memories.get(control.id)?.lives ?? [];
  for (const life of known) {
    if (!isFiled(life, settings)) continue;
    const place = placeOf(life.finding.subject);
    places.set(place, [...(places.get(place) ?? []), life]);
  }
  return [...places].map(([place, open]) => {
    const key = keyOf(control.id, place);
    const before = new Set(filed.find(memory => memory.key === key)?.filed);
    const lives = [...open].sort(worstFirst);
    const besides = known.filter(isOpen).length > lives.length;
    const waits = known.filter(life => placeOf(life.finding.subject) === place).flatMap(waitsSince);
    return {
      is: 'wanted',
      key,
      control,
      place,
      lives,
      // Seen once is open for all that is known, though its memory was lost and it is looked for a second time.
      over: known.filter(life => !isOpen(life) && life.state !== 'suspected' && before.has(filedName(life))),
      besides,
      ...(waits.length === 0 ? {} : { waitsSince: instant(Math.min(...waits)) }),
      severity: lives.map(({ finding }) => finding.severity).reduce(worseOf),
      assignees: assigneesOf(control, place, lives, settings),
      hash: hashOf(lives),
      textHash: textHashOf(control, lives, besides),
    };
  });
}

/** Whether a whole reading was made since the memory was written: what it does not show is gone. */
const wasReadSince = ({ control, updatedAt }: Memory, { memories }: Situation): boolean =>
  (memories.get(control)?.wholeAt ?? 0) > updatedAt;

/** Whether it is still known what became of each finding that it was filed for. */
function isAllKnown(over: readonly Life[], { filed, filedCount }: Memory): boolean {
  const known = new Set(over.map(filedName));
  return filed.length >= filedCount && filed.every(name => known.has(name));
}

/** Why one finding needs no work item any more. */
export const overWhy = ({ finding, state, ended, narrowedAt }: Life): RetiredWhy => {
  if (state === 'ended' && ended !== undefined) return ended;
  if (state === 'gone') return 'fixed';
  if (finding.cause !== undefined) return finding.cause;
  return narrowedAt === undefined ? 'baseline' : 'narrowed';
};

/** @returns undefined while it can't be said: a finding came back once, or is open and may not be filed just now. */
function retiredWhy(over: readonly Life[], memory: Memory, situation: Situation): RetiredWhy | undefined {
  if (over.some(({ state }) => state === 'suspected')) return undefined;
  if (over.some(isOpen) && !mayFile(situation.settings)) return undefined;
  if (!over.some(isOpen) && !isAllKnown(over, memory))
    return mayFile(situation.settings) && wasReadSince(memory, situation) ? 'not-known' : undefined;
  const [why = 'fixed', ...others] = new Set(over.map(overWhy));
  return others.length > 0 ? 'several' : why;
}

const meantOf = (over: readonly Life[], { settings, now }: Situation): Retired['meant'] =>
  new Map(
    over
      .filter(({ ended }) => ended === 'setting-changed')
      .map(({ finding }) => [finding.key, meantBy(settings, finding, dayAt(now, settings.timeZone))]),
  );

function retiredOf(memory: Memory, situation: Situation): Retired | undefined {
  const { key, place } = memory;
  const control = situation.controls.find(({ id }) => id === memory.control);
  const about = { is: 'retired', key, control: memory.control, place } as const;
  if (control === undefined) return { ...about, why: 'control-retired', over: [], meant: new Map() };
  const lives = situation.memories.get(control.id)?.lives ?? [];
  const over = lives.filter(life => memory.filed.includes(filedName(life)));
  const why = retiredWhy(over, memory, situation);
  return why && { ...about, words: control, why, over, meant: meantOf(over, situation) };
}

/**
 * What work items there should be: one for each control and place of repair with something open, worst first, and those
 * that have nothing left. What can't be said is in neither: its work item stays as it is.
 */
export function itemsOf(situation: Situation): readonly Item[] {
  const wanted = mayFile(situation.settings)
    ? situation.controls.flatMap(control => wantedOf(control, situation))
    : [];
  const keys = new Set(wanted.map(({ key }) => key));
  const retired = situation.filed
    // One that is done is asked about only while an earlier one may come back beside it.
    .filter(({ key, state, previous }) => (state !== 'done' || previous.length > 0) && !keys.has(key))
    .flatMap(memory => retiredOf(memory, situation) ?? []);
  const bySeverity = [...wanted].sort(
    (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
  );
  return [...retired, ...bySeverity];
}
