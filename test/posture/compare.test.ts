import { z } from 'zod';
import { type Control, defineControl, each } from '../../src/controls/define';
import { findingsOf } from '../../src/controls/finding';
import { defineSource } from '../../src/evidence/source';
import { compare, type ControlMemory, noMemory } from '../../src/posture/compare';
import { type Evidence, judge } from '../../src/posture/judge';
import { defaultSettings, idsOf, type Settings, settingsSchema } from '../../src/settings/settings';
import { type Gap } from '../../src/terms/gap';
import { type Instant, MINUTE, instant, later } from '../../src/terms/instant';
import { type Reading } from '../../src/terms/reading';

const start = instant(1_760_000_000_000);
const at = (minutes: number): Instant => later(start, minutes * MINUTE);

const open = z.object({ id: z.string() });
type Open = z.infer<typeof open>;

const source = defineSource<Open>({
  id: 'publicFilters',
  version: 1,
  operations: [],
  right: 'none',
  freshness: { full: 36, withFeed: 168 },
  fact: open,
  keyOf: ({ id }) => id,
  async *pages() {
    throw new Error('this test reads nothing');
  },
  reread: async () => 'gone',
  touchedBy: () => 'none',
});

const finding = findingsOf('INF-03');

/** `7?` is object 7, read with something in it that the app doesn't know. */
const isOdd = (id: string): boolean => id.endsWith('?');

const control = (version = 1): Control =>
  defineControl({
    id: 'INF-03',
    version,
    area: 'information',
    weight: 'high',
    review: 'month',
    proof: 'read',
    fixer: 'object-owner',
    codes: { findings: ['filter-public'] },
    needs: { filters: each(source) },
    applies: () => true,
    judge: ({ filters }, { settings, today }) => ({
      findings: filters
        .filter(({ id }) => !isOdd(id) && !idsOf(settings.approvedFilters, today).has(id))
        .map(({ id }) => finding('filter-public', { kind: 'filter', id, source: 'publicFilters' }, 'medium')),
      gaps: filters
        .filter(({ id }) => isOdd(id))
        .map(({ id }) => ({ why: 'schema', source: 'publicFilters', object: id.replace('?', '') })),
    }),
  });

const reading = (
  ids: readonly string[],
  minute: number,
  {
    gaps = [],
    reread = {},
    deleted = [],
  }: { gaps?: readonly Gap[]; reread?: Record<string, number>; deleted?: string[] } = {},
): Reading<Open> => ({
  facts: ids.map(id => ({ id })),
  asOf: at(minute),
  read: ids.length,
  gaps,
  rereadAt: new Map(Object.entries(reread).map(([id, when]) => [id, at(when)])),
  deleted: new Set(deleted),
});

const evidenceOf = (said: Reading<Open>): Evidence => ({ reading: () => said as never });

interface Look {
  readonly said: Reading<Open>;
  readonly minute: number;
  readonly settings?: Settings;
  readonly before?: Settings;
  readonly version?: number;
  /** What is there, and has no effect on the site's plan. */
  readonly latent?: readonly string[];
}

/** Judges one look after another; what each leaves is the next one's memory. */
function after(looks: readonly Look[]): ControlMemory {
  return looks.reduce<ControlMemory>(
    (memory, { said, minute, settings = defaultSettings, before, version = 1, latent = [] }) => {
      const evidence = evidenceOf(said);
      const context = { settings, now: at(minute), attestation: () => undefined };
      const whole = judge(control(version), evidence, context);
      const judged = { ...whole, latent: new Set(latent.map(id => `INF-03:filter-public:filter-${id}:`)) };
      const judgedBefore = before && judge(control(version), evidence, { ...context, settings: before });
      return compare({
        control: control(version),
        memory,
        judged,
        evidence,
        now: at(minute),
        beforeBaseline: () => false,
        ...(judgedBefore ? { before: judgedBefore } : {}),
      }).memory;
    },
    noMemory(control()),
  );
}

const states = ({ lives }: ControlMemory): Record<string, string> =>
  Object.fromEntries(lives.map(({ finding: { subject }, state, ended }) => [subject.id, ended ?? state]));

const approving = (id: string): Settings => settingsSchema.parse({ approvedFilters: [{ id }] });

