import { z } from 'zod';
import { observationShape, type Observation, type Observations } from '../remediation/observed';
import { pack, packed } from './packed';
import { type Write } from './transaction';
import { canonical, digest, readValues } from './values';

/*
 * How the app's work items were seen last, in sixteen values, so that one that changes rewrites few. They are no record: what is
 * lost or can't be read is read from Jira again.
 */

const PARTS = [...'0123456789abcdef'];

const keyOf = (part: string): string => `observed:${part}`;
const partOf = (issueId: string): string => digest(issueId).slice(0, 1);

const partShape = z.object({ items: packed(z.record(z.string(), observationShape)) });

/** @throws what the store throws. */
export async function readObserved(): Promise<Observations> {
  const parts = await readValues(PARTS.map(keyOf), partShape);
  return new Map([...parts.values()].flatMap(({ items }) => Object.entries(items)));
}

function partsOf(observed: Observations): ReadonlyMap<string, Readonly<Record<string, Observation>>> {
  const parts = new Map<string, Record<string, Observation>>();
  for (const [id, observation] of [...observed].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const part = parts.get(partOf(id)) ?? {};
    part[id] = observation;
    parts.set(partOf(id), part);
  }
  return parts;
}

/** What keeps them: the values that changed. */
export function observedWrites(before: Observations, now: Observations): readonly Write[] {
  const [known, parts] = [partsOf(before), partsOf(now)];
  return PARTS.flatMap(part => {
    const items = parts.get(part);
    if (canonical(items ?? {}) === canonical(known.get(part) ?? {})) return [];
    return [{ key: keyOf(part), value: items === undefined ? undefined : { items: pack(items) } }];
  });
}
