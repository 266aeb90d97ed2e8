import { type ControlId, type Severity } from './control-attributes';
import { type SourceId } from './source-id';

/**
 * The object to fix. `id` is the API's ID; with `source` it identifies the object for a re-check. `name` is its label.
 */
export interface FindingSubject {
  readonly kind:
    | 'filter'
    | 'dashboard'
    | 'scheme'
    | 'group'
    | 'person'
    | 'space'
    | 'app'
    | 'setting'
    | 'application-role'
    | 'site';
  readonly id: string;
  readonly source?: SourceId;
  /** The key for a re-check in `source`, if it isn't `id`. */
  readonly recheckKey?: string;
  /** Set if the subject is a count and not one object: only a new pass of `source` can confirm it. */
  readonly confirmBy?: 'pass';
  /** A second source that the finding depends on: a confirmation needs the object and a new pass of this source. */
  readonly confirmWith?: SourceId;
  readonly name?: string;
  /**
   * API ID of the space in which it is fixed (for a team-managed space's own scheme). Missing if it is fixed for the
   * site.
   */
  readonly space?: string;
}

/** A value in a finding's message. Account IDs are passed as `{ person }`, so that each renderer shows the name. */
export type MessageArg = string | number | boolean | { readonly person: string } | { readonly at: number };
export type MessageArgs = Readonly<Record<string, MessageArg>>;

/** One object that breaks a control, as a code and arguments, never as text. */
export interface Finding {
  /** `control:code:subject:detail`. Stable for the life of the object, so it contains no version and no names. */
  readonly key: string;
  readonly control: ControlId;
  readonly code: string;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  readonly args: MessageArgs;
  /** What the subject opens, such as the IDs of the spaces that use a scheme. A new member is drift. */
  readonly reach?: readonly string[];
  /** The source that re-checks members of the reach by their IDs. Missing if the subject itself contains them. */
  readonly reachSource?: SourceId;
  /** The list that must contain the reach's members for the finding to exist. */
  readonly reachList?: SourceId;
  /** Account ID of the subject's owner, if one person can fix it. */
  readonly owner?: string;
  /** Set if the site's plan makes a fix impossible. Such a finding is shown but never filed. */
  readonly cause?: 'plan';
}

/** Information that affects neither the verdict nor the score. */
export interface ControlNote {
  readonly code: string;
  readonly args: MessageArgs;
}
