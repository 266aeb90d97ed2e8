import { controlWords } from '../static/locales/control-words';
import { type Part, plainOf, type Words } from '../static/locales';
import { SOURCES } from '../src/evidence/sources';
import { statusOf } from '../src/posture/status';
import { SEVERITIES } from '../src/terms/control-terms';
import { type Finding } from '../src/terms/finding';
import { type Gap } from '../src/terms/gap';
import { isoOf } from '../src/terms/instant';
import { type SourcedGap } from '../src/terms/verdict';
import { type Assessment, siteOf } from './assessment';

/** More lines of a kind than this are told as a number; `--json` has all. */
const SHOWN = 5;

const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const count = (read: number, of: number | undefined) => ({ read, known: of !== undefined, of: of ?? 0 });

/** As the app's pages call it. */
const statusText = (words: Words, { control, judged }: Assessment['judged'][number]): string =>
  words.plain(`terms.status.${statusOf(control, judged)}`);

function controlTable(words: Words, { judged }: Assessment): string {
  const head = ['control', 'title', 'status', 'findings'] as const;
  return aligned([
    head.map(name => words.plain(`terminal.columns.${name}`)),
    ...judged.map(({ control, judged: one }) => [
      control.id,
      controlWords(words, control.id).plain('title'),
      statusText(words, { control, judged: one }),
      one.findings.length === 0 ? '' : words.plain('terminal.number', { number: one.findings.length }),
    ]),
  ]);
}

/** The reasons whose words in the app's pages promise that it reads again, or speak of the app's rights. */
const OWN_REASONS = ['denied', 'rate-limited', 'failed', 'moved', 'never-read'] as const;

function reasonOf(words: Words, { why, at }: Gap, said?: string): string {
  const own = OWN_REASONS.find(reason => reason === why);
  const reason = said ?? words.plain(own === undefined ? `gaps.${why}` : `terminal.gaps.${own}`);
  return at === undefined ? reason : words.plain('terminal.gap', { reason, at });
}

/** The first few lines, and how many more there are. */
function shown(words: Words, lines: readonly string[]): readonly string[] {
  const rest = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN), ...(rest > 0 ? [words.plain('terminal.more', { count: rest })] : [])];
}

/** What is worst is shown, however many findings there are. */
const bySeverity = (one: Finding, other: Finding): number =>
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity);

/** What was found, what is worth knowing, and where the verdict is not known, why. */
function controlLines(
  words: Words,
  one: Assessment['judged'][number],
  nameOf: Assessment['nameOf'],
): readonly string[] {
  const { control, judged } = one;
  const own = controlWords(words, control.id);
  const plain = (parts: readonly Part[]): string => plainOf(parts, words.locale, { nameOf });
  const status = statusText(words, one);
  const unknown = (gap: SourcedGap): string => {
    const said = own.gap(gap);
    const reason = reasonOf(words, gap, said === undefined ? undefined : plain(said));
    return gap.source === undefined
      ? words.plain('terminal.unknown', { status, reason })
      : words.plain('terminal.unknownSource', {
          status,
          source: words.plain(`terms.source.${gap.source}`),
          reason,
        });
  };
  return [
    ...shown(
      words,
      [...judged.findings]
        .sort(bySeverity)
        .map(finding => `${words.plain(`terms.severity.${finding.severity}`)}: ${plain(own.line(finding))}`),
    ),
    ...shown(
      words,
      judged.notes.map(note => words.plain('terminal.note', { note: plain(own.note(note)) })),
    ),
    ...shown(words, judged.verdict.is === 'unknown' ? judged.gaps.map(unknown) : []),
  ];
}

const controlSection = (
  words: Words,
  one: Assessment['judged'][number],
  nameOf: Assessment['nameOf'],
): readonly string[] => {
  const lines = controlLines(words, one, nameOf);
  if (lines.length === 0) return [];
  const title = controlWords(words, one.control.id).plain('title');
  return ['', `${one.control.id} ${title}`, ...lines.map(line => `  ${line}`)];
};

function evidenceTable(words: Words, { evidence }: Assessment): string {
  const head = ['source', 'coverage', 'gaps'] as const;
  return aligned([
    head.map(name => words.plain(`terminal.columns.${name}`)),
    ...SOURCES.map(source => {
      const { read, of, gaps } = evidence.reading(source);
      return [
        words.plain(`terms.source.${source.id}`),
        words.plain('terminal.coverage', count(read, of)),
        gaps.map(gap => reasonOf(words, gap)).join(' '),
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
    controlTable(words, assessment),
    ...assessment.judged.flatMap(one => controlSection(words, one, assessment.nameOf)),
    '',
    evidenceTable(words, assessment),
    '',
    words.plain('terminal.cost', { ...assessment.cost }),
  ].join('\n');
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
