import { type Gap } from '../terms/gap';
import { type Instant } from '../terms/instant';
import { type Memory, type Problem } from './memory';
import { type Property } from './property';
import { type Item } from './wanted';

/*
 * What the planner is told and what it answers: how a work item stands in Jira, where new ones go, and what may be done about
 * one.
 */

/** A work item as Jira shows it to this app. */
export interface Live {
  readonly is: 'live';
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  /** Jira's three status categories; whatever else Jira says counts as `indeterminate`. */
  readonly category: 'new' | 'indeterminate' | 'done';
  readonly status: { readonly id: string; readonly name: string };
  /** Since when it has this category; where Jira doesn't say, when it was last changed in any way. */
  readonly categorySince: Instant;
  /** Jira doesn't say: the app's own comments would move it. */
  readonly categorySinceIsGuessed?: true;
  readonly assignee?: string;
  /** ISO day. */
  readonly due?: string;
  /** Its id. */
  readonly priority?: string;
  /** Undefined where it is missing, broken, or of another site. */
  readonly property?: Property;
  /** There is a property, and it isn't one that this app writes on this site: someone changed it, or it came with a copy. */
  readonly unrecognizedProperty?: true;
}

/** What became of a work item, read by its id. `hidden`: it may be there, and this app can't see it. */
export type Seen =
  { readonly is: 'none' } | Live | { readonly is: 'deleted' } | { readonly is: 'hidden'; readonly gap: Gap };

/** Where new ones go. `id` changes with the settings; what was refused under another is tried at once. */
export type Target =
  | { readonly is: 'ready'; readonly id: string }
  | { readonly is: 'blocked'; readonly id: string; readonly problem: Problem }
  | { readonly is: 'not-asked'; readonly id: string };

/** How many may still be filed in this sweep, over all controls. */
export interface Cap {
  readonly left: number;
}

export type Telling = 'change' | 'remains' | 'unconfirmed' | 'returned' | 'over';

export type Action =
  /** Claim, look whether one is there already (then adopt it), file, note. */
  | { readonly is: 'create'; readonly refiled: boolean }
  /** Look for what a crashed claim filed: adopt the lowest, close the others as duplicates. None: forget the claim. */
  | { readonly is: 'recover' }
  | { readonly is: 'cannot-file'; readonly problem: Problem }
  /** Say it in a comment. `change`: what came and went since it was last said. `over`: the proof. */
  | { readonly is: 'tell'; readonly what: Telling }
  /** Write the text anew, with all that it shows: what is open, or what was and how it ended. */
  | { readonly is: 'rewrite' }
  | { readonly is: 'reopen' }
  | { readonly is: 'close' }
  /** Somebody moved it to Done and nothing remains. */
  | { readonly is: 'confirm' }
  | { readonly is: 'restore-property' }
  /** Someone changed the property: keep that, and say it once. */
  | { readonly is: 'note-changed-property' }
  | { readonly is: 'report-property' }
  | { readonly is: 'assign'; readonly to: string }
  /** Set due date and priority anew, as far as they are this app's. Without `due` the date stays. */
  | { readonly is: 'schedule'; readonly due?: string }
  /** It was moved, or its key changed. */
  | { readonly is: 'note-moved' }
  /** Look whether a lost answer left a second one. */
  | { readonly is: 'settle' }
  /** One that could only be seen as deleted is back beside the one that was filed for it. */
  | { readonly is: 'mark-duplicate'; readonly twin: Live }
  /** The same, where nothing stands in its place: it is ours again. */
  | { readonly is: 'take-back'; readonly twin: Live }
  /** Deleted, as far as this app sees: should it be seen again, it is taken back and closed. */
  | { readonly is: 'set-aside' }
  | { readonly is: 'forget' };

export interface Plan {
  readonly item: Item;
  readonly seen: Seen;
  /** Earlier ones of this key that are seen again. */
  readonly twins: readonly Live[];
  readonly memory: Memory | undefined;
  readonly target: Target;
  readonly cap: Cap;
  readonly now: Instant;
  /** IANA name. */
  readonly timeZone: string;
}

const NOT_DONE = 'not-done';

/** What is said of how it stands, by name: once for each time that it comes to stand so. Changes are told by their hash. */
export const saidAs = (what: Exclude<Telling, 'change'>, { categorySince }: Live): string =>
  what === 'over' || what === 'returned' ? what : `${NOT_DONE} ${categorySince}`;

/** Somebody moved it to Done, this app said that it isn't, and nothing in it has changed since. */
export const isCalledNotDone = ({ said = '' }: Pick<Memory, 'said'>): boolean => said.startsWith(NOT_DONE);
