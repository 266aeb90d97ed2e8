import fc from 'fast-check';
import { controls } from '../../src/controls';
import { type Control, isJudgedNeed } from '../../src/controls/define-control';
import { schemesInUse } from '../../src/controls/schemes-in-use';
import { type GrantHolder, type SchemeFact } from '../../src/evidence/facts';
import { SEVERITIES } from '../../src/domain/control-attributes';
import { createMessages } from '../../src/messages/messages';
import { createControlText } from '../../src/messages/control-text';
import { arbitraryJudgeOptions, arbitrarySite, type CompleteSite } from './arbitrary-site';
import { partialReading, judgeSite, type SiteFacts } from './fixtures';

const messages = createMessages('en');
const RUNS = { numRuns: 60 };

const sourcesOf = ({ needs }: Control): readonly string[] => [
  ...new Set(Object.values(needs).map(({ source }) => source.id)),
];

/** Whether every need of the source is context: only such a source may be missing without a gap. */
const isContextOnly = ({ needs }: Control, source: string): boolean =>
  Object.values(needs).every(need => need.source.id !== source || need.kind === 'context');

const isMitigatingOnly = ({ needs }: Control, source: string): boolean =>
  Object.values(needs).every(need => need.source.id !== source || need.kind === 'mitigates');

const judgedBy = ({ needs }: Control, source: string): boolean =>
  Object.values(needs).some(need => need.source.id === source && isJudgedNeed(need));

/** The site with every source's facts changed alike. */
const changed = (site: CompleteSite, change: (facts: readonly unknown[]) => readonly unknown[]): SiteFacts =>
  Object.fromEntries(Object.entries(site).map(([source, facts]) => [source, change(facts)]));

/** A pass that stopped: some facts are there, the others weren't read. */
const stopReading = (site: CompleteSite, source: string, kept: number): SiteFacts =>
  Object.fromEntries(
    Object.entries(site).map(([name, facts]) => [
      name,
      name === source ? partialReading<unknown>(facts.slice(0, kept)) : facts,
    ]),
  ) as SiteFacts;

