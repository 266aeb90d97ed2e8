import { createMessages } from '../../messages/messages';
import { controls } from '../../controls';
import { type Control, isJudgedNeed } from '../../controls/define-control';
import { buildEveryone } from '../../controls/everyone';
import { sources } from '../../evidence/sources';
import { type EvidenceSummary } from '../../remediation/text/phrases';
import { findBlockingProblem, runPreflight, type PreflightResult } from '../../remediation/jira/preflight';
import { buildPreview, type Preview } from '../../remediation/run/preview';
import { collectScreenFields } from '../../remediation/jira/create-screen-fields';
import { type Settings } from '../../settings/settings';
import { readChecklist } from '../../storage/checklist';
import { EvidenceStore } from '../../storage/evidence-store';
import { readAllFindings } from '../../storage/findings';
import { readRemediationRecords } from '../../storage/remediation-records';
import { readSettings, saveSettings } from '../../storage/settings';
import { pushMessage } from '../../scan/scan-message';
import { type SourceCoverage } from '../../domain/checklist';
import { instant } from '../../domain/instant';
import { ApiError } from '../api-response';
import { previewBaseline, countUnconfirmed } from '../preview-baseline';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { MAX_PREVIEW_TEXTS } from '../contract/filing';
import { settingsFileSchema } from '../contract/settings';
import { type ResolverContext, type Resolvers } from '../serve';

type PreviewAnswer = OutputOf<AdminCalls['previewFiling']>;

/** Maximum number of options per field, so that the response doesn't grow with the site. */
const MAX_OPTIONS = 500;

const offeredFields = ({ facts }: PreflightResult): OutputOf<AdminCalls['preflightFiling']>['fields'] =>
  collectScreenFields(facts.fields).map(field => ({
    ...field,
    options: field.options.slice(0, MAX_OPTIONS),
  }));

async function preflightFiling(
  { filing }: InputOf<AdminCalls['preflightFiling']>,
  { access }: ResolverContext,
): Promise<OutputOf<AdminCalls['preflightFiling']>> {
  const { current } = await readSettings();
  const { fullReadAt, facts } = await new EvidenceStore().reading(sources.applicationRoles);
  const everyone = fullReadAt === undefined ? undefined : buildEveryone(facts);
  const preflightResult = await runPreflight(access.app, { ...current, filing }, everyone);
  return {
    canFile: findBlockingProblem(preflightResult) === undefined,
    problems: preflightResult.problems.map(({ code, args }) => ({ code, args: { ...args } })),
    fields: offeredFields(preflightResult),
  };
}

/** One line about a control's evidence: its oldest reading, and how much was read in total. */
function buildCoverageEvidenceLine(control: Control, coverage: readonly SourceCoverage[]): EvidenceSummary {
  const needed = Object.values(control.needs)
    .filter(isJudgedNeed)
    .map(({ source }) => source.id);
  const readings = coverage.filter(({ source }) => needed.includes(source));
  const instants = readings.flatMap(({ fullReadAt }) => fullReadAt ?? []);
  return {
    ...(instants.length === 0 ? {} : { fullReadAt: instant(Math.min(...instants)) }),
    complete: readings.every(({ state }) => state === 'complete'),
    read: readings.reduce((sum, { read }) => sum + read, 0),
  };
}

const countByAssignee = ({ items }: Preview): PreviewAnswer['assignees'] => {
  const counts = new Map<string | undefined, number>();
  for (const { assignee } of items) counts.set(assignee, (counts.get(assignee) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([account, count]) => ({ ...(account === undefined ? {} : { account }), items: count }));
};

const buildPreviewResponse = (filingPreview: Preview, cap: number, unconfirmed: number): PreviewAnswer => ({
  items: filingPreview.items.length,
  findings: filingPreview.items.reduce((sum, { findings }) => sum + findings, 0),
  unconfirmed,
  scans: Math.ceil(filingPreview.items.length / cap),
  assignees: countByAssignee(filingPreview),
  texts: filingPreview.items
    .slice(0, MAX_PREVIEW_TEXTS)
    .map(({ control, severity, summary, findings, assignee, due, text }) => ({
      control,
      severity,
      summary,
      findings,
      due,
      text: { version: text.version, type: text.type, content: [...text.content] },
      ...(assignee === undefined ? {} : { assignee }),
    })),
});

async function previewFiling(
  { mode }: InputOf<AdminCalls['previewFiling']>,
  { now }: ResolverContext,
): Promise<PreviewAnswer> {
  const [{ current }, checklist, records, site, histories] = await Promise.all([
    readSettings(),
    readChecklist(),
    readRemediationRecords(now),
    new EvidenceStore().reading(sources.site),
    readAllFindings(controls.map(({ id }) => id)),
  ]);
  // Drops the stored baseline, because taking a baseline replaces it with all findings that are open now.
  const settings: Settings = settingsFileSchema.parse(current);
  const filingPreview = buildPreview({
    controls,
    histories: new Map([...histories].map(([id, history]) => [id, previewBaseline(history, mode)])),
    settings,
    mode,
    records,
    evidence: new Map(
      controls.map(control => [control.id, buildCoverageEvidenceLine(control, checklist?.coverage ?? [])]),
    ),
    baseUrl: site.facts[0]?.baseUrl ?? '',
    messages: createMessages('en'),
    now,
  });
  return buildPreviewResponse(filingPreview, current.filing.cap, countUnconfirmed(histories.values()));
}

async function takeBaseline(
  { mode, revision }: InputOf<AdminCalls['takeBaseline']>,
  { account, now }: ResolverContext,
): Promise<OutputOf<AdminCalls['takeBaseline']>> {
  const { current } = await readSettings();
  const baseline = { mode, takenAt: now, by: account };
  const record = { kind: 'baseline', by: account, body: { mode } } as const;
  const saved = await saveSettings({ ...current, baseline }, revision, record, now);
  if (!saved) throw new ApiError({ code: 'conflict' });
  await pushMessage({ kind: 'settle', why: 'baseline', objects: [] });
  return { revision: revision + 1 };
}

export const filingResolvers: Pick<
  Resolvers<AdminCalls>,
  'preflightFiling' | 'previewFiling' | 'takeBaseline'
> = {
  preflightFiling: preflightFiling,
  previewFiling,
  takeBaseline,
};
