import { summaryArgs } from '../../../static/locales/control-words';
import { type Control } from '../../controls/define';
import { frameworksOf } from '../../controls/frameworks';
import { attestationOf } from '../../people/attest';
import { readChecklist } from '../../storage/checklist';
import { addAttestation, readAttestations } from '../../storage/decisions';
import { readFindings } from '../../storage/findings';
import { readDays } from '../../storage/history';
import { readSettings } from '../../storage/settings';
import { push } from '../../sweep/messages';
import { dayAt } from '../../terms/day';
import { type Coverage } from '../../terms/checklist';
import { ApiError } from '../answer';
import { approvingLists } from '../approvals';
import { controlNamed, factsOf } from '../catalogue';
import { askToCheck, checkOf } from '../check-now';
import { coverageNow } from '../coverage-now';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { FINDINGS_A_PAGE } from '../contract/control';
import { findingRow, foundLives, shownLives } from '../finding-rows';
import { notFiledOf } from '../not-filed';
import { type Asked, type Resolvers } from '../serve';

const HISTORY_DAYS = 30;

const neededBy = (control: Control, coverage: readonly Coverage[]): Coverage[] => {
  const needed = new Set(Object.values(control.needs).map(({ source }) => source.id));
  return coverage.filter(({ source }) => needed.has(source));
};

async function control(
  { control: id, from, search = '', sort = 'worst' }: InputOf<AdminCalls['control']>,
  { account, now }: Asked,
): Promise<OutputOf<AdminCalls['control']>> {
  const named = controlNamed(id);
  const [checklist, memory, attestations, { current }] = await Promise.all([
    readChecklist(),
    readFindings(named.id),
    readAttestations([named.id]),
    readSettings(),
  ]);
  const today = dayAt(now, current.timeZone);
  const days = await readDays(today, 2);
  const lives = shownLives(memory?.lives ?? []);
  const found = foundLives(lives, search, sort);
  const findings = lives.map(({ finding }) => finding);
  const row = checklist?.rows.find(each => each.control === id);
  const approving = approvingLists(named.id)?.[0];
  const stated = attestations.get(id);
  const owner = current.owners[id];
  return {
    now,
    timeZone: current.timeZone,
    facts: factsOf(named),
    ...(row === undefined ? {} : { row }),
    findings: found.slice(from, from + FINDINGS_A_PAGE).map(findingRow),
    from,
    total: lives.length,
    found: found.length,
    summary: { ...summaryArgs(findings) },
    byCode: Object.fromEntries(
      [...new Set(findings.map(({ code }) => code))].map(code => [
        code,
        { ...summaryArgs(findings.filter(finding => finding.code === code)) },
      ]),
    ),
    notFiled: notFiledOf(lives, current),
    ...(approving === undefined ? {} : { approving }),
    check: await checkOf({ what: named.id, by: account, now }, lives),
    frameworks: frameworksOf(named.id).map(({ framework, identifiers }) => ({
      name: framework.name,
      identifiers: [...identifiers],
    })),
    evidence: await coverageNow(neededBy(named, checklist?.coverage ?? []), now),
    ...(stated === undefined
      ? {}
      : {
          statement: {
            at: stated.at,
            by: stated.by,
            validUntil: stated.validUntil,
            blanks: { ...stated.blanks },
          },
        }),
    ...(owner === undefined ? {} : { owner }),
    history: days.slice(-HISTORY_DAYS).flatMap(({ day, statuses }) => {
      const status = statuses[id];
      return status === undefined ? [] : [{ day, status }];
    }),
    today,
    lostRights: checklist?.appMayRead === false,
  };
}

async function checkControl(
  { control: id }: InputOf<AdminCalls['checkControl']>,
  { account, now }: Asked,
): Promise<OutputOf<AdminCalls['checkControl']>> {
  const memory = await readFindings(controlNamed(id).id);
  return askToCheck({ what: id, by: account, now }, shownLives(memory?.lives ?? []));
}

async function attest(
  { control: id, version, blanks }: InputOf<AdminCalls['attest']>,
  { account, now }: Asked,
): Promise<OutputOf<AdminCalls['attest']>> {
  const named = controlNamed(id);
  // Words of another version were read: what they ask may have changed.
  if (version !== named.version) throw new ApiError({ code: 'conflict' });
  const { current } = await readSettings();
  const made = attestationOf(named, blanks, {
    by: account,
    now,
    today: dayAt(now, current.timeZone),
    settings: current,
  });
  if (made.is === 'invalid') throw new ApiError({ code: 'invalid', fields: [...made.fields] });
  const { attestation } = made;
  await addAttestation(attestation, {
    kind: 'attestation',
    by: account,
    body: { id: attestation.id, control: id, version, validUntil: attestation.validUntil, blanks },
  });
  await push({ kind: 'settle', why: 'attestation', objects: [] });
  return { at: attestation.at, validUntil: attestation.validUntil };
}

export const controlResolvers: Pick<Resolvers<AdminCalls>, 'control' | 'checkControl' | 'attest'> = {
  control,
  checkControl,
  attest,
};
