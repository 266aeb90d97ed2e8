import { z } from 'zod';
import { type Finding } from './finding';
import { type Instant } from './instant';

/**
 * Where a finding stands between two reads.
 * `suspected`: seen once. `open`: seen twice, at least a minute apart. `fading`: a whole reading came without it. `unseen`:
 * open, and can't be read now. `gone`: two reads without it. `ended`: nothing was fixed, the question went away.
 */
export const LIFE_STATES = ['suspected', 'open', 'fading', 'unseen', 'gone', 'ended'] as const;
export type LifeState = (typeof LIFE_STATES)[number];

/** Why a finding ended without being fixed. `plan-changed`: the site's plan keeps it from having an effect. */
export const ENDINGS = [
  'rule-changed',
  'setting-changed',
  'subject-deleted',
  'not-applicable',
  'plan-changed',
] as const;
export type Ending = (typeof ENDINGS)[number];

/** Who opened or closed something and when, as far as the site tells. Several candidates stay candidates. */
export type Attribution =
  | { readonly is: 'recorded'; readonly at: Instant; readonly by?: string; readonly change: string }
  | {
      readonly is: 'candidates';
      readonly of: readonly { readonly at: Instant; readonly by?: string; readonly change: string }[];
    }
  | { readonly is: 'bounded'; readonly after?: Instant; readonly before: Instant };

/**
 * What brought a finding: a change of the site, an approval that ended on its day, a new version of the rule, or a setting
 * that an admin changed. The first two are filed by themselves.
 */
export const ORIGINS = ['site', 'date', 'rule', 'setting'] as const;
export type Origin = (typeof ORIGINS)[number];

/** One finding's memory. */
export interface Life {
  readonly finding: Finding;
  readonly state: LifeState;
  /** When this state began. */
  readonly since: Instant;
  /** The reading on which the state rests: a second read must be newer by a minute. */
  readonly readAt: Instant;
  /** First seen open in this spell. */
  readonly firstSeen: Instant;
  /** Last seen open. */
  readonly lastSeen: Instant;
  /** The last whole reading without it before `firstSeen`: the other bound of when it opened. */
  readonly lastClosed?: Instant;
  /** How often it had been gone before this spell. */
  readonly returned: number;
  /** Taken as the starting point: shown, not filed. */
  readonly baseline: boolean;
  readonly origin: Origin;
  /** What its reach grew by since it opened or was taken as baseline, confirmed by a second read. */
  readonly added: readonly string[];
  /** New members of its reach that were seen once. */
  readonly growing?: { readonly members: readonly string[]; readonly readAt: Instant };
  /** Members that a whole reading came without once. Until a second read says so too, they count. */
  readonly leaving?: { readonly members: readonly string[]; readonly readAt: Instant };
  /** When all that its reach had grown by was gone again; missing while some of it is there. */
  readonly narrowedAt?: Instant;
  /** Every member that its reach has, as far as is known: those that a second read confirmed gone are not among them. */
  readonly known: readonly string[];
  readonly opened?: Attribution;
  /** Who brought the latest of what was added to its reach. */
  readonly widened?: Attribution;
  readonly closed?: Attribution;
  readonly ended?: Ending;
  /** The control's version that said it. */
  readonly version: number;
}

const arg = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ person: z.string() }),
  z.object({ at: z.number() }),
]);

/** For reading lives from the store: what is not of this shape is dropped and read again, since lives of a site can be. */
export const lifeShape = z.object({
  finding: z.looseObject({
    key: z.string(),
    control: z.string(),
    code: z.string(),
    severity: z.string(),
    subject: z.looseObject({ kind: z.string(), id: z.string() }),
    args: z.record(z.string(), arg),
    reach: z.array(z.string()).optional(),
    owner: z.string().optional(),
  }),
  state: z.enum(LIFE_STATES),
  since: z.number(),
  readAt: z.number(),
  firstSeen: z.number(),
  lastSeen: z.number(),
  returned: z.number(),
  baseline: z.boolean(),
  origin: z.enum(ORIGINS),
  version: z.number(),
  added: z.array(z.string()),
  known: z.array(z.string()),
});

/** Open as far as is known: confirmed and not confirmed gone. */
export const isOpen = ({ state }: Life): boolean =>
  state === 'open' || state === 'unseen' || state === 'fading';

/** What a rule or a setting brought is shown, until an admin takes a baseline with it. */
export const filesByItself = ({ origin }: Life): boolean => origin === 'site' || origin === 'date';

/** Worse than what was taken as the starting point. */
export const isDrift = (life: Life): boolean =>
  isOpen(life) && filesByItself(life) && (!life.baseline || life.added.length > 0);
