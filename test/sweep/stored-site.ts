import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { type Source } from '../../src/evidence/source';
import { type Settings, settingsSchema } from '../../src/settings/settings';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { readFindings } from '../../src/storage/findings';
import { consume } from '../../src/sweep/consume';
import { type Instant, MINUTE, instant, later } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { type SourceId } from '../../src/terms/source-id';
import { type Platform } from '../api/platform';
import { fakeTransport, type Table } from '../evidence/fake-site';
import { keepEvidence } from '../storage/kept';

const START = instant(Date.UTC(2026, 10, 2, 8, 10));
export const at = (minutes: number): Instant => later(START, minutes * MINUTE);

/** A public filter, for which INF-03 has a finding. */
export const filter = { id: '7', name: 'All open bugs', query: '' };

/** Saves settings as an admin would. */
export function saved({ entities }: Platform, settings: object): void {
  const body: Settings = settingsSchema.parse(settings);
  entities.set('settings/current', { revision: 1, body });
}

/** A pass over a source that gave these facts. */
export async function read<F>(source: Source<F>, facts: readonly F[], minute: number): Promise<void> {
  const store = new EvidenceWriter();
  await store.begin(source.id, at(minute), 1);
  await store.add(source, { facts, read: facts.length });
  await store.close(source.id, at(minute));
  await keepEvidence(store);
}

/** A re-check of one object, which broke nothing any longer. */
export async function rechecked(source: Source<unknown>, key: string, minute: number): Promise<void> {
  const store = new EvidenceWriter();
  await store.patch(source, key, { facts: [] }, at(minute));
  await keepEvidence(store);
}

/** Judges what was read. With `endedAt` the function ends when it writes that key, as a crash would end it. */
export async function judged(
  { store }: Platform,
  minute: number,
  {
    endedAt,
    answers = {},
    objects = [],
    message = { kind: 'settle', why: 'settings', objects },
  }: {
    endedAt?: string;
    answers?: Table;
    /** Objects that are checked first. */
    objects?: readonly { source: SourceId; key: string }[];
    message?: object;
  } = {},
): Promise<readonly string[]> {
  const transport = fakeTransport(answers);
  const write = store.set.bind(store);
  store.set = (key, value) => {
    if (key === endedAt) throw new Error('ended');
    return write(key, value);
  };
  const done = consume(
    { body: { ...message }, eventId: `event-${minute}` },
    {
      now: () => at(minute),
      newId: () => 'sweep',
      site: { cloudId: 'cloud', environmentId: 'env', installedAt: START },
      jiraWith: allowance => {
        const meter = createMeter(allowance);
        const sleep = () => Promise.resolve();
        return { jira: createJira({ transport, meter, sleep, random: () => 0, now: () => 0 }), meter };
      },
    },
  );
  await (endedAt === undefined ? done : expect(done).rejects.toThrow());
  store.set = write;
  return transport.asked;
}

export async function lifeOfFilter(): Promise<Life | undefined> {
  return (await readFindings('INF-03'))?.lives[0];
}
