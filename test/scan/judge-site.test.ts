import fc from 'fast-check';
import { controls } from '../../src/controls';
import { type Change } from '../../src/evidence/change';
import { type ControlHistory } from '../../src/posture/compare-findings';
import { type SiteEvidence } from '../../src/posture/judge-evidence';
import { scoreOf } from '../../src/posture/score';
import { statusOf } from '../../src/posture/status';
import { type Settings, defaultSettings, settingsSchema } from '../../src/settings/settings';
import {
  type JudgedControl,
  judgeSite,
  pendingConfirmations,
  type SiteToJudge,
} from '../../src/scan/judge-site';
import { type ControlId } from '../../src/domain/control-attributes';
import { type Instant, MINUTE, instant, addDuration } from '../../src/domain/instant';
import { isDrift, type TrackedFinding } from '../../src/domain/tracked-finding';
import { type Reading } from '../../src/domain/reading';
import { type Attestation } from '../../src/domain/attestation';
import { arbitrarySite } from '../controls/arbitrary-site';
import { adminGroup, ANYONE, NOW, scheme, type SiteFacts, space, spaceSchemesOf } from '../controls/fixtures';

const at = (minutes: number): Instant => addDuration(NOW, minutes * MINUTE);

/** What was read of a site at a moment; a source that was lost says nothing any more, one read in part has a gap. */
const evidenceFrom = (
  site: SiteFacts,
  asOf: Instant,
  {
    lostSources: lost = [],
    partialSources: partly = [],
    before = {},
    recheckedIds = {},
  }: Pick<JudgingStep, 'lostSources' | 'partialSources' | 'before' | 'recheckedIds'>,
): SiteEvidence => ({
  reading: <F>({ id }: { readonly id: string }) => {
    const facts = Object.entries(site).find(([name]) => name === id)?.[1] ?? [];
    const reading: Reading<unknown> = lost.includes(id)
      ? { facts: [], read: 0, gaps: [{ why: 'denied' }] }
      : {
          facts: facts as readonly unknown[],
          fullReadAt: before[id] === undefined ? asOf : at(before[id]),
          read: 1,
          gaps: partly.includes(id) ? [{ why: 'failed' }] : [],
          recheckedAt: new Map(
            Object.entries(recheckedIds[id] ?? {}).map(([key, minute]) => [key, at(minute)]),
          ),
        };
    return reading as Reading<F>;
  },
});

