import { createControlText } from '../src/messages/control-text';
import { type MessagePart, toPlainText, type Messages } from '../src/messages/messages';
import { type Control } from '../src/controls/define-control';
import { sources } from '../src/evidence/sources';
import { type SiteEvidence, type DetailedJudgment } from '../src/posture/judge-evidence';
import { statusOf } from '../src/posture/status';
import { SEVERITIES } from '../src/domain/control-attributes';
import { findPlausibilityFailure } from '../src/domain/plausibility-failure';
import { type Finding, type ControlNote } from '../src/domain/finding';
import { type SourcedGap } from '../src/domain/verdict';
import { terminalText } from './terminal-text';

/** Maximum number of names in a text. The text shows how many more there are. */
const MAX_NAMES = 5;

interface AssessedControl {
  readonly control: Control;
  readonly judged: DetailedJudgment;
}

/** Where texts get names of objects and people from. */
interface NameSources {
  readonly evidence: SiteEvidence;
  readonly nameOf: (account: string) => string | undefined;
}

/** The same status names as on the app's pages. */
export const statusText = (messages: Messages, { control, judged }: AssessedControl): string =>
  messages.plainText(`terms.status.${statusOf(control, judged)}`);

/**
 * Formats a gap as a sentence. The terminal has its own texts, because the pages' texts say that the app tries again.
 */
export function gapText(messages: Messages, { why, at }: SourcedGap): string {
  const doubt = at === undefined ? undefined : findPlausibilityFailure({ at });
  if (doubt !== undefined) return messages.plainText(`gaps.doubt.${doubt}`);
  const reason = messages.plainText(`terminal.gaps.${why}`);
  return messages.plainText(at === undefined ? 'terminal.gap' : 'terminal.gapAt', { reason, at: at ?? '' });
}

/** Formats the first few names and the number of the others as a list. */
function listText(messages: Messages, names: readonly string[]): string {
  const rest = names.length - MAX_NAMES;
  const more = rest > 0 ? [messages.plainText('terminal.moreNames', { count: rest })] : [];
  return new Intl.ListFormat(messages.locale).format([...names.slice(0, MAX_NAMES), ...more]);
}

/** The texts about one control, for the table and `--json`: plain text, cleaned for a terminal. */
export interface ControlExplanation {
  readonly title: string;
  /** The reason for the verdict. */
  readonly text: string;
  findingTitle(finding: Finding): string;
  /** The finding, and the affected spaces. */
  findingText(finding: Finding): string;
  noteText(note: ControlNote): string;
}

export function explainControl(
  messages: Messages,
  { evidence, nameOf }: NameSources,
  assessed: AssessedControl,
): ControlExplanation {
  const { control, judged } = assessed;
  const controlText = createControlText(messages, control.id);
  const plainTextOf = (parts: readonly MessagePart[]): string =>
    toPlainText(parts, messages.locale, { nameOf });

  const sourcedGapText = (gap: SourcedGap): string => {
    const ownText = controlText.gap(gap);
    const reason = ownText === undefined ? gapText(messages, gap) : plainTextOf(ownText);
    if (gap.source === undefined) return reason;
    return messages.plainText('terminal.sourceGap', {
      source: messages.plainText(`terms.source.${gap.source}`),
      reason,
    });
  };

  const gapsText = (): string => {
    const rest = judged.gaps.length - MAX_NAMES;
    const more = rest > 0 ? [messages.plainText('terminal.moreGaps', { count: rest })] : [];
    return [...judged.gaps.slice(0, MAX_NAMES).map(sourcedGapText), ...more].join(' ');
  };

  const countsText = (): string =>
    new Intl.ListFormat(messages.locale, { type: 'unit', style: 'short' }).format(
      SEVERITIES.flatMap(severity => {
        const count = judged.findings.filter(finding => finding.severity === severity).length;
        return count === 0 ? [] : [messages.plainText(`terminal.severities.${severity}`, { count })];
      }),
    );

  const verdictText = (): string => {
    const status = statusText(messages, assessed);
    const { verdict, findings, gaps } = judged;
    switch (verdict.is) {
      case 'met':
        return messages.plainText('terminal.met', { status });
      case 'not-met': {
        const messageArgs = { status, count: findings.length, counts: countsText() };
        const text = messages.plainText('terminal.notMet', messageArgs);
        return gaps.length === 0
          ? text
          : `${text} ${messages.plainText('terminal.partly', { gaps: gapsText() })}`;
      }
      case 'unknown':
        return messages.plainText('terminal.unknown', { status, gaps: gapsText() });
      case 'not-applicable':
        return messages.plainText('terminal.notApplicable', {
          status,
          reason: plainTextOf(controlText.notApplicable(verdict.why.code)),
        });
    }
  };

  const collator = new Intl.Collator(messages.locale);
  const spaceNames = new Map(evidence.reading(sources.spaces).facts.map(({ id, name }) => [id, name]));
  /** The finding's own text already names a single affected space. */
  const affectedText = ({ reach = [] }: Finding): string => {
    if (reach.length < 2) return '';
    const spaces = reach.map(id => spaceNames.get(id) ?? id).sort(collator.compare);
    return messages.plainText('terminal.affected', { names: listText(messages, spaces) });
  };

  const causeText = ({ cause }: Finding): string =>
    cause === undefined ? '' : messages.plainText(`terminal.cause.${cause}`);

  return {
    title: terminalText(controlText.plainText('title')),
    text: terminalText(verdictText()),
    findingTitle: finding => terminalText(controlText.workItemSummary([finding])),
    findingText: finding =>
      terminalText(
        [plainTextOf(controlText.line(finding)), affectedText(finding), causeText(finding)]
          .filter(text => text !== '')
          .join(' '),
      ),
    noteText: note => terminalText(plainTextOf(controlText.note(note))),
  };
}
