import { type ControlId, type Severity } from './control-terms';
import { type SourceId } from './source-id';

/** What is fixed. `id` is the API's, `source` and `id` tell how to read just this object again, `name` labels it. */
export interface Subject {
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
  /** The key in `source` under which the object is read again, where that isn't `id`. */
  readonly rereadId?: string;
  /** A count is no object: it is read again by a new pass of `source`. */
  readonly again?: 'pass';
  /** The other half of what makes it a finding: a second read is one of the object and a new pass of this source. */
  readonly together?: SourceId;
  readonly name?: string;
  /** The API id of the one space in which it is fixed (a team-managed space's own scheme); else it is fixed on the site. */
  readonly space?: string;
}

/** What the words of a finding are filled with. Account ids are given as `{ person }`, so that each renderer shows the name. */
export type Arg = string | number | boolean | { readonly person: string } | { readonly at: number };
export type Args = Readonly<Record<string, Arg>>;

/** One object that breaks a control: a code and arguments, never prose. */
export interface Finding {
  /** `control:code:subject:detail`: stable for as long as the thing is the same thing. No version, no names. */
  readonly key: string;
  readonly control: ControlId;
  readonly code: string;
  readonly severity: Severity;
  readonly subject: Subject;
  readonly args: Args;
  /** What it opens, e.g. the ids of the spaces that use a scheme. A new member is drift. */
  readonly reach?: readonly string[];
  /** Where the members of its reach are read again, each under its own id; missing where they stand in the subject itself. */
  readonly reachSource?: SourceId;
  /** The list that the members of its reach have to be in for the finding to exist. */
  readonly reachList?: SourceId;
  /** The account that owns the subject, where one person can fix it. */
  readonly owner?: string;
  /** Why no one can fix it as things are: the site's plan lacks the means. Such a finding is shown, never filed. */
  readonly cause?: 'plan';
}

/** Worth knowing; moves nothing. */
export interface Note {
  readonly code: string;
  readonly args: Args;
}
