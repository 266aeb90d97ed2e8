import { z } from 'zod';
import { type ControlMemory } from '../posture/compare';
import { type ControlId } from '../terms/control-terms';
import { instant } from '../terms/instant';
import { type Life, lifeShape } from '../terms/life';
import { pack, packed } from './packed';
import { type Write } from './transaction';
import { canonical, digest, readValue, readValues } from './values';

/*
 * What is remembered of findings: parts named by their content, and one value that names the parts of every control. What
 * becomes of all of them in a judging shows at once, when that value is written. Parts are packed: one finding may open all
 * spaces of a site, and names each of them several times.
 */

/** Bytes of JSON in a part, before packing; a finding that alone has more is a part of its own. */
const PART = 100_000;

const KEY = 'findings';

const namesShape = z.object({
  controls: z.record(
    z.string(),
    z.object({
      version: z.number(),
      wholeAt: z.number().exactOptional(),
      unjudged: z.array(z.string()).readonly().exactOptional(),
      sourceVersions: z.record(z.string(), z.number()).exactOptional(),
      parts: z.array(z.string()),
    }),
  ),
  /** Parts that are named no more and wait to be deleted. */
  loose: z.array(z.string()),
});
type Names = z.infer<typeof namesShape>;
const noNames: Names = { controls: {}, loose: [] };

const partShape = z.object({ lives: packed(z.array(lifeShape.loose())) });

/** By which versions was judged, and what was not yet. */
const versionsIn = ({
  version,
  unjudged,
  sourceVersions,
}: Pick<ControlMemory, 'version' | 'unjudged' | 'sourceVersions'>) => ({
  version,
  ...(unjudged === undefined ? {} : { unjudged }),
  ...(sourceVersions === undefined ? {} : { sourceVersions }),
});

const partKey = (hash: string): string => `findings:${hash}`;
const readNames = async (): Promise<Names> => (await readValue(KEY, namesShape)) ?? noNames;

export type Memories = ReadonlyMap<ControlId, ControlMemory>;

async function memoriesIn(
  { controls }: Names,
  wanted: readonly ControlId[],
): Promise<{ memories: Memories; isWhole: boolean }> {
  const named = wanted.flatMap(control => {
    const names = controls[control];
    return names === undefined ? [] : [{ control, names }];
  });
  const keys = named.flatMap(({ names }) => names.parts.map(partKey));
  const parts = await readValues(keys, partShape);
  const memories = named.map(({ control, names }) => {
    // The shape's check is of what the code touches; the rest of a life was written by this same code.
    const lives = names.parts.flatMap(hash => parts.get(partKey(hash))?.lives ?? []) as unknown as Life[];
    const wholeAt = names.parts.every(hash => parts.has(partKey(hash))) ? names.wholeAt : undefined;
    const whole = wholeAt === undefined ? {} : { wholeAt: instant(wholeAt) };
    return [control, { ...versionsIn(names), lives, ...whole }] as const;
  });
  return { memories: new Map(memories), isWhole: keys.every(key => parts.has(key)) };
}

/**
 * What is remembered of the findings of several controls, in few calls. Those that were never judged are left out. Where a
 * part is lost, or of another version, the rest is as if nothing had ever been read whole: what is missing is not taken for
 * new.
 */
export async function readAllFindings(controls: readonly ControlId[]): Promise<Memories> {
  const names = await readNames();
  const read = await memoriesIn(names, controls);
  if (read.isWhole) return read.memories;
  // A judging may have replaced parts between the two reads.
  return (await memoriesIn(await readNames(), controls)).memories;
}

/** What is remembered of one control's findings; undefined where it was never judged. */
export const readFindings = async (control: ControlId): Promise<ControlMemory | undefined> =>
  (await readAllFindings([control])).get(control);

/** The version of each control that judged last, of those that were ever judged. */
export const readJudgedVersions = async (): Promise<ReadonlyMap<string, number>> =>
  new Map(Object.entries((await readNames()).controls).map(([control, { version }]) => [control, version]));

const partsOf = (lives: ControlMemory['lives']): ControlMemory['lives'][] => {
  const parts: ControlMemory['lives'][number][][] = [];
  let size = PART;
  for (const life of lives) {
    const bytes = Buffer.byteLength(JSON.stringify(life));
    if (size + bytes > PART) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(life);
    size += bytes;
  }
  return parts;
};

/** What keeps findings. */
export interface FindingsWrites {
  /** New parts beyond those that there is room for: to be written before, where nothing names them yet. */
  readonly before: readonly Write[];
  /** What has to be written at once. */
  readonly together: readonly Write[];
}

/**
 * What keeps the memories: the parts that are new, the names of all, and the end of those that are named no more. Nothing
 * where all is as it was.
 * @param room operations that there is room for, at least one.
 */
export async function findingsWrites(memories: Memories, room: number): Promise<FindingsWrites> {
  const known = await readNames();
  const fresh = new Map<string, Write>();
  const kept = [...memories].map(([control, memory]) => {
    const { wholeAt, lives } = memory;
    const parts = partsOf(lives).map(part => {
      const hash = digest([control, part]).slice(0, 16);
      fresh.set(hash, { key: partKey(hash), value: { lives: pack(part) } });
      return hash;
    });
    const whole = wholeAt === undefined ? {} : { wholeAt };
    return [control, { ...versionsIn(memory), ...whole, parts }] as const;
  });
  const controls = { ...known.controls, ...Object.fromEntries(kept) };
  const namedBefore = new Set(Object.values(known.controls).flatMap(({ parts }) => parts));
  const namedNow = new Set(Object.values(controls).flatMap(({ parts }) => parts));
  const sets = [...fresh].flatMap(([hash, write]) => (namedBefore.has(hash) ? [] : [write]));
  const over = [...new Set([...known.loose, ...namedBefore])].filter(hash => !namedNow.has(hash));
  if (over.length === 0 && canonical(controls) === canonical(known.controls))
    return { before: [], together: [] };
  const before = sets.slice(0, Math.max(0, sets.length - (room - 1)));
  const beside = sets.slice(before.length);
  const deleted = over.slice(0, room - 1 - beside.length);
  return {
    before,
    together: [
      ...beside,
      { key: KEY, value: { controls, loose: over.slice(deleted.length) } },
      ...deleted.map(hash => ({ key: partKey(hash), value: undefined })),
    ],
  };
}
