import fc from 'fast-check';
import { controls } from '../../src/controls';
import { type Control, judgesBy } from '../../src/controls/define';
import { schemesInUse } from '../../src/controls/scheme-use';
import { type Holder, type SchemeFact } from '../../src/evidence/facts';
import { SEVERITIES } from '../../src/terms/control-terms';
import { wordsOf } from '../../static/locales';
import { controlWords } from '../../static/locales/control-words';
import { anyBesides, anySite, type WholeSite } from './any-site';
import { cut, judged, type Site } from './site';

const words = wordsOf('en');
const RUNS = { numRuns: 60 };

const sourcesOf = ({ needs }: Control): readonly string[] => [
  ...new Set(Object.values(needs).map(({ source }) => source.id)),
];

/** What every need is for: `colours` alone may be missing without a word. */
const onlyColours = ({ needs }: Control, source: string): boolean =>
  Object.values(needs).every(need => need.source.id !== source || need.how === 'colours');

const onlyMitigates = ({ needs }: Control, source: string): boolean =>
  Object.values(needs).every(need => need.source.id !== source || need.how === 'mitigates');

const judgedBy = ({ needs }: Control, source: string): boolean =>
  Object.values(needs).some(need => need.source.id === source && judgesBy(need));

/** The site with every source's facts changed alike. */
const changed = (site: WholeSite, change: (facts: readonly unknown[]) => readonly unknown[]): Site =>
  Object.fromEntries(Object.entries(site).map(([source, facts]) => [source, change(facts)]));

/** A pass that stopped: some facts are there, the others weren't read. */
const stopped = (site: WholeSite, source: string, kept: number): Site =>
  Object.fromEntries(
    Object.entries(site).map(([name, facts]) => [
      name,
      name === source ? cut<unknown>(facts.slice(0, kept)) : facts,
    ]),
  ) as Site;

