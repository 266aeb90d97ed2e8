import { type Field } from '../../api/contract/facts';

/** What was typed into the blanks of a form, by their names. */
export type Draft = Readonly<Record<string, string>>;

/** Why a blank can't be recorded as it is; the words stand in `pages.statement.wrong`. */
export type Wrong = 'required' | 'day-after-today' | 'number';

/** @param today the ISO day on the site. */
export function wrongWith({ kind, optional }: Field, text: string, today: string): Wrong | undefined {
  const given = text.trim();
  if (given === '') return optional ? undefined : 'required';
  if (kind === 'day' && given > today) return 'day-after-today';
  if (kind === 'number' && !Number.isFinite(Number(given))) return 'number';
  return undefined;
}

/** The blanks as they are recorded: numbers as numbers, empty ones left out. */
export const blanksOf = (fields: readonly Field[], draft: Draft): Record<string, string | number> =>
  Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, string | number][] => {
      const text = (draft[name] ?? '').trim();
      return text === '' ? [] : [[name, kind === 'number' ? Number(text) : text]];
    }),
  );

/** What was stated last, to begin with. Days stay empty: somebody looks anew, and says when. */
export const draftFrom = (fields: readonly Field[], blanks: Readonly<Record<string, unknown>>): Draft =>
  Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, string][] => {
      const value = blanks[name];
      return kind === 'day' || (typeof value !== 'string' && typeof value !== 'number')
        ? []
        : [[name, String(value)]];
    }),
  );
