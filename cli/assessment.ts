import { type Control } from '../src/controls/define';
import { type Source } from '../src/evidence/source';
import { SOURCES, sources } from '../src/evidence/sources';
import { type Cost } from '../src/jira/meter';
import { type Evidence, type Judged } from '../src/posture/judge';
import { type Score, scoreOf } from '../src/posture/score';
import { statusOf } from '../src/posture/status';
import { type IncompleteEntry } from '../src/settings/approvals';
import { type Instant, isoOf } from '../src/terms/instant';
import { stateOf } from '../src/terms/reading';
import { type Words, wordsOf } from '../static/locales';
import packageFile from '../package.json';
import { explanationsOf } from './explanations';

/** One site, read and judged once. */
export interface Assessment {
  readonly judged: readonly { readonly control: Control; readonly judged: Judged }[];
  /** Entries of the settings that don't count. */
  readonly incomplete: readonly IncompleteEntry[];
  readonly score: Score;
  readonly evidence: Evidence;
  readonly asOf: Instant;
  /** How the site's answers call a person; undefined where none names them. */
  readonly nameOf: (account: string) => string | undefined;
  readonly cost: Cost & { readonly seconds: number };
}

export const scoreOfAll = (judged: Assessment['judged']): Score =>
  scoreOf(judged.map(({ control, judged: one }) => ({ control, status: statusOf(control, one) })));

/** The site's address, or null where it was not read. */
export const siteOf = ({ evidence }: Assessment): string | null =>
  evidence.reading(sources.site).facts[0]?.baseUrl ?? null;

const evidenceOf = (source: Source<unknown>, evidence: Evidence) => {
  const reading = evidence.reading(source);
  return {
    source: source.id,
    state: stateOf(reading),
    coverage: { read: reading.read, of: reading.of ?? null },
    gaps: reading.gaps,
  };
};

/**
 * The assessment as the data that `--json` prints. Its shape is a contract: a change of it is a new `schema`. Titles and texts
 * are for people, and clean enough for a terminal; all else is as the site gave it.
 */
export const dataOf = (assessment: Assessment, words: Words = wordsOf('en')) => ({
  schema: 1,
  version: packageFile.version,
  site: siteOf(assessment),
  asOf: isoOf(assessment.asOf),
  score: { assured: assessment.score.assured, possible: assessment.score.possible },
  controls: assessment.judged.map(one => {
    const { control, judged } = one;
    const explain = explanationsOf(words, assessment, one);
    return {
      id: control.id,
      title: explain.title,
      severity: control.weight,
      text: explain.text,
      verdict: judged.verdict.is,
      gaps: judged.gaps.map(({ why, source, at }) => ({ why, source, at })),
      findings: judged.findings.map(finding => ({
        key: finding.key,
        code: finding.code,
        title: explain.findingTitle(finding),
        severity: finding.severity,
        text: explain.findingText(finding),
        args: finding.args,
        reach: finding.reach?.length,
        cause: finding.cause,
      })),
      notes: judged.notes.map(({ code, args }) => ({ code, args })),
    };
  }),
  evidence: SOURCES.map(source => evidenceOf(source, assessment.evidence)),
  cost: assessment.cost,
});