describe.each(controls.map(control => [control.id, control] as const))('%s, on any site', (_, control) => {
  const besides = anyBesides(control);

  it('says the same in whatever order Jira lists things', () => {
    fc.assert(
      fc.property(anySite, besides, fc.integer(), (site, beside, seed) => {
        const turned = changed(site, facts => {
          const from = facts.length === 0 ? 0 : Math.abs(seed) % facts.length;
          return [...facts.slice(from), ...facts.slice(0, from)].reverse();
        });
        expect(judged(control, turned, beside)).toEqual(judged(control, site, beside));
      }),
      RUNS,
    );
  });

  it('says the same when Jira lists something twice', () => {
    fc.assert(
      fc.property(anySite, besides, (site, beside) => {
        const twice = changed(site, facts => [...facts, ...facts]);
        expect(judged(control, twice, beside)).toEqual(judged(control, site, beside));
      }),
      RUNS,
    );
  });

  it('takes for effective what a source that was not read could block: no finding goes or grows worse', () => {
    fc.assert(
      fc.property(anySite, besides, fc.nat(2), (site, beside, kept) => {
        for (const source of sourcesOf(control).filter(each => onlyMitigates(control, each))) {
          const whole = judged(control, site, beside);
          const bare = judged(control, stopped(site, source, kept), beside);
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

  it('says only what it declares, of things with keys of their own, no worse than its weight', () => {
    fc.assert(
      fc.property(anySite, besides, (site, beside) => {
        const { findings, notes, gaps } = judged(control, site, beside);
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

  it('has words for whatever it says', () => {
    const text = controlWords(words, control.id);
    fc.assert(
      fc.property(anySite, besides, (site, beside) => {
        const { findings, notes, gaps } = judged(control, site, beside);
        for (const finding of findings) {
          expect(text.line(finding).length).toBeGreaterThan(0);
          expect(text.fixed(finding).length).toBeGreaterThan(0);
        }
        if (findings.length > 0) {
          expect(text.toMeet(findings).length).toBeGreaterThan(0);
          expect(text.risk(findings).length).toBeGreaterThan(0);
          expect(text.workItem(findings)).not.toContain('\n');
          expect(text.worse(findings.length).length).toBeGreaterThan(0);
        }
        for (const note of notes) expect(text.note(note).length).toBeGreaterThan(0);
        for (const gap of gaps)
          expect(text.gap(gap) === undefined).toBe(gap.source !== undefined || gap.why === 'not-attested');
        if (beside.statement !== undefined)
          expect(text.statement.says(beside.statement.blanks).length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });
});

const withContext = controls.filter(control =>
  sourcesOf(control).some(source => onlyColours(control, source)),
);

describe('controls with a source that is only context', () => {
  it('are those of public filters, public dashboards, and apps', () => {
    expect(withContext.map(({ id }) => id)).toEqual(['INF-03', 'INF-04', 'APP-01']);
  });

  it.each(withContext.map(control => [control.id, control] as const))(
    '%s is judged without it, and no finding goes or grows worse',
    (_, control) => {
      fc.assert(
        fc.property(anySite, anyBesides(control), (site, beside) => {
          const colours = sourcesOf(control).filter(source => onlyColours(control, source));
          const bare = colours.reduce<Site>((left, source) => ({ ...left, [source]: cut([]) }), site);
          const whole = judged(control, site, beside);
          const plain = judged(control, bare, beside);
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
  const besides = anyBesides(control);

  it('is never met while something that it judges by was not read to the end', () => {
    fc.assert(
      fc.property(anySite, besides, fc.nat(), fc.nat(5), (site, beside, which, kept) => {
        const judging = sourcesOf(control).filter(source => judgedBy(control, source));
        const source = judging[which % judging.length];
        fc.pre(source !== undefined);
        expect(judged(control, stopped(site, source, kept), beside).verdict.is).not.toBe('met');
      }),
      RUNS,
    );
  });

  it('is not met by the rest of a list whose first rows proved a finding', () => {
    fc.assert(
      fc.property(anySite, besides, fc.nat(), fc.nat(5), (site, beside, which, kept) => {
        const read = sourcesOf(control).filter(source => !onlyMitigates(control, source));
        const source = read[which % read.length];
        fc.pre(source !== undefined);
        fc.pre(judged(control, stopped(site, source, kept), beside).verdict.is === 'not-met');
        expect(judged(control, site, beside).verdict.is).not.toBe('met');
      }),
      RUNS,
    );
  });
});

/** Holders of which the app doesn't know who they are, or what. */
const unknownHolder: fc.Arbitrary<Holder> = fc.constantFrom<Holder>(
  { is: 'unrecognized', type: 'team' },
  { is: 'unnamed', kind: 'group' },
  { is: 'unnamed', kind: 'role' },
  { is: 'unnamed', kind: 'user' },
);

const withSchemes = (site: WholeSite, change: (scheme: SchemeFact) => SchemeFact): WholeSite => ({
  ...site,
  sharedSchemes: site.sharedSchemes.map(change),
  ownSchemes: site.ownSchemes.map(change),
});

const judgesGrants = (control: Control): boolean =>
  sourcesOf(control).includes('sharedSchemes') && !onlyColours(control, 'sharedSchemes');

/** A change of a site after which the app knows less of it: something that it knew is something that it doesn't know. */
const anyLoss: fc.Arbitrary<(site: WholeSite) => WholeSite> = fc.oneof(
  fc.tuple(fc.nat(3), unknownHolder).map(
    ([place, to]) =>
      (site: WholeSite) =>
        withSchemes(site, ({ grants, ...scheme }) => ({
          ...scheme,
          grants: grants.map((grant, index) => (index === place ? { ...grant, to } : grant)),
        })),
  ),
  fc.constant((site: WholeSite) =>
    withSchemes(site, ({ grants, ...scheme }) => ({
      ...scheme,
      grants: grants.map(({ to, may }): SchemeFact['grants'][number] => ({
        to: to.is === 'user' ? { is: 'user', id: to.id } : to,
        may,
      })),
    })),
  ),
  fc.nat(3).map(
    place => (site: WholeSite) =>
      withSchemes(site, ({ grants, ...scheme }) => ({
        ...scheme,
        grants: grants.map((grant, index) => (index === place ? { ...grant, may: ['SHARE_ISSUES'] } : grant)),
      })),
  ),
  fc.constant((site: WholeSite) => ({
    ...site,
    spaces: site.spaces.map(({ owner, ...space }) =>
      owner === undefined ? space : { ...space, owner: { id: owner.id } },
    ),
  })),
);

describe.each(reading.map(control => [control.id, control] as const))(
  '%s, on a site with something that the app doesn’t know',
  (_, control) => {
    const besides = anyBesides(control);

    it('is not met by what it doesn’t know in place of what it knows', () => {
      fc.assert(
        fc.property(anySite, besides, anyLoss, (site, beside, loss) => {
          fc.pre(judged(control, site, beside).verdict.is !== 'met');
          expect(judged(control, loss(site), beside).verdict.is).not.toBe('met');
        }),
        RUNS,
      );
    });

    if (!judgesGrants(control)) return;
    it('is not met while a scheme that it judges has an unknown holder', () => {
      fc.assert(
        fc.property(anySite, besides, unknownHolder, (site, beside, to) => {
          fc.pre(control.id === 'INF-21' || schemesInUse(site).length > 0);
          const odd = withSchemes(site, ({ grants, ...scheme }) => ({
            ...scheme,
            grants: [...grants, { to, may: ['VIEW_DEV_TOOLS'] }],
          }));
          expect(judged(control, odd, beside).verdict.is).not.toBe('met');
        }),
        RUNS,
      );
    });
  },
);
