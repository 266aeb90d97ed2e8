import { type Control } from '../controls/define-control';
import { type Settings } from '../settings/settings';
import { type Day, monthsAfter } from '../domain/day';
import { type Instant, addDuration } from '../domain/instant';
import { type Attestation } from '../domain/attestation';

type Answers = Attestation['answers'];

/**
 * An invalid answer. `why` is `required`, `day-after-today`, `no-attestation-form`, or a code of the answers' schema.
 */
export interface InvalidAnswer {
  readonly path: string;
  readonly why: string;
}

export type AttestationResult =
  | { readonly is: 'made'; readonly attestation: Attestation }
  | { readonly is: 'invalid'; readonly fields: readonly InvalidAnswer[] };

interface Attester {
  /** Account ID. */
  readonly by: string;
  readonly now: Instant;
  /** Today on the site. An answer can't name a later day. */
  readonly today: Day;
  readonly settings: Settings;
}

/** The same time of day this number of calendar months later. */
const expiryAfter = ({ now, today }: Attester, months: number): Instant =>
  addDuration(now, Date.parse(monthsAfter(today, months)) - Date.parse(today));

/** Trims texts and drops empty answers. */
const dropEmptyAnswers = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== ''),
  );

/**
 * Builds an attestation with today's date; it is never backdated. Its validity, in calendar months, counts from now and
 * not from a day in the answers.
 */
export function buildAttestation(control: Control, input: Answers, attester: Attester): AttestationResult {
  const { by, now, today, settings } = attester;
  const form = control.attestation;
  if (form === undefined) return { is: 'invalid', fields: [{ path: 'control', why: 'no-attestation-form' }] };
  const answers = dropEmptyAnswers(input);
  const futureDays = form.fields
    .filter(({ name, kind }) => kind === 'day' && String(answers[name] ?? '') > today)
    .map(({ name }) => ({ path: name, why: 'day-after-today' }));
  const missingAnswers = form.fields
    .filter(({ name, optional }) => optional !== true && answers[name] === undefined)
    .map(({ name }) => ({ path: name, why: 'required' }));
  const parsed = form.answersSchema.safeParse(answers);
  const schemaErrors = parsed.success
    ? []
    : parsed.error.issues.map(({ path, code }) => ({ path: path.map(String).join('.'), why: code }));
  const fields = [...futureDays, ...missingAnswers, ...schemaErrors].filter(
    ({ path }, index, all) => all.findIndex(other => other.path === path) === index,
  );
  if (fields.length > 0) return { is: 'invalid', fields };
  return {
    is: 'made',
    attestation: {
      id: `${control.id}:${now}:${by}`,
      control: control.id,
      version: control.version,
      answers,
      ...(form.coveredIds === undefined ? {} : { coveredIds: form.coveredIds(settings, today) }),
      by,
      at: now,
      validUntil: expiryAfter(attester, form.validMonths),
    },
  };
}
