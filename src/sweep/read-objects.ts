import { type Source } from '../evidence/source';
import { sources } from '../evidence/sources';
import { type SourceId } from '../terms/source-id';
import { requestPasses } from './begin-sweep';
import { rereadObjects } from './changes';
import { nameOf } from './judge-site';
import { readerFor } from './rights';
import { type Slice } from './slice';

type ObjectKey = { readonly source: SourceId; readonly key: string };

export async function rereadAll(
  slice: Slice,
  objects: readonly { readonly source: Source<unknown>; readonly key: string }[],
): Promise<void> {
  if (objects.length === 0) return;
  const reader = await readerFor(
    slice,
    objects.map(({ source }) => source),
  );
  await rereadObjects(objects, reader, slice.store, slice.time);
  slice.dirty = true;
}

export const withSources = (
  objects: readonly ObjectKey[],
): readonly { readonly source: Source<unknown>; readonly key: string }[] =>
  objects.map(({ source, key }) => ({ source: sources[source], key }));

/** Reads a second time what was seen once, as soon as that counts. */
export async function readAgain(slice: Slice): Promise<void> {
  const ripe = slice.run.second.filter(({ at }) => at <= slice.now());
  if (ripe.length === 0) return;
  slice.update({ second: slice.run.second.filter(read => !ripe.includes(read)) });
  for (const read of ripe) slice.readAgain.add(nameOf(read));
  const passes = ripe.flatMap(({ source, key }) => (key === undefined ? [source] : []));
  if (passes.length > 0) requestPasses(slice, passes);
  await rereadAll(
    slice,
    withSources(ripe.flatMap(({ source, key }) => (key === undefined ? [] : [{ source, key }]))),
  );
  slice.dirty = true;
}
