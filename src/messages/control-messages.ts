/** The messages in `en/controls/<ID>.json`, in ICU MessageFormat. Comments name the arguments. */
export interface ControlMessages {
  readonly title: string;
  /** What Atlassian does. */
  readonly atlassian: string;
  /** The customer's role. Begins with a verb. */
  readonly role: string;
  /** The risk in plain words, one sentence. Arguments: `buildSummaryArgs`. */
  readonly risk: string;
  /** Summary of a work item. Arguments: `buildSummaryArgs`. */
  readonly workItem: string;
  /** Who can fix it. */
  readonly fixer: string;
  /** The steps to fix it, in order. */
  readonly fix: readonly string[];
  /** The steps to fix it inside a team-managed space, if they differ. */
  readonly fixInSpace?: readonly string[];
  /** When the work is done, one sentence. */
  readonly done: string;
  /**
   * Messages by finding code.
   * - `line`: the finding. Arguments: the finding's own.
   * - `fixed`: what would resolve this finding. Same arguments.
   * - `toMeet`: what would resolve all findings of this code. Arguments: `buildSummaryArgs` of these findings.
   * - `meant`: what to enter in the settings to approve the finding; missing if it can't be approved.
   * - For a grant, with its arguments: `who` has it, what they `may` do, `through` what (with a tag `link`), and
   *   `where`.
   */
  readonly findings: Readonly<
    Record<
      string,
      {
        readonly line: string;
        readonly fixed: string;
        readonly toMeet: string;
        readonly meant?: string;
        readonly who?: string;
        readonly may?: string;
        readonly through?: string;
        readonly where?: string;
      }
    >
  >;
  /** Messages by note code. Arguments: the note's own. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Messages by reason, for the control's own gaps. Messages for gaps of sources are in `gaps.json`. */
  readonly gaps?: Readonly<Record<string, string>>;
  /** Messages by code: why the control doesn't apply. */
  readonly notApplicable?: Readonly<Record<string, string>>;
  /** Column headings of the findings table. A column without a heading is hidden. */
  readonly columns: {
    readonly subject: string;
    readonly line: string;
    readonly reach?: string;
    readonly owner?: string;
  };
  readonly statement?: {
    readonly intro: string;
    /** The exact text that is recorded. Arguments: the answers; an empty answer is `none`. */
    readonly says: string;
    readonly fields: Readonly<
      Record<
        string,
        {
          readonly label: string;
          readonly help: string;
          readonly choices?: Readonly<Record<string, string>>;
        }
      >
    >;
  };
}
