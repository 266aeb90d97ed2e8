import fc from 'fast-check';
import { controls } from '../../src/controls';
import { type Change } from '../../src/evidence/change';
import { type ControlMemory } from '../../src/posture/compare';
import { type Evidence } from '../../src/posture/judge';
import { scoreOf } from '../../src/posture/score';
import { statusOf } from '../../src/posture/status';
import { type Settings, defaultSettings, settingsSchema } from '../../src/settings/settings';
import { type JudgedControl, judgeSite, secondReads, type SiteToJudge } from '../../src/sweep/judge-site';
import { type ControlId } from '../../src/terms/control-terms';
import { type Instant, MINUTE, instant, later } from '../../src/terms/instant';
import { isDrift, type Life } from '../../src/terms/life';
import { type Reading } from '../../src/terms/reading';
import { type Attestation } from '../../src/terms/statement';
import { anySite } from '../controls/any-site';
import { adminGroup, ANYONE, NOW, scheme, type Site, space, using } from '../controls/site';

const at = (minutes: number): Instant => later(NOW, minutes * MINUTE);

/** What was read of a site at a moment; a source that was lost says nothing any more, one read in part has a gap. */
const evidenceAt = (
  site: Site,
  asOf: Instant,
  { lost = [], partly = [], before = {}, again = {} }: Pick<Look, 'lost' | 'partly' | 'before' | 'again'>,
): Evidence => ({
  reading: <F>({ id }: { readonly id: string }) => {
    const facts = Object.entries(site).find(([name]) => name === id)?.[1] ?? [];
    const reading: Reading<unknown> = lost.includes(id)
      ? { facts: [], read: 0, gaps: [{ why: 'denied' }] }
      : {
          facts: facts as readonly unknown[],
          asOf: before[id] === undefined ? asOf : at(before[id]),
          read: 1,
          gaps: partly.includes(id) ? [{ why: 'failed' }] : [],
          rereadAt: new Map(Object.entries(again[id] ?? {}).map(([key, minute]) => [key, at(minute)])),
        };
    return reading as Reading<F>;
  },
});

