import { type AttestationField } from '../../api/contract/control-definition';

/** The form's text by field name. */
export type AttestationDraft = Readonly<Record<string, string>>;

/** Why an answer is invalid. Messages are in `pages.attestation.wrong`. */
export type AnswerError = 'required' | 'day-after-today' | 'number';

/** @param today today as an ISO day, in the site's time zone. */
export function findAnswerError(
  { kind, optional }: AttestationField,
  text: string,
  today: string,
): AnswerError | undefined {
  const trimmedText = text.trim();
  if (trimmedText === '') return optional ? undefined : 'required';
  if (kind === 'day' && trimmedText > today) return 'day-after-today';
  if (kind === 'number' && !Number.isFinite(Number(trimmedText))) return 'number';
  return undefined;
}

/** The answers to record. Converts numbers, and leaves out empty fields. */
export const buildAnswers = (
  fields: readonly AttestationField[],
  draft: AttestationDraft,
): Record<string, string | number> =>
  Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, string | number][] => {
      const text = (draft[name] ?? '').trim();
      return text === '' ? [] : [[name, kind === 'number' ? Number(text) : text]];
    }),
  );

/**
 * Fills the form with the last answers. Days stay empty, because each attestation needs a new check with its own date.
 */
export const buildAttestationDraft = (
  fields: readonly AttestationField[],
  answers: Readonly<Record<string, unknown>>,
): AttestationDraft =>
  Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, string][] => {
      const value = answers[name];
      return kind === 'day' || (typeof value !== 'string' && typeof value !== 'number')
        ? []
        : [[name, String(value)]];
    }),
  );