describe('comparing with what was known', () => {
  it('opens a finding once its own object was read again', () => {
    expect(
      states(
        after([
          { said: reading(['7'], 0), minute: 0 },
          { said: reading(['7'], 0, { reread: { 7: 2 } }), minute: 2 },
        ]),
      ),
    ).toEqual({ 7: 'open' });
  });

  it('forgets in the end what is over, and calls it new should it come back', () => {
    const year = 400 * 24 * 60;
    const closed: readonly Look[] = [
      { said: reading(['7'], 0), minute: 0 },
      { said: reading(['7'], 2), minute: 2 },
      { said: reading([], 2, { reread: { 7: 4 } }), minute: 4 },
      { said: reading([], 2, { reread: { 7: 6 } }), minute: 6 },
    ];
    expect(states(after([...closed, { said: reading([], year), minute: year }]))).toEqual({ 7: 'gone' });
    const late = year + 10;
    const forgotten = [...closed, { said: reading([], late), minute: late }];
    expect(after(forgotten).lives).toEqual([]);
    const back = after([...forgotten, { said: reading(['7'], late + 2), minute: late + 2 }]);
    expect(back.lives).toMatchObject([{ state: 'suspected', baseline: false, lastClosed: at(late) }]);
  });

  it('keeps it open, unseen, when the source can no longer be read', () => {
    const denied = reading([], 3, { gaps: [{ why: 'denied' }] });
    expect(
      states(
        after([
          { said: reading(['7'], 0), minute: 0 },
          { said: reading(['7'], 2), minute: 2 },
          { said: denied, minute: 3 },
        ]),
      ),
    ).toEqual({ 7: 'unseen' });
  });

  it('calls unseen what was last read before the rights were lost, until its own object is read again', () => {
    const lost = { gaps: [{ why: 'denied' as const }], unseenBefore: at(10) };
    const looks: readonly Look[] = [
      { said: reading(['7'], 0), minute: 0 },
      { said: reading(['7'], 2), minute: 2 },
      { said: { ...reading(['7'], 2), ...lost }, minute: 10 },
    ];
    expect(states(after(looks))).toEqual({ 7: 'unseen' });
    const again = { ...reading(['7'], 2, { reread: { 7: 12 } }), ...lost };
    expect(states(after([...looks, { said: again, minute: 12 }]))).toEqual({ 7: 'open' });
  });

  it('closes on re-reads of the one object though the list is only partly read', () => {
    const gaps: Gap[] = [{ why: 'failed' }];
    expect(
      states(
        after([
          { said: reading(['7'], 0, { gaps }), minute: 0 },
          { said: reading(['7'], 0, { gaps, reread: { 7: 2 } }), minute: 2 },
          { said: reading([], 0, { gaps, reread: { 7: 4 } }), minute: 4 },
          { said: reading([], 0, { gaps, reread: { 7: 6 } }), minute: 6 },
        ]),
      ),
    ).toEqual({ 7: 'gone' });
  });

  it('never closes what could be in the part of its object that isn’t known, and closes others', () => {
    const before: readonly Look[] = [
      { said: reading(['7', '8'], 0), minute: 0 },
      { said: reading(['7', '8'], 2), minute: 2 },
      { said: reading(['7?'], 4), minute: 4 },
      { said: reading(['7?'], 4, { reread: { 7: 6, 8: 6 } }), minute: 6 },
      { said: reading(['7?'], 8), minute: 8 },
    ];
    expect(states(after(before))).toEqual({ 7: 'unseen', 8: 'gone' });
    const known: readonly Look[] = [
      { said: reading([], 8, { reread: { 7: 10 } }), minute: 10 },
      { said: reading([], 8, { reread: { 7: 12 } }), minute: 12 },
    ];
    expect(states(after([...before, ...known]))).toEqual({ 7: 'gone', 8: 'gone' });
  });

  it('never closes on lists that came without it, however many: its own object is re-checked', () => {
    const lists: readonly Look[] = [
      { said: reading(['7'], 0), minute: 0 },
      { said: reading(['7'], 2), minute: 2 },
      ...[60, 120, 180, 1_560].map(minute => ({ said: reading([], minute), minute })),
    ];
    expect(states(after(lists))).toEqual({ 7: 'fading' });
    const there = reading(['7'], 1_560, { reread: { 7: 1_562 } });
    expect(states(after([...lists, { said: there, minute: 1_562 }]))).toEqual({ 7: 'open' });
    const gone = reading([], 1_560, { reread: { 7: 1_562 } });
    expect(states(after([...lists, { said: gone, minute: 1_562 }]))).toEqual({ 7: 'gone' });
  });

  it('doesn’t drop what was seen once because of a list', () => {
    const once: Look = { said: reading(['7'], 0), minute: 0 };
    expect(states(after([once, { said: reading([], 60), minute: 60 }]))).toEqual({ 7: 'suspected' });
    const gone = reading([], 60, { reread: { 7: 62 } });
    expect(after([once, { said: gone, minute: 62 }]).lives).toEqual([]);
  });

  it('tells a deleted object from a mended one', () => {
    expect(
      states(
        after([
          { said: reading(['7'], 0), minute: 0 },
          { said: reading(['7'], 2), minute: 2 },
          { said: reading([], 2, { reread: { 7: 4 }, deleted: ['7'] }), minute: 4 },
          { said: reading([], 2, { reread: { 7: 6 }, deleted: ['7'] }), minute: 6 },
        ]),
      ),
    ).toEqual({ 7: 'subject-deleted' });
  });

  it('ends what a setting approved, and calls what a setting brought by that name', () => {
    const approved = after([
      { said: reading(['7'], 0), minute: 0 },
      { said: reading(['7'], 2), minute: 2 },
      { said: reading(['7'], 2), minute: 3, settings: approving('7'), before: defaultSettings },
    ]);
    expect(states(approved)).toEqual({ 7: 'setting-changed' });
    const withdrawn = after([
      { said: reading(['7'], 0), minute: 0, settings: approving('7') },
      { said: reading(['7'], 0), minute: 3, before: approving('7') },
    ]);
    expect(withdrawn.lives[0]).toMatchObject({ state: 'suspected', origin: 'setting' });
  });

  it('ends what has no effect on the plan any more: it was not fixed', () => {
    const downgraded = after([
      { said: reading(['7'], 0), minute: 0 },
      { said: reading(['7'], 2), minute: 2 },
      { said: reading([], 4), minute: 4, latent: ['7'] },
      { said: reading([], 6), minute: 6, latent: ['7'] },
    ]);
    expect(states(downgraded)).toEqual({ 7: 'plan-changed' });
  });

  it('does not blame the site for what a new version of the rule says', () => {
    const looks: Look[] = [
      { said: reading([], 0), minute: 0 },
      { said: reading(['7'], 2), minute: 2, version: 2 },
    ];
    expect(after(looks).lives[0]).toMatchObject({ origin: 'rule', version: 2 });
  });

  it('remembers when it was last known to be closed', () => {
    const memory = after([
      { said: reading([], 0), minute: 1 },
      { said: reading(['7'], 60), minute: 61 },
    ]);
    expect(memory.lives[0]).toMatchObject({ lastClosed: at(0), firstSeen: at(60) });
  });
});
