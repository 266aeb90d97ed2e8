import { controlWords } from '../static/locales/control-words';
import { type Part, plainOf, type Words } from '../static/locales';
import { type Control } from '../src/controls/define';
import { sources } from '../src/evidence/sources';
import { type Evidence, type Judged } from '../src/posture/judge';
import { statusOf } from '../src/posture/status';
import { SEVERITIES } from '../src/terms/control-terms';
import { doubtOf } from '../src/terms/doubt';
import { type Finding, type Note } from '../src/terms/finding';
import { type SourcedGap } from '../src/terms/verdict';
import { terminalText } from './terminal-text';

/** Of more than this, a text says how many. */
const NAMED = 5;

interface JudgedControl {
  readonly control: Control;
  readonly judged: Judged;
}

/** What names objects and people in a text. */
interface Naming {
  readonly evidence: Evidence;
  readonly nameOf: (account: string) => string | undefined;
}

/** As the app's pages call it. */
export const statusText = (words: Words, { control, judged }: JudgedControl): string =>
  words.plain(`terms.status.${statusOf(control, judged)}`);

/** A gap as a sentence. The pages' words for most reasons promise that the app tries again, so the terminal has its own. */
export function gapText(words: Words, { why, at }: SourcedGap): string {
  const doubt = at === undefined ? undefined : doubtOf({ at });
  if (doubt !== undefined) return words.plain(`gaps.doubt.${doubt}`);
  const reason = words.plain(`terminal.gaps.${why}`);
  return words.plain(at === undefined ? 'terminal.gap' : 'terminal.gapAt', { reason, at: at ?? '' });
}

/** The first few, and how many more there are, as a list in a sentence. */
function listText(words: Words, names: readonly string[]): string {
  const rest = names.length - NAMED;
  const more = rest > 0 ? [words.plain('terminal.moreNames', { count: rest })] : [];
  return new Intl.ListFormat(words.locale).format([...names.slice(0, NAMED), ...more]);
}

/** The texts about one control, for the table and for `--json`: plain, and clean for a terminal. */
export interface Explanations {
  readonly title: string;
  /** Why the control has its verdict. */
  readonly text: string;
  findingTitle(finding: Finding): string;
  /** What breaks the control, and what is affected. */
  findingText(finding: Finding): string;
  noteText(note: Note): string;
}

export function explanationsOf(words: Words, { evidence, nameOf }: Naming, one: JudgedControl): Explanations {
  const { control, judged } = one;
  const own = controlWords(words, control.id);
  const plain = (parts: readonly Part[]): string => plainOf(parts, words.locale, { nameOf });

  const sourcedText = (gap: SourcedGap): string => {
    const ownText = own.gap(gap);
    const reason = ownText === undefined ? gapText(words, gap) : plain(ownText);
    if (gap.source === undefined) return reason;
    return words.plain('terminal.sourceGap', { source: words.plain(`terms.source.${gap.source}`), reason });
  };

  const gapsText = (): string => {
    const rest = judged.gaps.length - NAMED;
    const more = rest > 0 ? [words.plain('terminal.moreGaps', { count: rest })] : [];
    return [...judged.gaps.slice(0, NAMED).map(sourcedText), ...more].join(' ');
  };

  const countsText = (): string =>
    new Intl.ListFormat(words.locale, { type: 'unit', style: 'short' }).format(
      SEVERITIES.flatMap(severity => {
        const count = judged.findings.filter(finding => finding.severity === severity).length;
        return count === 0 ? [] : [words.plain(`terminal.severities.${severity}`, { count })];
      }),
    );

  const verdictText = (): string => {
    const status = statusText(words, one);
    const { verdict, findings, gaps } = judged;
    switch (verdict.is) {
      case 'met':
        return words.plain('terminal.met', { status });
      case 'not-met': {
        const found = { status, count: findings.length, counts: countsText() };
        const text = words.plain('terminal.notMet', found);
        return gaps.length === 0 ? text : `${text} ${words.plain('terminal.partly', { gaps: gapsText() })}`;
      }
      case 'unknown':
        return words.plain('terminal.unknown', { status, gaps: gapsText() });
      case 'not-applicable':
        return words.plain('terminal.notApplicable', {
          status,
          reason: plain(own.notApplicable(verdict.why.code)),
        });
    }
  };

  const collator = new Intl.Collator(words.locale);
  const spaceNames = new Map(evidence.reading(sources.spaces).facts.map(({ id, name }) => [id, name]));
  /** One affected space is named by the finding's own words. */
  const affectedText = ({ reach = [] }: Finding): string => {
    if (reach.length < 2) return '';
    const spaces = reach.map(id => spaceNames.get(id) ?? id).sort(collator.compare);
    return words.plain('terminal.affected', { names: listText(words, spaces) });
  };

  const causeText = ({ cause }: Finding): string =>
    cause === undefined ? '' : words.plain(`terminal.cause.${cause}`);

  return {
    title: terminalText(own.plain('title')),
    text: terminalText(verdictText()),
    findingTitle: finding => terminalText(own.workItem([finding])),
    findingText: finding =>
      terminalText(
        [plain(own.line(finding)), affectedText(finding), causeText(finding)]
          .filter(text => text !== '')
          .join(' '),
      ),
    noteText: note => terminalText(plain(own.note(note))),
  };
}
