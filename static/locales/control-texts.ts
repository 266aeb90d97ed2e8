/**
 * What stands in `en/controls/<ID>.json`. Texts are ICU messages; what each is filled with is named here.
 */
export interface ControlTexts {
  readonly title: string;
  /** What Atlassian does. */
  readonly atlassian: string;
  /** Your role: begins with a verb. */
  readonly role: string;
  /** The risk in the reader's words, one sentence. Filled with `summaryArgs` of `control-words.ts`. */
  readonly risk: string;
  /** Summary of a work item. Filled with `summaryArgs`. */
  readonly workItem: string;
  /** Who can click. */
  readonly fixer: string;
  /** The clicks, in order. */
  readonly fix: readonly string[];
  /** Where the thing is one team-managed space's own and is fixed in it: its clicks, in order. */
  readonly fixInSpace?: readonly string[];
  /** When it is done, one sentence. */
  readonly done: string;
  /**
   * By code. `line`: what is open, filled with the finding's own args. `fixed`: what would make this one pass, the same.
   * `toMeet`: what would make all of this code pass, filled with `summaryArgs` of the code's findings. `meant`: what is entered in
   * the app's settings where it is meant to be so; missing where nothing can be. Of a grant, filled with its args: `who` holds it,
   * what they `may`, `through` what (with a tag `link`), and `where`.
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
  /** By code, filled with the note's own args. */
  readonly notes?: Readonly<Record<string, string>>;
  /** By reason: the gaps that the control says by itself. Gaps of sources stand in `gaps.json`. */
  readonly gaps?: Readonly<Record<string, string>>;
  /** By code: why it does not apply. */
  readonly notApplicable?: Readonly<Record<string, string>>;
  /** Headings of the table of findings; a column that has none isn't shown. */
  readonly columns: {
    readonly subject: string;
    readonly line: string;
    readonly reach?: string;
    readonly owner?: string;
    /** What stands there where a finding has no owner who can fix it; without it, that nobody owns it. */
    readonly ownerless?: string;
  };
  readonly statement?: {
    readonly intro: string;
    /** What is recorded, word for word. Filled with the blanks; one that was left empty is `none`. */
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
