import { buildSummaryArgs } from '../../messages/control-text';
import { type Control } from '../../controls/define-control';
import { frameworksOf } from '../../controls/frameworks';
import { buildAttestation } from '../../decisions/attestation';
import { readChecklist } from '../../storage/checklist';
import { addAttestation, readAttestations } from '../../storage/attestations';
import { readFindings } from '../../storage/findings';
import { readDaySummaries } from '../../storage/day-summaries';
import { readSettings } from '../../storage/settings';
import { pushMessage } from '../../scan/scan-message';
import { dayAt } from '../../domain/day';
import { type SourceCoverage } from '../../domain/checklist';
import { ApiError } from '../api-response';
import { approvalListsFor } from '../approvable-objects';
import { requireControl, buildControlDefinition } from '../control-definitions';
import { requestCheck, checkStatusOf } from '../request-check';
import { readCurrentCoverage } from '../current-coverage';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { FINDINGS_PER_PAGE } from '../contract/control';
import { buildFindingRow, searchFindings, sortShownFindings } from '../finding-rows';
import { countNotFiled } from '../not-filed';
import { type ResolverContext, type Resolvers } from '../serve';

const HISTORY_DAYS = 30;

const coverageNeededBy = (control: Control, coverage: readonly SourceCoverage[]): SourceCoverage[] => {
  const needed = new Set(Object.values(control.needs).map(({ source }) => source.id));
  return coverage.filter(({ source }) => needed.has(source));
};

async function loadControlPage(
  { control: id, from, search = '', sort = 'worst' }: InputOf<AdminCalls['control']>,
  { account, now }: ResolverContext,
): Promise<OutputOf<AdminCalls['control']>> {
  const definition = requireControl(id);
  const [checklist, history, attestations, { current }] = await Promise.all([
    readChecklist(),
    readFindings(definition.id),
    readAttestations([definition.id]),
    readSettings(),
  ]);
  const today = dayAt(now, current.timeZone);
  const days = await readDaySummaries(today, 2);
  const trackedFindings = sortShownFindings(history?.findings ?? []);
  const matches = searchFindings(trackedFindings, search, sort);
  const findings = trackedFindings.map(({ finding }) => finding);
  const row = checklist?.rows.find(each => each.control === id);
  const approvalList = approvalListsFor(definition.id)?.[0];
  const attestation = attestations.get(id);
  const owner = current.owners[id];
  return {
    now,
    timeZone: current.timeZone,
    definition: buildControlDefinition(definition),
    ...(row === undefined ? {} : { row }),
    findings: matches.slice(from, from + FINDINGS_PER_PAGE).map(buildFindingRow),
    from,
    total: trackedFindings.length,
    matchCount: matches.length,
    summary: { ...buildSummaryArgs(findings) },
    summaryByCode: Object.fromEntries(
      [...new Set(findings.map(({ code }) => code))].map(code => [
        code,
        { ...buildSummaryArgs(findings.filter(finding => finding.code === code)) },
      ]),
    ),
    notFiled: countNotFiled(trackedFindings, current),
    ...(approvalList === undefined ? {} : { approvalList }),
    check: await checkStatusOf({ target: definition.id, account: account, now }, trackedFindings),
    frameworks: frameworksOf(definition.id).map(({ framework, identifiers }) => ({
      name: framework.name,
      identifiers: [...identifiers],
    })),
    evidence: await readCurrentCoverage(coverageNeededBy(definition, checklist?.coverage ?? []), now),
    ...(attestation === undefined
      ? {}
      : {
          attestation: {
            at: attestation.at,
            by: attestation.by,
            validUntil: attestation.validUntil,
            answers: { ...attestation.answers },
          },
        }),
    ...(owner === undefined ? {} : { owner }),
    history: days.slice(-HISTORY_DAYS).flatMap(({ day, statuses }) => {
      const status = statuses[id];
      return status === undefined ? [] : [{ day, status }];
    }),
    today,
    lostRights: checklist?.hasReadRights === false,
  };
}

async function checkControl(
  { control: id }: InputOf<AdminCalls['checkControl']>,
  { account, now }: ResolverContext,
): Promise<OutputOf<AdminCalls['checkControl']>> {
  const history = await readFindings(requireControl(id).id);
  return requestCheck({ target: id, account: account, now }, sortShownFindings(history?.findings ?? []));
}

async function attest(
  { control: id, version, answers }: InputOf<AdminCalls['attest']>,
  { account, now }: ResolverContext,
): Promise<OutputOf<AdminCalls['attest']>> {
  const definition = requireControl(id);
  // The person filled in another version of the form, whose questions may differ.
  if (version !== definition.version) throw new ApiError({ code: 'conflict' });
  const { current } = await readSettings();
  const result = buildAttestation(definition, answers, {
    by: account,
    now,
    today: dayAt(now, current.timeZone),
    settings: current,
  });
  if (result.is === 'invalid') throw new ApiError({ code: 'invalid', fields: [...result.fields] });
  const { attestation } = result;
  await addAttestation(attestation, {
    kind: 'attestation',
    by: account,
    body: { id: attestation.id, control: id, version, validUntil: attestation.validUntil, answers },
  });
  await pushMessage({ kind: 'settle', why: 'attestation', objects: [] });
  return { at: attestation.at, validUntil: attestation.validUntil };
}

export const controlResolvers: Pick<Resolvers<AdminCalls>, 'control' | 'checkControl' | 'attest'> = {
  control: loadControlPage,
  checkControl,
  attest,
};
