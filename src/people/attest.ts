import { type Control } from '../controls/define';
import { type Settings } from '../settings/settings';
import { type Day, monthsAfter } from '../terms/day';
import { type Instant, later } from '../terms/instant';
import { type Attestation } from '../terms/statement';

type Blanks = Attestation['blanks'];

/** What is wrong with one blank: `required`, `day-after-today`, or what its schema says. */
export interface InvalidBlank {
  readonly path: string;
  readonly why: string;
}

export type Attesting =
  | { readonly is: 'made'; readonly attestation: Attestation }
  | { readonly is: 'invalid'; readonly fields: readonly InvalidBlank[] };

interface Attester {
  /** Account id. */
  readonly by: string;
  readonly now: Instant;
  /** The day on the site: what was seen can't have been seen after it. */
  readonly today: Day;
  readonly settings: Settings;
}

/** The same time of day, so many calendar months later. */
const afterMonths = ({ now, today }: Attester, months: number): Instant =>
  later(now, Date.parse(monthsAfter(today, months)) - Date.parse(today));

/** An empty optional blank is left out; spaces around a text say nothing. */
const filled = (blanks: Blanks): Blanks =>
  Object.fromEntries(
    Object.entries(blanks)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== ''),
  );

/**
 * A person's statement about a control, dated now: it is never back-dated, and holds for as many calendar months as the
 * control says, counted from now and not from the day that was seen.
 */
export function attestationOf(control: Control, blanks: Blanks, attester: Attester): Attesting {
  const { by, now, today, settings } = attester;
  const form = control.statement;
  if (form === undefined) return { is: 'invalid', fields: [{ path: 'control', why: 'not-stated' }] };
  const given = filled(blanks);
  const late = form.fields
    .filter(({ name, kind }) => kind === 'day' && String(given[name] ?? '') > today)
    .map(({ name }) => ({ path: name, why: 'day-after-today' }));
  const missing = form.fields
    .filter(({ name, optional }) => optional !== true && given[name] === undefined)
    .map(({ name }) => ({ path: name, why: 'required' }));
  const parsed = form.blanks.safeParse(given);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map(({ path, code }) => ({ path: path.map(String).join('.'), why: code }));
  const fields = [...late, ...missing, ...wrong].filter(
    ({ path }, index, all) => all.findIndex(other => other.path === path) === index,
  );
  if (fields.length > 0) return { is: 'invalid', fields };
  return {
    is: 'made',
    attestation: {
      id: `${control.id}:${now}:${by}`,
      control: control.id,
      version: control.version,
      blanks: given,
      ...(form.about === undefined ? {} : { about: form.about(settings, today) }),
      by,
      at: now,
      validUntil: afterMonths(attester, form.validMonths),
    },
  };
}
