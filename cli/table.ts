import { controlWords } from '../static/locales/control-words';
import { type Words } from '../static/locales';
import { SOURCES } from '../src/evidence/sources';
import { SEVERITIES } from '../src/terms/control-terms';
import { type Finding } from '../src/terms/finding';
import { type IncompleteEntry } from '../src/settings/approvals';
import { isoOf } from '../src/terms/instant';
import { type Assessment, siteOf } from './assessment';
import { inColumns } from './columns';
import { explanationsOf, gapText, statusText } from './explanations';
import { terminalText } from './terminal-text';

/** Of more lines of a kind than this, the table says how many; `--json` has all. */
const SHOWN = 5;

const count = (read: number, of: number | undefined) => ({ read, known: of !== undefined, of: of ?? 0 });

function controlTable(words: Words, { judged }: Assessment): readonly string[] {
  const head = ['control', 'title', 'status', 'findings'] as const;
  return inColumns([
    head.map(name => words.plain(`terminal.columns.${name}`)),
    ...judged.map(({ control, judged: one }) => [
      control.id,
      controlWords(words, control.id).plain('title'),
      statusText(words, { control, judged: one }),
      one.findings.length === 0 ? '' : words.plain('terminal.number', { number: one.findings.length }),
    ]),
  ]);
}

/** The first few lines, and how many more there are. */
function shown(words: Words, lines: readonly string[]): readonly string[] {
  const rest = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN), ...(rest > 0 ? [words.plain('terminal.more', { count: rest })] : [])];
}

const bySeverity = (one: Finding, other: Finding): number =>
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);

/** Why the control has its verdict, what breaks it, worst first, and what is worth knowing. */
function controlSection(words: Words, assessment: Assessment, one: Assessment['judged'][number]) {
  const explain = explanationsOf(words, assessment, one);
  const findings = [...one.judged.findings]
    .sort(bySeverity)
    .map(finding => `${words.plain(`terms.severity.${finding.severity}`)}: ${explain.findingText(finding)}`);
  const notes = one.judged.notes.map(note => words.plain('terminal.note', { note: explain.noteText(note) }));
  const lines = [explain.text, ...shown(words, findings), ...shown(words, notes)];
  return ['', `${one.control.id} ${explain.title}`, ...lines.map(line => `  ${line}`)];
}

function evidenceTable(words: Words, { evidence }: Assessment): readonly string[] {
  const head = ['source', 'coverage', 'gaps'] as const;
  return inColumns([
    head.map(name => words.plain(`terminal.columns.${name}`)),
    ...SOURCES.map(source => {
      const { read, of, gaps } = evidence.reading(source);
      return [
        words.plain(`terms.source.${source.id}`),
        words.plain('terminal.coverage', count(read, of)),
        gaps.map(gap => gapText(words, gap)).join(' '),
      ];
    }),
  ]);
}

/** The assessment as a person reads it in a terminal. */
export function tableOf(words: Words, assessment: Assessment): string {
  const site = siteOf(assessment) ?? words.plain('terminal.unknownSite');
  return [
    words.plain('terminal.head', { site, asOf: isoOf(assessment.asOf) }),
    words.plain('terminal.score', { assured: assessment.score.assured, possible: assessment.score.possible }),
    '',
    ...controlTable(words, assessment),
    ...assessment.judged.flatMap(one => controlSection(words, assessment, one)),
    '',
    ...evidenceTable(words, assessment),
    '',
    words.plain('terminal.cost', { ...assessment.cost }),
  ]
    .map(terminalText)
    .join('\n');
}

/** One line of progress: what was read. */
export const progressLine = (
  words: Words,
  source: (typeof SOURCES)[number],
  reading: { readonly read: number; readonly of?: number; readonly gaps: readonly unknown[] },
): string =>
  words.plain('terminal.progress', {
    source: words.plain(`terms.source.${source.id}`),
    ...count(reading.read, reading.of),
    gaps: reading.gaps.length,
  });

/** That an entry of the settings doesn't count, and what it lacks. */
export function incompleteEntryLine(words: Words, { list, index, id, faults }: IncompleteEntry): string {
  const lacking = faults.map(({ field, why }) =>
    words.plain(`pages.settings.entry.lacks.${why === 'too_late' ? why : field}`),
  );
  return words.plain('terminal.incompleteEntry', {
    path: `${list}.${index}`,
    id,
    lacking: new Intl.ListFormat(words.locale).format(lacking),
  });
}
