import { z } from 'zod';
import { type ControlMemory } from '../posture/compare';
import { type ControlId } from '../terms/control-terms';
import { instant } from '../terms/instant';
import { lifeShape } from '../terms/life';
import { canonical, deleteValue, readValue, writeValue } from './values';

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

/** What is remembered of one control's findings. @returns undefined where it was never judged. */
export async function readFindings(control: ControlId): Promise<ControlMemory | undefined> {
  const head = await readValue(headKey(control), headShape);
  if (head === undefined) return undefined;
  const parts = await Promise.all(
    Array.from({ length: head.parts }, (_, part) => readValue(partKey(control, part), partShape)),
  );
  // The shape's check is of what the code touches; the rest of a life was written by this same code.
  const lives = parts.flatMap(part => part?.lives ?? []) as unknown as ControlMemory['lives'];
  return {
    version: head.version,
    lives,
    ...(head.wholeAt === undefined ? {} : { wholeAt: instant(head.wholeAt) }),
  };
}

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
