import { z } from 'zod';
import { type Finding } from './finding';
import { type Instant } from './instant';

/**
 * The state of a finding between scans. `unconfirmed`: seen once. `open`: seen twice, at least a minute apart.
 * `closing`: missing from one complete reading. `stale`: open, but not readable now. `resolved`: missing from two
 * readings. `ended`: it no longer applies, but it was not fixed.
 */
export const FINDING_STATES = ['unconfirmed', 'open', 'closing', 'stale', 'resolved', 'ended'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** Why a finding ended without a fix. `plan-changed`: it has no effect on the site's current plan. */
export const END_REASONS = [
  'rule-changed',
  'setting-changed',
  'object-deleted',
  'not-applicable',
  'plan-changed',
] as const;
export type EndReason = (typeof END_REASONS)[number];

/**
 * Who opened or resolved a finding and when, as far as the site shows it. `candidates`: several changes match.
 * `bounded`: no change matches, and only the time range is known.
 */
export type Attribution =
  | { readonly is: 'recorded'; readonly at: Instant; readonly by?: string; readonly change: string }
  | {
      readonly is: 'candidates';
      readonly of: readonly { readonly at: Instant; readonly by?: string; readonly change: string }[];
    }
  | { readonly is: 'bounded'; readonly after?: Instant; readonly before: Instant };

/**
 * The cause of a finding: a change of the site, an approval that expired, a new version of the rule, or a setting that
 * an admin changed. Only the first two are filed automatically.
 */
export const FINDING_ORIGINS = ['site', 'expiry', 'rule', 'setting'] as const;
export type FindingOrigin = (typeof FINDING_ORIGINS)[number];

/** The stored state of one finding. */
export interface TrackedFinding {
  readonly finding: Finding;
  readonly state: FindingState;
  readonly since: Instant;
  /** When the evidence for the state was read. A confirmation must be at least a minute newer. */
  readonly readAt: Instant;
  /** First seen since it last opened. */
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  /** When it was last missing from a complete reading before `firstSeen`: the earliest time it can have opened. */
  readonly lastAbsent?: Instant;
  /** How often it was resolved before. */
  readonly reopenCount: number;
  /** In the baseline: shown, but filed only if it gets worse. */
  readonly inBaseline: boolean;
  readonly origin: FindingOrigin;
  /** Confirmed members that its reach gained since it opened or joined the baseline. */
  readonly addedReach: readonly string[];
  /** New members of its reach that await confirmation. */
  readonly pendingAdditions?: { readonly members: readonly string[]; readonly readAt: Instant };
  /** Members missing from one complete reading. They count until a confirmation finds them missing too. */
  readonly pendingRemovals?: { readonly members: readonly string[]; readonly readAt: Instant };
  /** When the last member of `addedReach` was removed again; missing while some remain. */
  readonly narrowedAt?: Instant;
  /** All known members of its reach, without those confirmed as removed. */
  readonly knownReach: readonly string[];
  readonly openedBy?: Attribution;
  /** Who added the latest members to its reach. */
  readonly widenedBy?: Attribution;
  readonly resolvedBy?: Attribution;
  readonly endReason?: EndReason;
  /** The version of the control that found it. */
  readonly controlVersion: number;
}

const messageArgSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ person: z.string() }),
  z.object({ at: z.number() }),
]);

/** Parses stored findings. A finding that doesn't match is dropped, since a new scan finds it again. */
export const trackedFindingSchema = z.object({
  finding: z.looseObject({
    key: z.string(),
    control: z.string(),
    code: z.string(),
    severity: z.string(),
    subject: z.looseObject({ kind: z.string(), id: z.string() }),
    args: z.record(z.string(), messageArgSchema),
    reach: z.array(z.string()).optional(),
    owner: z.string().optional(),
  }),
  state: z.enum(FINDING_STATES),
  since: z.number(),
  readAt: z.number(),
  firstSeen: z.number(),
  lastSeen: z.number(),
  reopenCount: z.number(),
  inBaseline: z.boolean(),
  origin: z.enum(FINDING_ORIGINS),
  controlVersion: z.number(),
  addedReach: z.array(z.string()),
  knownReach: z.array(z.string()),
});

/** Whether it is confirmed, and not confirmed as resolved. */
export const isOpenFinding = ({ state }: TrackedFinding): boolean =>
  state === 'open' || state === 'stale' || state === 'closing';

/** Findings caused by a rule or a setting are only shown until an admin takes a new baseline. */
export const isFiledAutomatically = ({ origin }: TrackedFinding): boolean =>
  origin === 'site' || origin === 'expiry';

/** Whether it is worse than the baseline. */
export const isDrift = (tracked: TrackedFinding): boolean =>
  isOpenFinding(tracked) &&
  isFiledAutomatically(tracked) &&
  (!tracked.inBaseline || tracked.addedReach.length > 0);
