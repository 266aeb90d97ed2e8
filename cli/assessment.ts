import { type Control } from '../src/controls/define-control';
import { type Source } from '../src/evidence/source';
import { SOURCES_IN_SCAN_ORDER, sources } from '../src/evidence/sources';
import { type ApiCost } from '../src/jira/meter';
import { type SiteEvidence, type DetailedJudgment } from '../src/posture/judge-evidence';
import { type Score, scoreOf } from '../src/posture/score';
import { statusOf } from '../src/posture/status';
import { type IncompleteEntry } from '../src/settings/approvals';
import { type Instant, formatIso } from '../src/domain/instant';
import { readingStateOf } from '../src/domain/reading';
import { type Messages, createMessages } from '../src/messages/messages';
import packageFile from '../package.json';
import { explainControl } from './explanations';

/** The result of reading and judging a site once. */
export interface Assessment {
  readonly judged: readonly { readonly control: Control; readonly judged: DetailedJudgment }[];
  /** Settings entries that don't count. */
  readonly incomplete: readonly IncompleteEntry[];
  readonly score: Score;
  readonly evidence: SiteEvidence;
  readonly assessedAt: Instant;
  /** The display name of an account in the site's answers; undefined if no answer has it. */
  readonly nameOf: (account: string) => string | undefined;
  readonly cost: ApiCost & { readonly seconds: number };
}

export const scoreOfAll = (judged: Assessment['judged']): Score =>
  scoreOf(judged.map(({ control, judged: one }) => ({ control, status: statusOf(control, one) })));

/** The site's URL; null if it wasn't read. */
export const siteAddressOf = ({ evidence }: Assessment): string | null =>
  evidence.reading(sources.site).facts[0]?.baseUrl ?? null;

const evidenceSummary = (source: Source<unknown>, evidence: SiteEvidence) => {
  const reading = evidence.reading(source);
  return {
    source: source.id,
    state: readingStateOf(reading),
    coverage: { read: reading.read, of: reading.of ?? null },
    gaps: reading.gaps,
  };
};

/**
 * The data that `--json` prints. Its shape is a contract: increase `schema` when it changes. Titles and texts are for
 * people and cleaned for a terminal. All other values are exactly as the site returned them.
 */
export const assessmentData = (assessment: Assessment, messages: Messages = createMessages('en')) => ({
  schema: 1,
  version: packageFile.version,
  site: siteAddressOf(assessment),
  asOf: formatIso(assessment.assessedAt),
  score: { assured: assessment.score.assured, possible: assessment.score.possible },
  controls: assessment.judged.map(one => {
    const { control, judged } = one;
    const explain = explainControl(messages, assessment, one);
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
  evidence: SOURCES_IN_SCAN_ORDER.map(source => evidenceSummary(source, assessment.evidence)),
  cost: assessment.cost,
});
