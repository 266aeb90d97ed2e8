import { type Gap } from '../terms/gap';
import { type Pass, type SourceState } from './source-state';

/*
 * What is kept of single objects next to a source's passes: what reading them again said, and which of them changed and
 * could not be read again so far.
 */

interface Kept {
  readonly at: number;
  readonly overtaken?: true;
}
type KeptByKey<K extends Kept> = Record<string, K>;

/** Marks those that a page of the running pass is newer than. Judging needs them as long as it sees the pass before. */
export const overtaken = <K extends Kept>(kept: KeptByKey<K>, keys: readonly string[]): KeptByKey<K> => ({
  ...kept,
  ...Object.fromEntries(
    keys.flatMap(key => {
      const one = kept[key];
      return one === undefined ? [] : [[key, { ...one, overtaken: true as const }]];
    }),
  ),
});

/** Those that a pass which began at `asOf` does not know better when it closes. */
export const outliving = <K extends Kept>(kept: KeptByKey<K>, asOf: number): KeptByKey<K> =>
  Object.fromEntries(Object.entries(kept).filter(([, one]) => one.at >= asOf && one.overtaken !== true));

export function without<K>(kept: Readonly<Record<string, K>>, key: string): Record<string, K> {
  const { [key]: _one, ...others } = kept;
  return others;
}

/** What of the pass's single objects is still missing, by key. */
export const missing = (
  { missed }: Pick<Pass, 'missed'>,
  patches: SourceState['patches'],
): readonly (readonly [string, Gap])[] =>
  Object.entries(missed).filter(([key]) => patches[key] === undefined);
