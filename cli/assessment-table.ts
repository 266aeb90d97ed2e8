import { createControlText } from '../src/messages/control-text';
import { type Messages } from '../src/messages/messages';
import { SOURCES_IN_SCAN_ORDER } from '../src/evidence/sources';
import { SEVERITIES } from '../src/domain/control-attributes';
import { type Finding } from '../src/domain/finding';
import { type IncompleteEntry } from '../src/settings/approvals';
import { formatIso } from '../src/domain/instant';
import { type Assessment, siteAddressOf } from './assessment';
import { alignColumns } from './align-columns';
import { explainControl, gapText, statusText } from './explanations';
import { terminalText } from './terminal-text';

/** Maximum number of lines of one kind. The table shows how many more there are, and `--json` has all. */
const MAX_LINES = 5;

const coverageArgs = (read: number, of: number | undefined) => ({
  read,
  known: of !== undefined,
  of: of ?? 0,
});

function controlTable(messages: Messages, { judged }: Assessment): readonly string[] {
  const head = ['control', 'title', 'status', 'findings'] as const;
  return alignColumns([
    head.map(name => messages.plainText(`terminal.columns.${name}`)),
    ...judged.map(({ control, judged: one }) => [
      control.id,
      createControlText(messages, control.id).plainText('title'),
      statusText(messages, { control, judged: one }),
      one.findings.length === 0 ? '' : messages.plainText('terminal.number', { number: one.findings.length }),
    ]),
  ]);
}

/** The first few lines, and the number of the others. */
function limitLines(messages: Messages, lines: readonly string[]): readonly string[] {
  const rest = lines.length - MAX_LINES;
  return [
    ...lines.slice(0, MAX_LINES),
    ...(rest > 0 ? [messages.plainText('terminal.more', { count: rest })] : []),
  ];
}

const bySeverity = (one: Finding, other: Finding): number =>
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);

/** The verdict's reason, findings (worst first), and notes of one control. */
function controlSection(messages: Messages, assessment: Assessment, assessed: Assessment['judged'][number]) {
  const explanation = explainControl(messages, assessment, assessed);
  const findings = [...assessed.judged.findings]
    .sort(bySeverity)
    .map(
      finding =>
        `${messages.plainText(`terms.severity.${finding.severity}`)}: ${explanation.findingText(finding)}`,
    );
  const notes = assessed.judged.notes.map(note =>
    messages.plainText('terminal.note', { note: explanation.noteText(note) }),
  );
  const lines = [explanation.text, ...limitLines(messages, findings), ...limitLines(messages, notes)];
  return ['', `${assessed.control.id} ${explanation.title}`, ...lines.map(line => `  ${line}`)];
}

function evidenceTable(messages: Messages, { evidence }: Assessment): readonly string[] {
  const head = ['source', 'coverage', 'gaps'] as const;
  return alignColumns([
    head.map(name => messages.plainText(`terminal.columns.${name}`)),
    ...SOURCES_IN_SCAN_ORDER.map(source => {
      const { read, of, gaps } = evidence.reading(source);
      return [
        messages.plainText(`terms.source.${source.id}`),
        messages.plainText('terminal.coverage', coverageArgs(read, of)),
        gaps.map(gap => gapText(messages, gap)).join(' '),
      ];
    }),
  ]);
}

/** Renders the assessment for a terminal. */
export function renderAssessment(messages: Messages, assessment: Assessment): string {
  const site = siteAddressOf(assessment) ?? messages.plainText('terminal.unknownSite');
  return [
    messages.plainText('terminal.head', { site, asOf: formatIso(assessment.assessedAt) }),
    messages.plainText('terminal.score', {
      assured: assessment.score.assured,
      possible: assessment.score.possible,
    }),
    '',
    ...controlTable(messages, assessment),
    ...assessment.judged.flatMap(one => controlSection(messages, assessment, one)),
    '',
    ...evidenceTable(messages, assessment),
    '',
    messages.plainText('terminal.cost', { ...assessment.cost }),
  ]
    .map(terminalText)
    .join('\n');
}

/** The progress line for a source that was read. */
export const progressLine = (
  messages: Messages,
  source: (typeof SOURCES_IN_SCAN_ORDER)[number],
  reading: { readonly read: number; readonly of?: number; readonly gaps: readonly unknown[] },
): string =>
  messages.plainText('terminal.progress', {
    source: messages.plainText(`terms.source.${source.id}`),
    ...coverageArgs(reading.read, reading.of),
    gaps: reading.gaps.length,
  });

/** The warning for a settings entry that doesn't count, with its missing fields. */
export function incompleteEntryLine(
  messages: Messages,
  { list, index, id, faults }: IncompleteEntry,
): string {
  const missingFields = faults.map(({ field, why }) =>
    messages.plainText(`pages.settings.entry.lacks.${why === 'too_late' ? why : field}`),
  );
  return messages.plainText('terminal.incompleteEntry', {
    path: `${list}.${index}`,
    id,
    lacking: new Intl.ListFormat(messages.locale).format(missingFields),
  });
}
