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
  /** When it is done, one sentence. */
  readonly done: string;
  /**
   * By code. `line`: what is open, filled with the finding's own args. `fixed`: what would make this one pass, the same.
   * `toMeet`: what would make all of this code pass, filled with `summaryArgs` of the code's findings.
   */
  readonly findings: Readonly<
    Record<string, { readonly line: string; readonly fixed: string; readonly toMeet: string }>
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
