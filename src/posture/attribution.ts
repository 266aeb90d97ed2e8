import { mayHaveCategory } from '../evidence/audit-record';
import { type Change, type ChangedObject } from '../evidence/change';
import { type FindingSubject } from '../domain/finding';
import { type Instant, MINUTE, addDuration } from '../domain/instant';
import { type Attribution } from '../domain/tracked-finding';

/** Maximum delay between a change and its audit record or event. */
const MAX_AUDIT_DELAY = 5 * MINUTE;

/** Types of finding subjects in audit records and events. IDs are unique only within one type. */
const AUDIT_OBJECT_TYPES: Readonly<Partial<Record<FindingSubject['kind'], string>>> = {
  filter: 'filter',
  dashboard: 'dashboard',
  scheme: 'scheme',
  group: 'group',
  person: 'user',
  app: 'user',
  space: 'project',
};

/** The fields that identify a subject in a record. */
type SubjectReference = Pick<FindingSubject, 'kind' | 'id' | 'name'>;

/** Compares names only if the record has no ID, since several objects can share a name. */
const isSubjectObject = (object: ChangedObject, { kind, id, name }: SubjectReference): boolean =>
  object.type.toLowerCase() === AUDIT_OBJECT_TYPES[kind] &&
  (object.id === undefined ? name !== undefined && object.name === name : object.id === id);

/**
 * Whether a change names the subject as its object or as an associated item. The log also calls notification, workflow,
 * and security schemes "scheme", with IDs of their own, so a scheme needs the permissions category.
 */
export const mentionsSubject = (change: Change, subject: SubjectReference): boolean =>
  (subject.kind !== 'scheme' || mayHaveCategory(change, 'permissions')) &&
  [...(change.object ? [change.object] : []), ...change.associated].some(object =>
    isSubjectObject(object, subject),
  );

/** Records by one person about one object within this time count as one change, because Jira may write several. */
const CHANGE_WINDOW = 10 * MINUTE;

type AttributionCandidate = Extract<Attribution, { is: 'candidates' }>['of'][number];

/** Merges the records of each change into one candidate, represented by the earliest record. */
const mergeChangeRecords = (records: readonly AttributionCandidate[]): readonly AttributionCandidate[] =>
  [...records]
    .sort((one, other) => one.at - other.at)
    .reduce<AttributionCandidate[]>((changes, record) => {
      const isSameChange = changes.some(({ by, at }) => by === record.by && record.at - at <= CHANGE_WINDOW);
      return isSameChange ? changes : [...changes, record];
    }, []);

/**
 * Who changed one of the subjects and when, between the last reading without the change and the first with it. One
 * change gives `recorded`, several give `candidates`, and none gives `bounded`.
 */
export function attributionOf(
  subjects: readonly SubjectReference[],
  bounds: { readonly after?: Instant; readonly before: Instant },
  changes: readonly Change[],
): Attribution {
  const lowerBound = bounds.after ?? -Infinity;
  const candidates = mergeChangeRecords(
    changes
      .filter(
        change =>
          change.at > lowerBound &&
          change.at <= addDuration(bounds.before, MAX_AUDIT_DELAY) &&
          subjects.some(subject => mentionsSubject(change, subject)),
      )
      .map(({ at, by, id }) => ({ at, change: id, ...(by === undefined ? {} : { by }) })),
  );
  const [first, second] = candidates;
  if (first === undefined) return { is: 'bounded', ...bounds };
  return second === undefined ? { is: 'recorded', ...first } : { is: 'candidates', of: candidates };
}
