import { mayBeOf } from '../evidence/audit-record';
import { type Change, type ChangedObject } from '../evidence/change';
import { type Subject } from '../terms/finding';
import { type Instant, MINUTE, later } from '../terms/instant';
import { type Attribution } from '../terms/life';

/** Jira writes an audit record, and sends an event, up to this much after what it tells of. */
const LATE = 5 * MINUTE;

/** What audit records and events call the kinds of things that findings are about; ids are unique only within one. */
const TYPES: Readonly<Partial<Record<Subject['kind'], string>>> = {
  filter: 'filter',
  dashboard: 'dashboard',
  scheme: 'scheme',
  group: 'group',
  person: 'user',
  app: 'user',
  space: 'project',
};

/** What a change can be about: enough to find it in a record. */
type Named = Pick<Subject, 'kind' | 'id' | 'name'>;

/** A name counts only where the record bears no id: two things may be called alike. */
const isSubject = (object: ChangedObject, { kind, id, name }: Named): boolean =>
  object.type.toLowerCase() === TYPES[kind] &&
  (object.id === undefined ? name !== undefined && object.name === name : object.id === id);

/**
 * Whether a change tells of the subject: as its object, or as something that the record names besides. Notification,
 * workflow and security schemes are schemes to the log as well, with ids of their own.
 */
export const concerns = (change: Change, subject: Named): boolean =>
  (subject.kind !== 'scheme' || mayBeOf(change, 'permissions')) &&
  [...(change.object ? [change.object] : []), ...change.associated].some(object =>
    isSubject(object, subject),
  );

/** What one person does to one thing within this long is one change, however many records Jira writes of it. */
const ONE_CHANGE = 10 * MINUTE;

type Candidate = Extract<Attribution, { is: 'candidates' }>['of'][number];

/** One candidate for each change, not for each record of it; the earliest record stands for it. */
const changeSets = (records: readonly Candidate[]): readonly Candidate[] =>
  [...records]
    .sort((one, other) => one.at - other.at)
    .reduce<Candidate[]>((sets, record) => {
      const same = sets.some(({ by, at }) => by === record.by && record.at - at <= ONE_CHANGE);
      return same ? sets : [...sets, record];
    }, []);

/**
 * Who changed one of the subjects and when, between the last read before and the first read after. One change is recorded,
 * several stay candidates, none leaves the two reads as bounds.
 */
export function attributionOf(
  subjects: readonly Named[],
  between: { readonly after?: Instant; readonly before: Instant },
  changes: readonly Change[],
): Attribution {
  const from = between.after ?? -Infinity;
  const inside = changeSets(
    changes
      .filter(
        change =>
          change.at > from &&
          change.at <= later(between.before, LATE) &&
          subjects.some(subject => concerns(change, subject)),
      )
      .map(({ at, by, id }) => ({ at, change: id, ...(by === undefined ? {} : { by }) })),
  );
  const [only, another] = inside;
  if (only === undefined) return { is: 'bounded', ...between };
  return another === undefined ? { is: 'recorded', ...only } : { is: 'candidates', of: inside };
}
