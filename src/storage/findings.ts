import { z } from 'zod';
import { type ControlHistory } from '../posture/compare-findings';
import { type ControlId } from '../domain/control-attributes';
import { instant } from '../domain/instant';
import { type TrackedFinding, trackedFindingSchema } from '../domain/tracked-finding';
import { pack, packedSchema } from './packed';
import { type StorageWrite } from './transaction';
import { canonicalJson, sha256Digest, readValue, readValues } from './values';

/*
 * Findings are stored in parts named by their content hash. One value lists the parts of every control, so writing it
 * publishes a whole judging at once. Parts are packed: one finding can list every space of a site several times.
 */

/** Bytes of JSON in a part before packing. A larger finding gets a part of its own. */
const MAX_PART_BYTES = 100_000;

const FINDINGS_KEY = 'findings';

const partNamesSchema = z.object({
  controls: z.record(
    z.string(),
    z.object({
      version: z.number(),
      completeReadAt: z.number().exactOptional(),
      unjudgedSources: z.array(z.string()).readonly().exactOptional(),
      sourceVersions: z.record(z.string(), z.number()).exactOptional(),
      parts: z.array(z.string()),
    }),
  ),
  /** Parts that are no longer referenced and wait for deletion. */
  loose: z.array(z.string()),
});
type PartNames = z.infer<typeof partNamesSchema>;
const emptyPartNames: PartNames = { controls: {}, loose: [] };

const findingsPartSchema = z.object({ findings: packedSchema(z.array(trackedFindingSchema.loose())) });

/** The versions that judged, and the sources not judged yet. */
const versionFields = ({
  version,
  unjudgedSources,
  sourceVersions,
}: Pick<ControlHistory, 'version' | 'unjudgedSources' | 'sourceVersions'>): Pick<
  ControlHistory,
  'version' | 'unjudgedSources' | 'sourceVersions'
> => ({
  version,
  ...(unjudgedSources === undefined ? {} : { unjudgedSources }),
  ...(sourceVersions === undefined ? {} : { sourceVersions }),
});

const findingsPartKey = (hash: string): string => `findings:${hash}`;
const readPartNames = async (): Promise<PartNames> =>
  (await readValue(FINDINGS_KEY, partNamesSchema)) ?? emptyPartNames;

export type ControlHistories = ReadonlyMap<ControlId, ControlHistory>;

async function loadHistories(
  { controls }: PartNames,
  requested: readonly ControlId[],
): Promise<{ histories: ControlHistories; isComplete: boolean }> {
  const entries = requested.flatMap(control => {
    const names = controls[control];
    return names === undefined ? [] : [{ control, names }];
  });
  const keys = entries.flatMap(({ names }) => names.parts.map(findingsPartKey));
  const parts = await readValues(keys, findingsPartSchema);
  const histories = entries.map(({ control, names }) => {
    // The schema checks only the fields that the code uses. The same code wrote the other fields.
    const trackedFindings = names.parts.flatMap(
      hash => parts.get(findingsPartKey(hash))?.findings ?? [],
    ) as unknown as TrackedFinding[];
    const completeReadAt = names.parts.every(hash => parts.has(findingsPartKey(hash)))
      ? names.completeReadAt
      : undefined;
    const history: ControlHistory = {
      ...versionFields(names),
      findings: trackedFindings,
      ...(completeReadAt === undefined ? {} : { completeReadAt: instant(completeReadAt) }),
    };
    return [control, history] as const;
  });
  return { histories: new Map(histories), isComplete: keys.every(key => parts.has(key)) };
}

/**
 * The histories of several controls, read in few calls. Controls that were never judged are left out. If a part is lost
 * or from another version, the history counts as never read completely, so that missing findings are not reported as
 * new.
 */
export async function readAllFindings(controls: readonly ControlId[]): Promise<ControlHistories> {
  const names = await readPartNames();
  const result = await loadHistories(names, controls);
  if (result.isComplete) return result.histories;
  // A judging may have replaced parts between the two reads, so read once more.
  return (await loadHistories(await readPartNames(), controls)).histories;
}

/** The history of one control; undefined if it was never judged. */
export const readFindings = async (control: ControlId): Promise<ControlHistory | undefined> =>
  (await readAllFindings([control])).get(control);

/** For each control that was ever judged, the version that judged last. */
export const readJudgedVersions = async (): Promise<ReadonlyMap<string, number>> =>
  new Map(
    Object.entries((await readPartNames()).controls).map(([control, { version }]) => [control, version]),
  );

const splitIntoParts = (trackedFindings: ControlHistory['findings']): ControlHistory['findings'][] => {
  const parts: ControlHistory['findings'][number][][] = [];
  let size = MAX_PART_BYTES;
  for (const tracked of trackedFindings) {
    const bytes = Buffer.byteLength(JSON.stringify(tracked));
    if (size + bytes > MAX_PART_BYTES) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(tracked);
    size += bytes;
  }
  return parts;
};

export interface FindingsWritePlan {
  /** New parts that don't fit into the transaction. They are written first, while nothing refers to them. */
  readonly preliminaryWrites: readonly StorageWrite[];
  /** Written in one transaction. */
  readonly transactionWrites: readonly StorageWrite[];
}

/**
 * The writes that store the histories: new parts, the list of all parts, and deletions of unreferenced parts. None if
 * nothing changed.
 * @param availableOperations operations left in the transaction, at least one.
 */
export async function planFindingsWrites(
  histories: ControlHistories,
  availableOperations: number,
): Promise<FindingsWritePlan> {
  const storedNames = await readPartNames();
  const newParts = new Map<string, StorageWrite>();
  const entries = [...histories].map(([control, history]) => {
    const { completeReadAt, findings: trackedFindings } = history;
    const parts = splitIntoParts(trackedFindings).map(part => {
      const hash = sha256Digest([control, part]).slice(0, 16);
      newParts.set(hash, { key: findingsPartKey(hash), value: { findings: pack(part) } });
      return hash;
    });
    const names: PartNames['controls'][string] = {
      ...versionFields(history),
      ...(completeReadAt === undefined ? {} : { completeReadAt }),
      parts,
    };
    return [control, names] as const;
  });
  const controls = { ...storedNames.controls, ...Object.fromEntries(entries) };
  const namedBefore = new Set(Object.values(storedNames.controls).flatMap(({ parts }) => parts));
  const namedNow = new Set(Object.values(controls).flatMap(({ parts }) => parts));
  const newWrites = [...newParts].flatMap(([hash, write]) => (namedBefore.has(hash) ? [] : [write]));
  const obsoleteParts = [...new Set([...storedNames.loose, ...namedBefore])].filter(
    hash => !namedNow.has(hash),
  );
  if (obsoleteParts.length === 0 && canonicalJson(controls) === canonicalJson(storedNames.controls))
    return { preliminaryWrites: [], transactionWrites: [] };
  const preliminaryWrites = newWrites.slice(0, Math.max(0, newWrites.length - (availableOperations - 1)));
  const remainingWrites = newWrites.slice(preliminaryWrites.length);
  const deleted = obsoleteParts.slice(0, availableOperations - 1 - remainingWrites.length);
  return {
    preliminaryWrites,
    transactionWrites: [
      ...remainingWrites,
      { key: FINDINGS_KEY, value: { controls, loose: obsoleteParts.slice(deleted.length) } },
      ...deleted.map(hash => ({ key: findingsPartKey(hash), value: undefined })),
    ],
  };
}
