import { z } from 'zod';
import { type ControlMemory } from '../posture/compare';
import { type ControlId } from '../terms/control-terms';
import { instant } from '../terms/instant';
import { type Life, lifeShape } from '../terms/life';
import { canonical, deleteValue, readValues, writeValue } from './values';

/** Half of what a value may hold, so that a part never fails for a few long names. */
const PART = 100_000;

const headShape = z.object({
  version: z.number(),
  wholeAt: z.number().exactOptional(),
  parts: z.number().int(),
});
const partShape = z.object({ lives: z.array(lifeShape.loose()) });

const headKey = (control: ControlId): string => `findings:${control}`;
const partKey = (control: ControlId, part: number): string => `findings:${control}:${part}`;

/**
 * What is remembered of the findings of several controls, in few calls. Those that were never judged are left out. Where a
 * part is lost, or of another version, the rest is as if nothing had ever been read whole: what is missing is not taken for
 * new.
 */
export async function readAllFindings(
  controls: readonly ControlId[],
): Promise<ReadonlyMap<ControlId, ControlMemory>> {
  const heads = await readValues(controls.map(headKey), headShape);
  const keysOf = (control: ControlId): readonly string[] =>
    Array.from({ length: heads.get(headKey(control))?.parts ?? 0 }, (_, part) => partKey(control, part));
  const parts = await readValues(controls.flatMap(keysOf), partShape);
  return new Map(
    controls.flatMap(control => {
      const head = heads.get(headKey(control));
      if (head === undefined) return [];
      const keys = keysOf(control);
      // The shape's check is of what the code touches; the rest of a life was written by this same code.
      const lives = keys.flatMap(key => parts.get(key)?.lives ?? []) as unknown as Life[];
      const wholeAt = keys.every(key => parts.has(key)) ? head.wholeAt : undefined;
      const whole = wholeAt === undefined ? {} : { wholeAt: instant(wholeAt) };
      return [[control, { version: head.version, lives, ...whole }] as const];
    }),
  );
}

/** What is remembered of one control's findings; undefined where it was never judged. */
export const readFindings = async (control: ControlId): Promise<ControlMemory | undefined> =>
  (await readAllFindings([control])).get(control);

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

/** Writes only the parts that changed since `before`. */
export async function writeFindings(
  control: ControlId,
  memory: ControlMemory,
  before: ControlMemory | undefined,
): Promise<void> {
  const parts = partsOf(memory.lives);
  const known = partsOf(before?.lives ?? []);
  for (const [index, lives] of parts.entries()) {
    if (canonical(lives) !== canonical(known[index])) await writeValue(partKey(control, index), { lives });
  }
  const head = { version: memory.version, wholeAt: memory.wholeAt, parts: parts.length };
  const knownHead = before && { version: before.version, wholeAt: before.wholeAt, parts: known.length };
  if (canonical(head) !== canonical(knownHead)) await writeValue(headKey(control), head);
  for (let index = parts.length; index < known.length; index += 1) await deleteValue(partKey(control, index));
}