describe.each(controls.map(control => [control.id, control] as const))('%s, on any site', (_, control) => {
  const options = arbitraryJudgeOptions(control);

  it('gives the same result in whatever order Jira lists objects', () => {
    fc.assert(
      fc.property(arbitrarySite, options, fc.integer(), (site, options, seed) => {
        const turned = changed(site, facts => {
          const from = facts.length === 0 ? 0 : Math.abs(seed) % facts.length;
          return [...facts.slice(from), ...facts.slice(0, from)].reverse();
        });
        expect(judgeSite(control, turned, options)).toEqual(judgeSite(control, site, options));
      }),
      RUNS,
    );
  });

  it('gives the same result when Jira lists an object twice', () => {
    fc.assert(
      fc.property(arbitrarySite, options, (site, options) => {
        const twice = changed(site, facts => [...facts, ...facts]);
        expect(judgeSite(control, twice, options)).toEqual(judgeSite(control, site, options));
      }),
      RUNS,
    );
  });

  it('treats as effective what an unread source could block: no finding disappears or gets worse', () => {
    fc.assert(
      fc.property(arbitrarySite, options, fc.nat(2), (site, options, kept) => {
        for (const source of sourcesOf(control).filter(each => isMitigatingOnly(control, each))) {
          const whole = judgeSite(control, site, options);
          const bare = judgeSite(control, stopReading(site, source, kept), options);
          if (bare.verdict.is === 'met') expect(whole.verdict.is).toBe('met');
          const severities = new Map(bare.findings.map(({ key, severity }) => [key, severity]));
          for (const { key, severity } of whole.findings) {
            expect(severities.has(key)).toBe(true);
            expect(SEVERITIES.indexOf(severities.get(key) ?? 'critical')).toBeGreaterThanOrEqual(
              SEVERITIES.indexOf(severity),
            );
          }
        }
      }),
      RUNS,
    );
  });

  it('reports only declared codes, with unique keys, no worse than its weight', () => {
    fc.assert(
      fc.property(arbitrarySite, options, (site, options) => {
        const { findings, notes, gaps } = judgeSite(control, site, options);
        const { codes, weight } = control;
        expect(codes.findings).toEqual(expect.arrayContaining(findings.map(({ code }) => code)));
        expect(codes.notes ?? []).toEqual(expect.arrayContaining(notes.map(({ code }) => code)));
        const own = gaps.filter(({ source, why }) => source === undefined && why !== 'not-attested');
        expect(codes.gaps ?? []).toEqual(expect.arrayContaining(own.map(({ why }) => why)));
        expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length);
        for (const { key, severity, reach = [] } of findings) {
          expect(key).toMatch(/^[A-Z]{3}-\d\d:[a-z-]+:[\w.#-]+:[\w.#-]*$/);
          expect(SEVERITIES.indexOf(severity)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(weight));
          expect(reach).toEqual([...new Set(reach)].sort());
        }
      }),
      RUNS,
    );
  });

  it('has texts for everything it reports', () => {
    const text = createControlText(messages, control.id);
    fc.assert(
      fc.property(arbitrarySite, options, (site, options) => {
        const { findings, notes, gaps } = judgeSite(control, site, options);
        for (const finding of findings) {
          expect(text.line(finding).length).toBeGreaterThan(0);
          expect(text.fixCondition(finding).length).toBeGreaterThan(0);
        }
        if (findings.length > 0) {
          expect(text.conditionsToMeet(findings).length).toBeGreaterThan(0);
          expect(text.risk(findings).length).toBeGreaterThan(0);
          expect(text.workItemSummary(findings)).not.toContain('\n');
          expect(text.regressionText(findings.length).length).toBeGreaterThan(0);
        }
        for (const note of notes) expect(text.note(note).length).toBeGreaterThan(0);
        for (const gap of gaps)
          expect(text.gap(gap) === undefined).toBe(gap.source !== undefined || gap.why === 'not-attested');
        if (options.attestation !== undefined)
          expect(text.attestation.recordedText(options.attestation.answers).length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });
});

const withContext = controls.filter(control =>
  sourcesOf(control).some(source => isContextOnly(control, source)),
);

describe('controls with a source that is only context', () => {
  it('are those of public filters, public dashboards, and apps', () => {
    expect(withContext.map(({ id }) => id)).toEqual(['INF-03', 'INF-04', 'APP-01']);
  });

  it.each(withContext.map(control => [control.id, control] as const))(
    '%s is judged without it, and no finding disappears or gets worse',
    (_, control) => {
      fc.assert(
        fc.property(arbitrarySite, arbitraryJudgeOptions(control), (site, options) => {
          const contextSources = sourcesOf(control).filter(source => isContextOnly(control, source));
          const bare = contextSources.reduce<SiteFacts>(
            (left, source) => ({ ...left, [source]: partialReading([]) }),
            site,
          );
          const whole = judgeSite(control, site, options);
          const plain = judgeSite(control, bare, options);
          expect(plain.verdict).toEqual(whole.verdict);
          expect(plain.findings.map(({ key }) => key)).toEqual(whole.findings.map(({ key }) => key));
          for (const [index, { severity }] of plain.findings.entries())
            expect(SEVERITIES.indexOf(severity)).toBeGreaterThanOrEqual(
              SEVERITIES.indexOf(whole.findings[index]?.severity ?? 'low'),
            );
        }),
        RUNS,
      );
    },
  );
});

const reading = controls.filter(control => sourcesOf(control).length > 0);

describe.each(reading.map(control => [control.id, control] as const))('%s, partly read', (_, control) => {
  const options = arbitraryJudgeOptions(control);

  it('is never met while something that it judges by was not read to the end', () => {
    fc.assert(
      fc.property(arbitrarySite, options, fc.nat(), fc.nat(5), (site, options, which, kept) => {
        const judging = sourcesOf(control).filter(source => judgedBy(control, source));
        const source = judging[which % judging.length];
        fc.pre(source !== undefined);
        expect(judgeSite(control, stopReading(site, source, kept), options).verdict.is).not.toBe('met');
      }),
      RUNS,
    );
  });

  it('is not met by the rest of a list whose first rows showed a finding', () => {
    fc.assert(
      fc.property(arbitrarySite, options, fc.nat(), fc.nat(5), (site, options, which, kept) => {
        const read = sourcesOf(control).filter(source => !isMitigatingOnly(control, source));
        const source = read[which % read.length];
        fc.pre(source !== undefined);
        fc.pre(judgeSite(control, stopReading(site, source, kept), options).verdict.is === 'not-met');
        expect(judgeSite(control, site, options).verdict.is).not.toBe('met');
      }),
      RUNS,
    );
  });
});

/** Holders of which the app doesn't know who they are, or what. */
const unknownHolder: fc.Arbitrary<GrantHolder> = fc.constantFrom<GrantHolder>(
  { is: 'unrecognized', type: 'team' },
  { is: 'unnamed', kind: 'group' },
  { is: 'unnamed', kind: 'role' },
  { is: 'unnamed', kind: 'user' },
);

const withSchemes = (site: CompleteSite, change: (scheme: SchemeFact) => SchemeFact): CompleteSite => ({
  ...site,
  sharedSchemes: site.sharedSchemes.map(change),
  ownSchemes: site.ownSchemes.map(change),
});

const judgesGrants = (control: Control): boolean =>
  sourcesOf(control).includes('sharedSchemes') && !isContextOnly(control, 'sharedSchemes');

/** A change of a site after which the app knows less of it: something that it knew is something that it doesn't know. */
const arbitraryLoss: fc.Arbitrary<(site: CompleteSite) => CompleteSite> = fc.oneof(
  fc.tuple(fc.nat(3), unknownHolder).map(
    ([place, newHolder]) =>
      (site: CompleteSite) =>
        withSchemes(site, ({ grants, ...scheme }) => ({
          ...scheme,
          grants: grants.map((grant, index) => (index === place ? { ...grant, holder: newHolder } : grant)),
        })),
  ),
  fc.constant((site: CompleteSite) =>
    withSchemes(site, ({ grants, ...scheme }) => ({
      ...scheme,
      grants: grants.map(({ holder, permissions }): SchemeFact['grants'][number] => ({
        holder: holder.is === 'user' ? { is: 'user', id: holder.id } : holder,
        permissions,
      })),
    })),
  ),
  fc.nat(3).map(
    place => (site: CompleteSite) =>
      withSchemes(site, ({ grants, ...scheme }) => ({
        ...scheme,
        grants: grants.map((grant, index) =>
          index === place ? { ...grant, permissions: ['SHARE_ISSUES'] } : grant,
        ),
      })),
  ),
  fc.constant((site: CompleteSite) => ({
    ...site,
    spaces: site.spaces.map(({ owner, ...space }) =>
      owner === undefined ? space : { ...space, owner: { id: owner.id } },
    ),
  })),
);

describe.each(reading.map(control => [control.id, control] as const))(
  '%s, on a site with something that the app doesn’t know',
  (_, control) => {
    const options = arbitraryJudgeOptions(control);

    it('is not met by what it doesn’t know in place of what it knows', () => {
      fc.assert(
        fc.property(arbitrarySite, options, arbitraryLoss, (site, options, loss) => {
          fc.pre(judgeSite(control, site, options).verdict.is !== 'met');
          expect(judgeSite(control, loss(site), options).verdict.is).not.toBe('met');
        }),
        RUNS,
      );
    });

    if (!judgesGrants(control)) return;
    it('is not met while a scheme that it judges has an unknown holder', () => {
      fc.assert(
        fc.property(arbitrarySite, options, unknownHolder, (site, options, to) => {
          fc.pre(control.id === 'INF-21' || schemesInUse(site).length > 0);
          const odd = withSchemes(site, ({ grants, ...scheme }) => ({
            ...scheme,
            grants: [...grants, { holder: to, permissions: ['VIEW_DEV_TOOLS'] }],
          }));
          expect(judgeSite(control, odd, options).verdict.is).not.toBe('met');
        }),
        RUNS,
      );
    });
  },
);
