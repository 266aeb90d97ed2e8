import { controlWords } from '../static/locales/control-words';
import { plainOf, type Words } from '../static/locales';
import { type Part } from '../static/locales';
import { SOURCES } from '../src/evidence/sources';
import { isoOf } from '../src/terms/instant';
import { type Assessment, siteOf } from './assessment';

/** More findings than this are told as a number; `--json` has all. */
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

function controlTable(words: Words, { judged }: Assessment): string {
  const head = ['control', 'title', 'verdict', 'findings'] as const;
  return aligned([
    head.map(name => words.plain(`terminal.columns.${name}`)),
    ...judged.map(({ control, judged: { verdict, findings } }) => [
      control.id,
      controlWords(words, control.id).plain('title'),
      words.plain(`terms.verdict.${verdict.is}`),
      findings.length === 0 ? '' : String(findings.length),
    ]),
  ]);
}

function findingLines(words: Words, { judged }: Assessment): readonly string[] {
  const plain = (parts: readonly Part[]): string => plainOf(parts, words.locale);
  return judged.flatMap(({ control, judged: { findings } }) => {
    if (findings.length === 0) return [];
    const own = controlWords(words, control.id);
    const rest = findings.length - SHOWN;
    return [
      '',
      `${control.id} ${own.plain('title')}`,
      ...findings
        .slice(0, SHOWN)
        .map(
          finding => `  ${words.plain(`terms.severity.${finding.severity}`)}: ${plain(own.line(finding))}`,
        ),
      ...(rest > 0 ? [`  ${words.plain('terminal.more', { count: rest })}`] : []),
    ];
  });
}

function evidenceTable(words: Words, { evidence }: Assessment): string {
  const head = ['source', 'coverage', 'gaps'] as const;
  return aligned([
    head.map(name => words.plain(`terminal.columns.${name}`)),
    ...SOURCES.map(source => {
      const { read, of, gaps } = evidence.reading(source);
      const reasons = [...new Set(gaps.map(({ why }) => words.plain(`gaps.${why}`)))];
      return [
        words.plain(`terms.source.${source.id}`),
        words.plain('terminal.coverage', count(read, of)),
        reasons.join(' '),
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
    ...findingLines(words, assessment),
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
