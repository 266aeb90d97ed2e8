import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { type Source } from '../../src/evidence/source';
import { type Settings, settingsSchema } from '../../src/settings/settings';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { readFindings } from '../../src/storage/findings';
import { consumeMessage } from '../../src/scan/consume-message';
import { type Instant, MINUTE, instant, addDuration } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { type SourceId } from '../../src/domain/source-id';
import { type Platform } from '../api/fake-platform';
import { fakeTransport, type AnswerTable } from '../evidence/fake-transport';
import { saveEvidence } from '../storage/save-fixtures';

const START = instant(Date.UTC(2026, 10, 2, 8, 10));
export const at = (minutes: number): Instant => addDuration(START, minutes * MINUTE);

/** A public filter, for which INF-03 has a finding. */
export const filter = { id: '7', name: 'All open bugs', query: '' };

/** Saves settings as an admin would. */
export function saveSettings({ entities }: Platform, settings: object): void {
  const body: Settings = settingsSchema.parse(settings);
  entities.set('settings/current', { revision: 1, body });
}

/** A pass over a source that gave these facts. */
export async function savePass<F>(source: Source<F>, facts: readonly F[], minute: number): Promise<void> {
  const store = new EvidenceWriter();
  await store.beginPass(source.id, at(minute), 1);
  await store.addPage(source, { facts, read: facts.length });
  await store.completePass(source.id, at(minute));
  await saveEvidence(store);
}

/** A re-check of one object, which broke nothing any longer. */
export async function saveRecheck(source: Source<unknown>, key: string, minute: number): Promise<void> {
  const store = new EvidenceWriter();
  await store.applyRecheck(source, key, { facts: [] }, at(minute));
  await saveEvidence(store);
}

/** Judges what was read. With `endedAt` the function ends when it writes that key, as a crash would end it. */
export async function runJudging(
  { store }: Platform,
  minute: number,
  {
    endedAt: crashAtKey,
    answers = {},
    objects = [],
    message = { kind: 'settle', why: 'settings', objects },
  }: {
    endedAt?: string;
    answers?: AnswerTable;
    /** Objects that are checked first. */
    objects?: readonly { source: SourceId; key: string }[];
    message?: object;
  } = {},
): Promise<readonly string[]> {
  const transport = fakeTransport(answers);
  const write = store.set.bind(store);
  store.set = (key, value) => {
    if (key === crashAtKey) throw new Error('ended');
    return write(key, value);
  };
  const consumed = consumeMessage(
    { body: { ...message }, eventId: `event-${minute}` },
    {
      now: () => at(minute),
      newId: () => 'sweep',
      site: { cloudId: 'cloud', environmentId: 'env', installedAt: START },
      createJiraWithAllowance: allowance => {
        const meter = createMeter(allowance);
        const sleep = () => Promise.resolve();
        return { jira: createJira({ transport, meter, sleep, random: () => 0, now: () => 0 }), meter };
      },
    },
  );
  await (crashAtKey === undefined ? consumed : expect(consumed).rejects.toThrow());
  store.set = write;
  return transport.requests;
}

export async function findTrackedFilter(): Promise<TrackedFinding | undefined> {
  return (await readFindings('INF-03'))?.findings[0];
}