interface Look extends Partial<Omit<SiteToJudge, 'evidence' | 'now'>> {
  readonly site: Site;
  readonly minute: number;
  /** When it was read, where that isn't when it is judged. */
  readonly readAt?: number;
  readonly lost?: readonly string[];
  readonly partly?: readonly string[];
  /** The minute in which sources were read that were not read with the others. */
  readonly before?: Readonly<Record<string, number>>;
  /** The minute in which single objects were re-checked, by source and key. */
  readonly again?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Judges one look after another; what each leaves is the next one's memory. */
function after(looks: readonly Look[]): readonly JudgedControl[] {
  let memories: ReadonlyMap<ControlId, ControlMemory> = new Map();
  let judged: readonly JudgedControl[] = [];
  for (const {
    site,
    minute,
    readAt = minute,
    lost = [],
    partly = [],
    before = {},
    again = {},
    ...given
  } of looks) {
    judged = judgeSite({
      controls,
      evidence: evidenceAt(site, at(readAt), { lost, partly, before, again }),
      memories,
      settings: defaultSettings,
      judgedSettings: undefined,
      judgedOn: undefined,
      wasFiled: () => false,
      attestations: new Map(),
      ownAccount: undefined,
      changes: [],
      now: at(minute),
      ...given,
    });
    memories = new Map(judged.map(({ control, memory }) => [control.id, memory]));
  }
  return judged;
}

const of = (judged: readonly JudgedControl[], id: ControlId): JudgedControl => {
  const found = judged.find(({ control }) => control.id === id);
  if (found === undefined) throw new Error(`${id} was not judged`);
  return found;
};
const lifeOf = (judged: readonly JudgedControl[], id: ControlId): Life => {
  const [life] = of(judged, id).memory.lives;
  if (life === undefined) throw new Error(`${id} has no finding`);
  return life;
};

const scoreAfter = (judged: readonly JudgedControl[]): ReturnType<typeof scoreOf> =>
  scoreOf(judged.map(({ control, judged: said }) => ({ control, status: statusOf(control, said) })));

const quiet: Site = { publicFilters: [] };
const filter = { id: '7', name: 'All open bugs', query: '' };
const open: Site = { publicFilters: [filter] };
const event = (minute: number, by: string, id = '7'): Change => ({
  id: `event-${minute}`,
  via: 'event',
  at: at(minute),
  summary: 'avi:jira:updated:filter',
  category: '',
  by,
  object: { type: 'FILTER', id },
  associated: [],
});
const withBaseline = (mode: 'worse' | 'all'): Settings =>
  settingsSchema.parse({ baseline: { mode, takenAt: 0, by: 'ana' } });

describe('a site, judged again and again', () => {
  it('never looks better for reading less of it, whatever was open and whatever is lost', () => {
    const ids = [
      ...new Set(controls.flatMap(({ needs }) => Object.values(needs).map(({ source }) => source.id))),
    ];
    fc.assert(
      fc.property(anySite, fc.subarray(ids, { minLength: 1 }), (site, lost) => {
        const seen: Look[] = [
          { site, minute: 0 },
          { site, minute: 2 },
        ];
        const before = scoreAfter(after(seen));
        const now = scoreAfter(after([...seen, { site, minute: 4, lost }]));
        expect(now.assured).toBeLessThanOrEqual(before.assured);
        expect(now.possible).toBeLessThanOrEqual(before.possible);
      }),
      { numRuns: 100 },
    );
  });

  it('is never met for what lists leave out, whatever is left out and however often', () => {
    fc.assert(
      fc.property(anySite, fc.integer(), fc.nat(3), (site, seed, share) => {
        const shrunken: Site = Object.fromEntries(
          Object.entries(site).map(([source, facts]) => [
            source,
            // Fewer apps could be another plan, on which grants to the public have no effect: plausibility keeps that list whole.
            source === 'licence'
              ? facts
              : (facts as readonly unknown[]).filter((_, place) => ((seed >>> (place % 31)) & 3) < share),
          ]),
        );
        const seen: Look[] = [
          { site, minute: 0 },
          { site, minute: 2 },
        ];
        const objects = ({ memory }: JudgedControl): boolean =>
          memory.lives.every(({ finding: { subject } }) => subject.again !== 'pass');
        const before = after(seen);
        const once = after([...seen, { site: shrunken, minute: 60 }]);
        const twice = after([...seen, { site: shrunken, minute: 60 }, { site: shrunken, minute: 120 }]);
        for (const { control, judged } of before.filter(each => each.judged.verdict.is === 'not-met')) {
          expect(of(once, control.id).judged.verdict.is).not.toBe('met');
          // A count is of a whole list: it has nothing else to be re-checked by.
          if (objects(of(before, control.id)))
            expect(of(twice, control.id).judged.verdict.is).not.toBe('met');
          expect(judged.verdict.is).toBe('not-met');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('closes what a scheme grants only where a space that the list came without was re-checked', () => {
    const used: Site = {
      sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
      spaces: [space('1')],
      spaceSchemes: using('10', '1'),
    };
    const seen: Look[] = [
      { site: used, minute: 0 },
      { site: used, minute: 2 },
    ];
    const without: Site = { ...used, spaces: [] };
    const rechecked = (minute: number, more: object = {}): Look => ({
      site: without,
      minute,
      readAt: 60,
      again: { sharedSchemes: { 10: minute }, ...more },
    });
    const schemeAlone = after([...seen, rechecked(61), rechecked(63), rechecked(65)]);
    expect(lifeOf(schemeAlone, 'INF-01').state).toBe('fading');
    expect(of(schemeAlone, 'INF-01').judged.verdict.is).toBe('not-met');
    const spaceToo = after([...seen, rechecked(61), rechecked(63, { spaces: { 1: 63 } })]);
    expect(lifeOf(spaceToo, 'INF-01').state).toBe('gone');
    const asked = secondReads(after([...seen, rechecked(61)]), evidenceAt(without, at(60), {}));
    expect(asked.map(({ source, key }) => `${source} ${key}`)).toEqual(
      expect.arrayContaining(['sharedSchemes 10', 'spaceSchemes 1', 'spaces 1']),
    );
  });

  const ids = Array.from({ length: 40 }, (_, index) => String(index + 1));
  const wide: Site = {
    sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
    spaces: ids.map(id => space(id)),
    spaceSchemes: using('10', ...ids),
  };

  it.each(['closing', 'seen once'])(
    're-checks the spaces that lists came without, however wide the reach of a finding that is %s',
    state => {
      // The scheme still has its grants, and spaces use it; the list of spaces has lost all of them.
      const lost: Site = { ...wide, spaces: [] };
      const seen: Look[] = [
        { site: wide, minute: 0 },
        ...(state === 'closing' ? [{ site: wide, minute: 2 }] : []),
      ];
      const look: Look = { site: lost, minute: 60 };
      const judged = after([...seen, look]);
      expect(lifeOf(judged, 'INF-01').state).toBe(state === 'closing' ? 'fading' : 'suspected');
      const asked = secondReads(judged, evidenceAt(lost, at(60), {})).map(
        ({ source, key }) => `${source} ${key}`,
      );
      expect(asked).toEqual(expect.arrayContaining(['spaceSchemes 1', 'spaces 1']));
    },
  );

  it('re-checks the lost spaces first', () => {
    const lost: Site = {
      ...wide,
      spaces: ids.slice(0, 37).map(id => space(id)),
      sharedSchemes: [scheme('10', [])],
    };
    const judged = after([
      { site: wide, minute: 0 },
      { site: wide, minute: 2 },
      { site: lost, minute: 60 },
    ]);
    expect(lifeOf(judged, 'INF-01').state).toBe('fading');
    const asked = secondReads(judged, evidenceAt(lost, at(60), {})).map(
      ({ source, key }) => `${source} ${key}`,
    );
    expect(asked).toEqual(expect.arrayContaining(['spaces 38', 'spaceSchemes 38', 'spaces 40']));
    expect(asked).not.toContain('spaces 2');
  });

  it('takes no step the second time', () => {
    fc.assert(
      fc.property(anySite, site => {
        const seen: Look[] = [
          { site, minute: 0 },
          { site, minute: 2 },
        ];
        const again = after([...seen, { site, minute: 3, readAt: 2 }]);
        expect(again.flatMap(({ steps }) => steps)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what is new since the starting point', () => {
  it('is not what was never looked for before: it belongs to it', () => {
    const settings = withBaseline('worse');
    const judged = after([
      { site: quiet, minute: 0, lost: ['publicFilters'], settings },
      { site: open, minute: 2, settings },
      { site: open, minute: 4, settings },
    ]);
    expect(lifeOf(judged, 'INF-03')).toMatchObject({ state: 'open', baseline: true });
    expect(isDrift(lifeOf(judged, 'INF-03'))).toBe(false);
  });

  it('is what came after everything was read once, and what a work item was filed for', () => {
    const settings = withBaseline('worse');
    const known = after([
      { site: quiet, minute: 0, settings },
      { site: open, minute: 2, settings },
      { site: open, minute: 4, settings },
    ]);
    expect(isDrift(lifeOf(known, 'INF-03'))).toBe(true);
    const forgotten = after([
      { site: open, minute: 2, settings, wasFiled: () => true },
      { site: open, minute: 4, settings, wasFiled: () => true },
    ]);
    expect(isDrift(lifeOf(forgotten, 'INF-03'))).toBe(true);
  });

  it('is filed, and is nobody’s act, where an approval ended on its day', () => {
    const settings = settingsSchema.parse({
      approvedFilters: [{ id: '7', reason: 'Status page', owner: 'lee', until: '2026-11-19' }],
    });
    const changes = [event(1, 'lee')];
    const judged = after([
      { site: open, minute: -24 * 60, settings, judgedOn: '2026-11-19' },
      { site: open, minute: 2, settings, judgedOn: '2026-11-19', changes },
    ]);
    const life = lifeOf(judged, 'INF-03');
    expect(life.origin).toBe('date');
    expect(life).not.toHaveProperty('opened');
    expect(life).not.toHaveProperty('lastClosed');
  });
});

describe('who did it', () => {
  it('is asked again when it is confirmed: a record may come after the first sight', () => {
    const changes = [event(1, 'lee')];
    const late = after([
      { site: quiet, minute: 0 },
      { site: open, minute: 2 },
      { site: open, minute: 4, changes },
    ]);
    expect(lifeOf(late, 'INF-03').opened).toMatchObject({ is: 'recorded', by: 'lee', at: at(1) });
  });

  it('is never who changed a scheme of another kind, or a thing of the same name', () => {
    const closed: Site = {
      sharedSchemes: [scheme('10', [])],
      spaces: [space('1')],
      spaceSchemes: using('10', '1'),
    };
    const public_: Site = { ...closed, sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])] };
    const record = (category: string): Change => ({
      ...event(1, 'lee'),
      via: 'audit',
      category,
      object: { type: 'SCHEME', id: '10', name: 'Scheme 10' },
    });
    const opened = (changes: readonly Change[]) =>
      lifeOf(
        after([
          { site: closed, minute: 0 },
          { site: public_, minute: 2, changes },
        ]),
        'INF-01',
      ).opened;
    expect(opened([record('permissions')])).toMatchObject({ is: 'recorded', by: 'lee' });
    expect(opened([record('notifications')])).toMatchObject({ is: 'bounded' });
    const alike = { ...record('permissions'), object: { type: 'SCHEME', id: '11', name: 'Scheme 10' } };
    expect(opened([alike])).toMatchObject({ is: 'bounded' });
  });

  it('is told of what was added to a reach too', () => {
    const grants = [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])];
    const narrow: Site = {
      sharedSchemes: grants,
      spaces: [space('1'), space('2')],
      spaceSchemes: using('10', '1'),
    };
    const wide: Site = { ...narrow, spaceSchemes: using('10', '1', '2') };
    const moved: Change = {
      ...event(5, 'kim'),
      via: 'audit',
      category: 'permissions',
      object: { type: 'PROJECT', id: '2' },
      associated: [{ type: 'SCHEME', id: '10' }],
    };
    const judged = after([
      { site: narrow, minute: 0 },
      { site: narrow, minute: 2 },
      { site: wide, minute: 6, changes: [moved] },
      { site: wide, minute: 8, changes: [moved] },
    ]);
    expect(of(judged, 'INF-01').steps).toMatchObject([{ is: 'widened' }]);
    expect(lifeOf(judged, 'INF-01')).toMatchObject({ added: ['2'], widened: { is: 'recorded', by: 'kim' } });
  });
});

describe('a reach', () => {
  const narrow: Site = {
    sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']]), scheme('11', [])],
    spaces: [space('1'), space('2')],
    spaceSchemes: [...using('10', '1'), ...using('11', '2')],
  };
  const wide: Site = { ...narrow, spaceSchemes: using('10', '1', '2') };
  const widened: readonly Look[] = [
    { site: narrow, minute: 0 },
    { site: narrow, minute: 2 },
    { site: wide, minute: 4 },
    { site: wide, minute: 6 },
  ];
  const unread = { site: narrow, partly: ['spaceSchemes'] };

  it('keeps what it grew by while that could not be read', () => {
    const judged = after([...widened, { ...unread, minute: 8 }, { ...unread, minute: 10 }]);
    expect(lifeOf(judged, 'INF-01')).toMatchObject({ added: ['2'], known: ['1', '2'] });
  });

  it('is back to what it was when two whole readings came without it', () => {
    const once = after([...widened, { site: narrow, minute: 8 }]);
    expect(lifeOf(once, 'INF-01').added).toEqual(['2']);
    const twice = after([...widened, { site: narrow, minute: 8 }, { site: narrow, minute: 10 }]);
    expect(lifeOf(twice, 'INF-01')).toMatchObject({ added: [], known: ['1'], narrowedAt: at(10) });
  });

  it('keeps what it grew by while it is not known which scheme that space uses', () => {
    const unknown: Site = { ...narrow, spaceSchemes: using('10', '1') };
    const judged = after([...widened, { site: unknown, minute: 8 }, { site: unknown, minute: 10 }]);
    expect(lifeOf(judged, 'INF-01')).toMatchObject({ added: ['2'], known: ['1', '2'] });
  });
});

describe('a statement', () => {
  const stated = (validUntil: Instant): ReadonlyMap<string, Attestation> =>
    new Map([
      [
        'INF-14',
        {
          id: 'a1',
          control: 'INF-14',
          version: 1,
          blanks: {
            lastBackup: '2026-11-19',
            keptWhere: 'elsewhere',
            keptDays: 30,
            whoCanDelete: 'nobody here',
            lastRestore: '2026-06-01',
            result: 'notEffective',
            evidence: 'the log',
          },
          by: 'ana',
          at: NOW,
          validUntil,
        },
      ],
    ]);

  it('that lapses shows nothing fixed: what it said stays open, unseen, and not met', () => {
    const judged = after([
      { site: quiet, minute: 0, attestations: stated(instant(at(10))) },
      { site: quiet, minute: 2, attestations: stated(instant(at(10))) },
      { site: quiet, minute: 20, attestations: stated(instant(at(10))) },
      { site: quiet, minute: 40, attestations: stated(instant(at(10))) },
    ]);
    const { control, judged: said } = of(judged, 'INF-14');
    expect(lifeOf(judged, 'INF-14').state).toBe('unseen');
    expect(statusOf(control, said)).toBe('not-met');
  });

  it('is new when it is made or lapses: nothing that anybody read tells of it, and no starting point holds it', () => {
    const settings = withBaseline('worse');
    const said = after([
      { site: quiet, minute: 0, settings },
      { site: quiet, minute: 2, settings, attestations: stated(instant(at(60))) },
      { site: quiet, minute: 4, settings, attestations: stated(instant(at(60))) },
    ]);
    expect(isDrift(lifeOf(said, 'INF-14'))).toBe(true);
    const lapsed = after([
      { site: quiet, minute: 0, settings, attestations: stated(instant(at(-30 * 24 * 60))) },
      { site: quiet, minute: 2, settings, attestations: stated(instant(at(-30 * 24 * 60))) },
    ]);
    expect(isDrift(lifeOf(lapsed, 'INF-14'))).toBe(true);
  });
});

describe('what two sources make a finding together', () => {
  const group = { id: 'admins', name: 'admins' };
  const given: Site = {
    applicationRoles: [{ key: 'jira', name: 'Jira', groups: ['admins'], defaultGroups: [group] }],
    adminGroups: adminGroup('admins', 'ana'),
  };

  it('opens and is gone only when both were read a second time', () => {
    const first: Look = { site: given, minute: 0 };
    const half: Look = { site: given, minute: 5, before: { adminGroups: 0 } };
    const once = after([first, half]);
    expect(lifeOf(once, 'USR-02').state).toBe('suspected');
    expect(secondReads(once, evidenceAt(given, at(5), {}))).toContainEqual(
      expect.objectContaining({ source: 'adminGroups' }),
    );
    expect(lifeOf(after([first, half, { site: given, minute: 10 }]), 'USR-02').state).toBe('open');
  });
});