interface JudgingStep extends Partial<Omit<SiteToJudge, 'evidence' | 'now'>> {
  readonly site: SiteFacts;
  readonly minute: number;
  /** When it was read, where that isn't when it is judged. */
  readonly readAt?: number;
  readonly lostSources?: readonly string[];
  readonly partialSources?: readonly string[];
  /** The minute in which sources were read that were not read with the others. */
  readonly before?: Readonly<Record<string, number>>;
  /** The minute in which single objects were re-checked, by source and key. */
  readonly recheckedIds?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Judges one look after another; what each leaves is the next one's memory. */
function judgeSteps(judgingSteps: readonly JudgingStep[]): readonly JudgedControl[] {
  let histories: ReadonlyMap<ControlId, ControlHistory> = new Map();
  let judged: readonly JudgedControl[] = [];
  for (const {
    site,
    minute,
    readAt = minute,
    lostSources: lost = [],
    partialSources: partly = [],
    before = {},
    recheckedIds: again = {},
    ...given
  } of judgingSteps) {
    judged = judgeSite({
      controls,
      evidence: evidenceFrom(site, at(readAt), {
        lostSources: lost,
        partialSources: partly,
        before,
        recheckedIds: again,
      }),
      histories,
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
    histories = new Map(judged.map(({ control, history }) => [control.id, history]));
  }
  return judged;
}

const controlResult = (judged: readonly JudgedControl[], id: ControlId): JudgedControl => {
  const found = judged.find(({ control }) => control.id === id);
  if (found === undefined) throw new Error(`${id} was not judged`);
  return found;
};
const onlyFinding = (judged: readonly JudgedControl[], id: ControlId): TrackedFinding => {
  const [tracked] = controlResult(judged, id).history.findings;
  if (tracked === undefined) throw new Error(`${id} has no finding`);
  return tracked;
};

const scoreOfResult = (judged: readonly JudgedControl[]): ReturnType<typeof scoreOf> =>
  scoreOf(judged.map(({ control, judged: result }) => ({ control, status: statusOf(control, result) })));

const noFilters: SiteFacts = { publicFilters: [] };
const filter = { id: '7', name: 'All open bugs', query: '' };
const openFilter: SiteFacts = { publicFilters: [filter] };
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
const withBaseline = (mode: 'drift' | 'all'): Settings =>
  settingsSchema.parse({ baseline: { mode, takenAt: 0, by: 'ana' } });

describe('a site that is judged repeatedly', () => {
  it('never scores better when less of it is read', () => {
    const ids = [
      ...new Set(controls.flatMap(({ needs }) => Object.values(needs).map(({ source }) => source.id))),
    ];
    fc.assert(
      fc.property(arbitrarySite, fc.subarray(ids, { minLength: 1 }), (site, lost) => {
        const judgingSteps: JudgingStep[] = [
          { site, minute: 0 },
          { site, minute: 2 },
        ];
        const before = scoreOfResult(judgeSteps(judgingSteps));
        const now = scoreOfResult(judgeSteps([...judgingSteps, { site, minute: 4, lostSources: lost }]));
        expect(now.assured).toBeLessThanOrEqual(before.assured);
        expect(now.possible).toBeLessThanOrEqual(before.possible);
      }),
      { numRuns: 100 },
    );
  });

  it('never has a control met because lists left something out', () => {
    fc.assert(
      fc.property(arbitrarySite, fc.integer(), fc.nat(3), (site, seed, share) => {
        const shrunken: SiteFacts = Object.fromEntries(
          Object.entries(site).map(([source, facts]) => [
            source,
            // Fewer apps could be another plan, on which grants to the public have no effect: plausibility keeps that list whole.
            source === 'license'
              ? facts
              : (facts as readonly unknown[]).filter((_, place) => ((seed >>> (place % 31)) & 3) < share),
          ]),
        );
        const judgingSteps: JudgingStep[] = [
          { site, minute: 0 },
          { site, minute: 2 },
        ];
        const objects = ({ history }: JudgedControl): boolean =>
          history.findings.every(({ finding: { subject } }) => subject.confirmBy !== 'pass');
        const before = judgeSteps(judgingSteps);
        const once = judgeSteps([...judgingSteps, { site: shrunken, minute: 60 }]);
        const twice = judgeSteps([
          ...judgingSteps,
          { site: shrunken, minute: 60 },
          { site: shrunken, minute: 120 },
        ]);
        for (const { control, judged } of before.filter(each => each.judged.verdict.is === 'not-met')) {
          expect(controlResult(once, control.id).judged.verdict.is).not.toBe('met');
          // A count is of a whole list: it has nothing else to be re-checked by.
          if (objects(controlResult(before, control.id)))
            expect(controlResult(twice, control.id).judged.verdict.is).not.toBe('met');
          expect(judged.verdict.is).toBe('not-met');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('resolves a scheme’s grant only after a missing space was re-checked', () => {
    const used: SiteFacts = {
      sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
      spaces: [space('1')],
      spaceSchemes: spaceSchemesOf('10', '1'),
    };
    const judgingSteps: JudgingStep[] = [
      { site: used, minute: 0 },
      { site: used, minute: 2 },
    ];
    const without: SiteFacts = { ...used, spaces: [] };
    const rechecked = (minute: number, more: object = {}): JudgingStep => ({
      site: without,
      minute,
      readAt: 60,
      recheckedIds: { sharedSchemes: { 10: minute }, ...more },
    });
    const schemeAlone = judgeSteps([...judgingSteps, rechecked(61), rechecked(63), rechecked(65)]);
    expect(onlyFinding(schemeAlone, 'INF-01').state).toBe('closing');
    expect(controlResult(schemeAlone, 'INF-01').judged.verdict.is).toBe('not-met');
    const spaceToo = judgeSteps([...judgingSteps, rechecked(61), rechecked(63, { spaces: { 1: 63 } })]);
    expect(onlyFinding(spaceToo, 'INF-01').state).toBe('resolved');
    const confirmations = pendingConfirmations(
      judgeSteps([...judgingSteps, rechecked(61)]),
      evidenceFrom(without, at(60), {}),
    );
    expect(confirmations.map(({ source, key }) => `${source} ${key}`)).toEqual(
      expect.arrayContaining(['sharedSchemes 10', 'spaceSchemes 1', 'spaces 1']),
    );
  });

  const ids = Array.from({ length: 40 }, (_, index) => String(index + 1));
  const wide: SiteFacts = {
    sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
    spaces: ids.map(id => space(id)),
    spaceSchemes: spaceSchemesOf('10', ...ids),
  };

  it.each(['closing', 'unconfirmed'])(
    're-checks missing spaces, however wide the reach of a finding that is %s',
    state => {
      // The scheme still has its grants, and spaces use it; the list of spaces has lost all of them.
      const lost: SiteFacts = { ...wide, spaces: [] };
      const judgingSteps: JudgingStep[] = [
        { site: wide, minute: 0 },
        ...(state === 'closing' ? [{ site: wide, minute: 2 }] : []),
      ];
      const look: JudgingStep = { site: lost, minute: 60 };
      const judged = judgeSteps([...judgingSteps, look]);
      expect(onlyFinding(judged, 'INF-01').state).toBe(state);
      const confirmations = pendingConfirmations(judged, evidenceFrom(lost, at(60), {})).map(
        ({ source, key }) => `${source} ${key}`,
      );
      expect(confirmations).toEqual(expect.arrayContaining(['spaceSchemes 1', 'spaces 1']));
    },
  );

  it('re-checks the lost spaces first', () => {
    const lost: SiteFacts = {
      ...wide,
      spaces: ids.slice(0, 37).map(id => space(id)),
      sharedSchemes: [scheme('10', [])],
    };
    const judged = judgeSteps([
      { site: wide, minute: 0 },
      { site: wide, minute: 2 },
      { site: lost, minute: 60 },
    ]);
    expect(onlyFinding(judged, 'INF-01').state).toBe('closing');
    const confirmations = pendingConfirmations(judged, evidenceFrom(lost, at(60), {})).map(
      ({ source, key }) => `${source} ${key}`,
    );
    expect(confirmations).toEqual(expect.arrayContaining(['spaces 38', 'spaceSchemes 38', 'spaces 40']));
    expect(confirmations).not.toContain('spaces 2');
  });

  it('has no events the second time', () => {
    fc.assert(
      fc.property(arbitrarySite, site => {
        const judgingSteps: JudgingStep[] = [
          { site, minute: 0 },
          { site, minute: 2 },
        ];
        const again = judgeSteps([...judgingSteps, { site, minute: 3, readAt: 2 }]);
        expect(again.flatMap(({ findingEvents: steps }) => steps)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what is new since the baseline', () => {
  it('leaves out what is read for the first time: it belongs to the baseline', () => {
    const settings = withBaseline('drift');
    const judged = judgeSteps([
      { site: noFilters, minute: 0, lostSources: ['publicFilters'], settings },
      { site: openFilter, minute: 2, settings },
      { site: openFilter, minute: 4, settings },
    ]);
    expect(onlyFinding(judged, 'INF-03')).toMatchObject({ state: 'open', inBaseline: true });
    expect(isDrift(onlyFinding(judged, 'INF-03'))).toBe(false);
  });

  it('includes what came after the first full read, and what has a work item', () => {
    const settings = withBaseline('drift');
    const known = judgeSteps([
      { site: noFilters, minute: 0, settings },
      { site: openFilter, minute: 2, settings },
      { site: openFilter, minute: 4, settings },
    ]);
    expect(isDrift(onlyFinding(known, 'INF-03'))).toBe(true);
    const forgotten = judgeSteps([
      { site: openFilter, minute: 2, settings, wasFiled: () => true },
      { site: openFilter, minute: 4, settings, wasFiled: () => true },
    ]);
    expect(isDrift(onlyFinding(forgotten, 'INF-03'))).toBe(true);
  });

  it('includes what an expired approval covered, with no actor', () => {
    const settings = settingsSchema.parse({
      approvedFilters: [{ id: '7', reason: 'Status page', owner: 'lee', until: '2026-11-19' }],
    });
    const changes = [event(1, 'lee')];
    const judged = judgeSteps([
      { site: openFilter, minute: -24 * 60, settings, judgedOn: '2026-11-19' },
      { site: openFilter, minute: 2, settings, judgedOn: '2026-11-19', changes },
    ]);
    const tracked = onlyFinding(judged, 'INF-03');
    expect(tracked.origin).toBe('expiry');
    expect(tracked).not.toHaveProperty('openedBy');
    expect(tracked).not.toHaveProperty('lastAbsent');
  });
});

describe('the actor', () => {
  it('is looked up again at confirmation: its audit record may come late', () => {
    const changes = [event(1, 'lee')];
    const late = judgeSteps([
      { site: noFilters, minute: 0 },
      { site: openFilter, minute: 2 },
      { site: openFilter, minute: 4, changes },
    ]);
    expect(onlyFinding(late, 'INF-03').openedBy).toMatchObject({ is: 'recorded', by: 'lee', at: at(1) });
  });

  it('is never someone who changed another kind of scheme, or one with the same name', () => {
    const closed: SiteFacts = {
      sharedSchemes: [scheme('10', [])],
      spaces: [space('1')],
      spaceSchemes: spaceSchemesOf('10', '1'),
    };
    const public_: SiteFacts = { ...closed, sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])] };
    const record = (category: string): Change => ({
      ...event(1, 'lee'),
      via: 'audit',
      category,
      object: { type: 'SCHEME', id: '10', name: 'Scheme 10' },
    });
    const opened = (changes: readonly Change[]) =>
      onlyFinding(
        judgeSteps([
          { site: closed, minute: 0 },
          { site: public_, minute: 2, changes },
        ]),
        'INF-01',
      ).openedBy;
    expect(opened([record('permissions')])).toMatchObject({ is: 'recorded', by: 'lee' });
    expect(opened([record('notifications')])).toMatchObject({ is: 'bounded' });
    const alike = { ...record('permissions'), object: { type: 'SCHEME', id: '11', name: 'Scheme 10' } };
    expect(opened([alike])).toMatchObject({ is: 'bounded' });
  });

  it('is found for an added reach too', () => {
    const grants = [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])];
    const narrow: SiteFacts = {
      sharedSchemes: grants,
      spaces: [space('1'), space('2')],
      spaceSchemes: spaceSchemesOf('10', '1'),
    };
    const wide: SiteFacts = { ...narrow, spaceSchemes: spaceSchemesOf('10', '1', '2') };
    const moved: Change = {
      ...event(5, 'kim'),
      via: 'audit',
      category: 'permissions',
      object: { type: 'PROJECT', id: '2' },
      associated: [{ type: 'SCHEME', id: '10' }],
    };
    const judged = judgeSteps([
      { site: narrow, minute: 0 },
      { site: narrow, minute: 2 },
      { site: wide, minute: 6, changes: [moved] },
      { site: wide, minute: 8, changes: [moved] },
    ]);
    expect(controlResult(judged, 'INF-01').findingEvents).toMatchObject([{ is: 'widened' }]);
    expect(onlyFinding(judged, 'INF-01')).toMatchObject({
      addedReach: ['2'],
      widenedBy: { is: 'recorded', by: 'kim' },
    });
  });
});

describe('a reach', () => {
  const narrow: SiteFacts = {
    sharedSchemes: [scheme('10', [[ANYONE, 'BROWSE_PROJECTS']]), scheme('11', [])],
    spaces: [space('1'), space('2')],
    spaceSchemes: [...spaceSchemesOf('10', '1'), ...spaceSchemesOf('11', '2')],
  };
  const wide: SiteFacts = { ...narrow, spaceSchemes: spaceSchemesOf('10', '1', '2') };
  const widened: readonly JudgingStep[] = [
    { site: narrow, minute: 0 },
    { site: narrow, minute: 2 },
    { site: wide, minute: 4 },
    { site: wide, minute: 6 },
  ];
  const unread = { site: narrow, partialSources: ['spaceSchemes'] };

  it('keeps an addition that can’t be read', () => {
    const judged = judgeSteps([...widened, { ...unread, minute: 8 }, { ...unread, minute: 10 }]);
    expect(onlyFinding(judged, 'INF-01')).toMatchObject({ addedReach: ['2'], knownReach: ['1', '2'] });
  });

  it('shrinks again after two full reads without the addition', () => {
    const once = judgeSteps([...widened, { site: narrow, minute: 8 }]);
    expect(onlyFinding(once, 'INF-01').addedReach).toEqual(['2']);
    const twice = judgeSteps([...widened, { site: narrow, minute: 8 }, { site: narrow, minute: 10 }]);
    expect(onlyFinding(twice, 'INF-01')).toMatchObject({
      addedReach: [],
      knownReach: ['1'],
      narrowedAt: at(10),
    });
  });

  it('keeps an addition while the space’s scheme is unknown', () => {
    const unknown: SiteFacts = { ...narrow, spaceSchemes: spaceSchemesOf('10', '1') };
    const judged = judgeSteps([...widened, { site: unknown, minute: 8 }, { site: unknown, minute: 10 }]);
    expect(onlyFinding(judged, 'INF-01')).toMatchObject({ addedReach: ['2'], knownReach: ['1', '2'] });
  });
});

describe('an attestation', () => {
  const attestedUntil = (validUntil: Instant): ReadonlyMap<string, Attestation> =>
    new Map([
      [
        'INF-14',
        {
          id: 'a1',
          control: 'INF-14',
          version: 1,
          answers: {
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

  it('that expires fixes nothing: its finding stays open but stale, and the control not met', () => {
    const judged = judgeSteps([
      { site: noFilters, minute: 0, attestations: attestedUntil(instant(at(10))) },
      { site: noFilters, minute: 2, attestations: attestedUntil(instant(at(10))) },
      { site: noFilters, minute: 20, attestations: attestedUntil(instant(at(10))) },
      { site: noFilters, minute: 40, attestations: attestedUntil(instant(at(10))) },
    ]);
    const { control, judged: result } = controlResult(judged, 'INF-14');
    expect(onlyFinding(judged, 'INF-14').state).toBe('stale');
    expect(statusOf(control, result)).toBe('not-met');
  });

  it('brings new findings when it is made or expires, never part of the baseline', () => {
    const settings = withBaseline('drift');
    const result = judgeSteps([
      { site: noFilters, minute: 0, settings },
      { site: noFilters, minute: 2, settings, attestations: attestedUntil(instant(at(60))) },
      { site: noFilters, minute: 4, settings, attestations: attestedUntil(instant(at(60))) },
    ]);
    expect(isDrift(onlyFinding(result, 'INF-14'))).toBe(true);
    const lapsed = judgeSteps([
      { site: noFilters, minute: 0, settings, attestations: attestedUntil(instant(at(-30 * 24 * 60))) },
      { site: noFilters, minute: 2, settings, attestations: attestedUntil(instant(at(-30 * 24 * 60))) },
    ]);
    expect(isDrift(onlyFinding(lapsed, 'INF-14'))).toBe(true);
  });
});

describe('a finding that needs two sources', () => {
  const group = { id: 'admins', name: 'admins' };
  const given: SiteFacts = {
    applicationRoles: [{ key: 'jira', name: 'Jira', groups: ['admins'], defaultGroups: [group] }],
    adminGroups: adminGroup('admins', 'ana'),
  };

  it('opens only after both were read a second time', () => {
    const first: JudgingStep = { site: given, minute: 0 };
    const half: JudgingStep = { site: given, minute: 5, before: { adminGroups: 0 } };
    const once = judgeSteps([first, half]);
    expect(onlyFinding(once, 'USR-02').state).toBe('unconfirmed');
    expect(pendingConfirmations(once, evidenceFrom(given, at(5), {}))).toContainEqual(
      expect.objectContaining({ source: 'adminGroups' }),
    );
    expect(onlyFinding(judgeSteps([first, half, { site: given, minute: 10 }]), 'USR-02').state).toBe('open');
  });
});
