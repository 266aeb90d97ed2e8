import { type AdfDoc, type AdfNode, doc, inline, text } from '../../src/remediation/adf';
import { bodyOf, ROWS, summaryOf } from '../../src/remediation/body';
import { closeComment, reopenComment } from '../../src/remediation/comment';
import { dueDay } from '../../src/remediation/due';
import { footer } from '../../src/remediation/footer';
import { DESCRIPTION_LIMIT, mergedDescription, textOfPeople } from '../../src/remediation/merge';
import { unfiled } from '../../src/remediation/memory';
import { preview, type PreviewInput } from '../../src/remediation/preview';
import { itemsOf, type Wanted } from '../../src/remediation/wanted';
import { descriptionOf } from '../../src/remediation/write';
import { type Life } from '../../src/terms/life';
import { at, filters, lifeOf, livesOf, NOON, pen, publicFilter, settingsWith } from './given';

const KEY = 'INF-03:site';

const wanted = (...lives: readonly Life[]): Wanted => {
  const [item] = itemsOf({
    controls: [filters],
    memories: livesOf(...lives),
    settings: settingsWith(),
    filed: [],
    now: NOON,
  });
  if (item?.is !== 'wanted') throw new Error('nothing is wanted');
  return item;
};

const evidence = { asOf: at('2026-11-20T18:05:00Z'), complete: true, read: 3, of: 3 };
const body = (item: Wanted, of = {}, rows?: number) => bodyOf(item, { pen, evidence, ...of }, rows);

const letters = (node: AdfNode): string =>
  node.type === 'mention'
    ? `@${String(node.attrs?.['id'])}`
    : (node.text ?? (node.content ?? []).map(letters).join(''));
const sayings = (nodes: readonly AdfNode[]): readonly string[] => nodes.map(letters);

const all = (nodes: readonly AdfNode[]): readonly AdfNode[] =>
  nodes.flatMap(node => [node, ...all(node.content ?? [])]);
const ofType = (nodes: readonly AdfNode[], type: string) => all(nodes).filter(node => node.type === type);

const rowsOf = (table: AdfNode | undefined): readonly (readonly string[])[] =>
  (table?.content ?? []).map(row => (row.content ?? []).map(letters));

const recorded = lifeOf(
  publicFilter('10001', { owner: 'ana', subject: { kind: 'filter', id: '10001', name: 'Open bugs' } }),
  {
    opened: { is: 'recorded', at: at('2026-11-17T14:02:00Z'), by: 'lee', change: '7' },
  },
);

describe('the text of a work item', () => {
  it('begins with the risk in bold and who did it when', () => {
    const [risk, since] = body(wanted(recorded));
    expect(letters(risk!)).toContain('Anyone on the internet');
    expect(ofType([risk!], 'text').every(({ marks }) => marks?.some(({ type }) => type === 'strong'))).toBe(
      true,
    );
    expect(letters(since!)).toContain('Nov 17, 2026');
    expect(letters(since!)).toContain('14:02');
    expect(letters(since!)).toContain('@lee');
  });

  it('has its parts in the order in which a stranger needs them', () => {
    const headings = ofType(body(wanted(recorded)), 'heading').map(letters);
    expect(headings).toEqual([
      'Your part',
      'What is open',
      'What would fix it',
      'What the fix changes',
      'How to fix it',
      'When is it done?',
      'For the record',
    ]);
  });

  it('shows each thing with a link, since when, by whom, and its owner', () => {
    const [table] = ofType(body(wanted(recorded)), 'table');
    expect(rowsOf(table)[0]).toEqual(['Filter', 'What is open', 'Since', 'Changed by', 'Owner']);
    const row = rowsOf(table)[1];
    expect(row?.[0]).toBe('Open bugs');
    expect(row?.[2]).toContain('Nov 17, 2026');
    expect(row?.[3]).toBe('@lee');
    expect(row?.[4]).toBe('@ana');
    expect(JSON.stringify(table)).toContain('https://example.atlassian.net/issues/?filter=10001');
  });

  it('names the bounds where nobody recorded it, and never an actor', () => {
    const life = lifeOf(publicFilter('1'), {
      lastClosed: at('2026-11-16T09:00:00Z'),
      firstSeen: at('2026-11-17T09:00:00Z'),
    });
    const [table] = ofType(body(wanted(life)), 'table');
    expect(rowsOf(table)[1]?.[2]).toMatch(/between Nov 16, 2026.* and Nov 17, 2026/);
    expect(rowsOf(table)[1]?.[3]).toBe('not recorded');
  });

  it('names all candidates as candidates', () => {
    const change = (by: string) => ({ at: NOON, by, change: by });
    const life = lifeOf(publicFilter('1'), {
      opened: { is: 'candidates', of: [change('lee'), change('kim')] },
    });
    const [table] = ofType(body(wanted(life)), 'table');
    expect(rowsOf(table)[1]?.[3]).toBe('@lee or @kim');
    expect(sayings(body(wanted(life)))[1]).toContain('2 changes');
  });

  it('names three candidates and counts the others, and promises no name where none is recorded', () => {
    const by = (...people: readonly (string | undefined)[]) =>
      lifeOf(publicFilter('1'), {
        opened: {
          is: 'candidates',
          of: people.map((each, place) => ({
            at: NOON,
            change: String(place),
            ...(each === undefined ? {} : { by: each }),
          })),
        },
      });
    const many = body(wanted(by('lee', 'kim', 'ana', 'bo', 'cy')));
    expect(rowsOf(ofType(many, 'table')[0])[1]?.[3]).toBe('@lee or @kim or @ana, or one of 2 more people');
    const nobody = body(wanted(by(undefined, undefined)));
    expect(rowsOf(ofType(nobody, 'table')[0])[1]?.[3]).toBe('not recorded');
    expect(sayings(nobody)[1]).toContain('not whose they were');
    expect(sayings(nobody)[1]).not.toContain('table');
  });

  it('is done with what it lists, and says what the control needs besides', () => {
    const alone = sayings(body(wanted(recorded))).join(' ');
    const besides = sayings(body(wanted(recorded, lifeOf(publicFilter('2'), { baseline: true })))).join(' ');
    expect(alone).toContain('It is done when no filter is shared with the public');
    expect(alone).not.toContain('More of this control is open');
    expect(besides).toContain('It is done when nothing of what is listed above is open any more.');
    expect(besides).toContain("More of this control is open, on the app's page.");
    expect(besides).not.toContain('It is done when no filter is shared');
  });

  it('numbers the clicks', () => {
    const [clicks] = ofType(body(wanted(recorded)), 'orderedList');
    expect(clicks?.content?.length).toBeGreaterThan(3);
  });

  it('ends with control, version, severity, reading and coverage, and the mark by which it is found', () => {
    const last = body(wanted(recorded)).at(-1)!;
    expect(letters(last)).toContain('INF-03 v2, medium');
    expect(letters(last)).toMatch(/Nov 20, 2026.*18:05.*complete, 3 of 3/);
    expect(
      ofType([last], 'text')
        .filter(({ marks }) => marks?.some(({ type }) => type === 'code'))
        .map(letters),
    ).toEqual([KEY]);
  });

  it('says by when, and for whom it was meant', () => {
    const text = sayings(body(wanted(recorded), { due: '2026-11-24', instead: 'kim' })).join('\n');
    expect(text).toContain('Tuesday, November 24, 2026');
    expect(text).toContain('@kim');
  });

  it('cuts a long list and counts the rest', () => {
    const many = wanted(...Array.from({ length: 1000 }, (_, index) => lifeOf(publicFilter(String(index)))));
    const [table] = ofType(body(many), 'table');
    expect(table?.content).toHaveLength(ROWS + 1);
    expect(sayings(body(many)).join('\n')).toContain('and 980 more');
    expect(JSON.stringify(doc(body(many))).length).toBeLessThan(DESCRIPTION_LIMIT);
  });

  it('is of valid nodes alone: no empty text, no marks that go together with code', () => {
    const nodes = all(body(wanted(recorded, lifeOf(publicFilter('2'), { state: 'unseen', returned: 2 }))));
    expect(nodes.filter(({ type, text: letter }) => type === 'text' && (letter ?? '') === '')).toEqual([]);
    const coded = nodes.filter(({ marks }) => marks?.some(({ type }) => type === 'code'));
    expect(coded.every(({ marks }) => marks?.every(({ type }) => type === 'code' || type === 'link'))).toBe(
      true,
    );
  });
});

describe('names stay names', () => {
  const withName = (name: string) =>
    wanted(
      lifeOf(
        publicFilter('1', {
          args: { name, spacePublic: false, namesSensitive: false },
          subject: { kind: 'filter', id: '1', name },
        }),
      ),
    );

  it.each([
    ['markup', '<strong>x</strong> {panel} [link|https://evil.example] *b* @lee'],
    ['right-to-left letters', 'مشروع الأمان'],
    ['ICU', "{count, plural, other {#}} it's"],
  ])('with %s', (_case, name) => {
    const [table] = ofType(body(withName(name)), 'table');
    expect(rowsOf(table)[1]?.[0]).toBe(name);
    expect(ofType(body(withName(name)), 'mention')).toEqual([]);
    expect(summaryOf(withName(name), pen)).toContain(name);
  });

  it('without what would turn the text around them', () => {
    expect(letters(text('a\u202Eb\u2066c\u0000d')[0]!)).toBe('a b c d');
    expect(summaryOf(withName('a\u202Eb\u0000c'), pen)).toContain('“ab c”');
  });

  it('of 255 letters fit into the summary of one line', () => {
    const summary = summaryOf(withName('𝒳'.repeat(255)), pen);
    // Jira counts UTF-16 units.
    expect(summary.length).toBeLessThanOrEqual(255);
    // It throws at half of a letter.
    expect(() => encodeURIComponent(summary)).not.toThrow();
    expect(summary.endsWith('…')).toBe(true);
    expect(summaryOf(withName('two\nlines'), pen)).not.toContain('\n');
  });

  it('and code stays code beside a link', () => {
    const parts = [{ is: 'text', text: 'KEY', code: true, strong: true, href: 'https://x.example' }] as const;
    expect(inline(parts, pen)[0]?.marks?.map(({ type }) => type)).toEqual(['code', 'link']);
  });
});

/** The description when people wrote `theirs` below it. */
const written = (item: Wanted, theirs: readonly AdfNode[]): AdfDoc | undefined =>
  descriptionOf({ pen, evidence: new Map() }, item, {}, doc([...footer(item, { pen, evidence }), ...theirs]));

describe('people write below the line', () => {
  const theirs: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'Lee is on it' }] };
  const empty: AdfNode = { type: 'paragraph', content: [] };
  const ours = body(wanted(recorded));

  it.each<[string, unknown, readonly AdfNode[]]>([
    ['nothing was there', null, []],
    ['ours alone', doc(ours), []],
    ['ours and the empty line that the editor adds', doc([...ours, empty]), []],
    ['theirs below ours', doc([...ours, theirs]), [theirs]],
    ['theirs in our part: rewritten', doc([theirs, ...ours]), []],
    ['theirs alone', doc([theirs]), [theirs]],
    [
      'our last line was removed: everything is kept',
      doc([...ours.slice(0, 2), theirs]),
      [...ours.slice(0, 2), theirs],
    ],
    ['no document', 'plain text', []],
  ])('%s', (_case, existing, kept) => {
    expect(textOfPeople(existing, KEY)).toEqual(kept);
  });

  it('keeps a second copy of the whole text that somebody pasted below', () => {
    expect(textOfPeople(doc([...ours, theirs, ...ours]), KEY)).toEqual([theirs, ...ours]);
  });

  it('merging twice changes nothing', () => {
    const once = mergedDescription([() => ours], [theirs]);
    const twice = mergedDescription([() => ours], textOfPeople(once, KEY));
    expect(once?.content.at(-1)).toBe(theirs);
    expect(twice).toEqual(once);
  });

  it('gives up rows of its own before it lets people’s text push it over Jira’s limit', () => {
    const long: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'x'.repeat(20_000) }] };
    const many = wanted(...Array.from({ length: 40 }, (_, index) => lifeOf(publicFilter(String(index)))));
    const merged = written(many, [long]);
    expect(JSON.stringify(merged).length).toBeLessThanOrEqual(DESCRIPTION_LIMIT);
    expect(merged?.content.at(-1)).toEqual(long);
    expect(rowsOf(ofType(merged?.content ?? [], 'table')[0]).length).toBeLessThan(ROWS);
  });

  it('keeps the risk and what is asked of whom where there is room for nothing else', () => {
    const long: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'x'.repeat(28_000) }] };
    const merged = written(wanted(recorded), [long]);
    expect(JSON.stringify(merged).length).toBeLessThanOrEqual(DESCRIPTION_LIMIT);
    const text = sayings(merged?.content ?? []).join('\n');
    expect(text).toContain('Anyone on the internet');
    expect(text).toContain('Your part');
    expect(text).toContain('leaves no room for the list');
    expect(textOfPeople(merged, KEY)).toEqual([long]);
  });

  it('leaves the description to people where there is no room at all', () => {
    const long: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'x'.repeat(32_700) }] };
    expect(written(wanted(recorded), [long])).toBeUndefined();
  });
});

describe('for the record', () => {
  const recordOf = (life: Life) => {
    const [list] = ofType(body(wanted(life)), 'bulletList').slice(-1);
    return letters(list!);
  };

  it('names for how long it was open when it was last read', () => {
    const lastSeen = at('2026-11-20T18:02:00Z');
    expect(recordOf({ ...recorded, lastSeen })).toBe(
      'Open bugs: open since Nov 17, 2026, 14:02 UTC. At the reading on Nov 20, 2026, 18:02 UTC that was 3 days 4 h.',
    );
  });

  it('names the least it can have been where nobody recorded when it began', () => {
    const firstSeen = at('2026-11-20T12:00:00Z');
    const life = lifeOf(publicFilter('1'), { firstSeen, lastSeen: at('2026-11-20T14:00:00Z'), returned: 2 });
    expect(recordOf(life)).toContain(
      'seen open since Nov 20, 2026, 12:00 UTC. At the reading on Nov 20, 2026, 14:00 UTC that was 2 h',
    );
    expect(recordOf(life)).toContain("when it began isn't recorded");
    expect(recordOf(life)).toContain('It had been closed 2 times before.');
  });

  it('says of many at once what is the same of them', () => {
    const [list] = ofType(
      body(wanted(lifeOf(publicFilter('1')), lifeOf(publicFilter('2')), recorded)),
      'bulletList',
    ).slice(-1);
    expect(list?.content?.map(letters)).toEqual([
      expect.stringMatching(/^Open bugs: open since Nov 17/),
      expect.stringMatching(/^Filter 1, Filter 2: seen open since Nov 20/),
    ]);
  });

  it('names each thing once, by what has been open the longest on it, and people as people', () => {
    const admin = (code: string) =>
      publicFilter('1', {
        key: `INF-03:${code}:person-lee:`,
        subject: { kind: 'person', id: 'lee' },
      });
    const lives = [
      lifeOf(admin('filter-public'), { lastSeen: at('2026-11-20T13:00:00Z') }),
      lifeOf(admin('other'), {
        firstSeen: at('2026-11-20T10:00:00Z'),
        lastSeen: at('2026-11-20T13:00:00Z'),
      }),
    ];
    const [list] = ofType(body(wanted(...lives)), 'bulletList').slice(-1);
    expect(list?.content?.map(letters)).toEqual([
      expect.stringMatching(/^@lee: seen open since .* that was 3 h/),
    ]);
  });
});

describe('when several things are open', () => {
  it('the oldest is named, with who opened it where that is recorded', () => {
    const [, about] = sayings(body(wanted(recorded, lifeOf(publicFilter('2')))));
    expect(about).toBe('2 things are open, the oldest since Nov 17, 2026, 14:02 UTC, when @lee changed it.');
    const [, unknown] = sayings(body(wanted(lifeOf(publicFilter('1')), lifeOf(publicFilter('2')))));
    expect(unknown).toBe('2 things are open, the oldest at least since Nov 20, 2026, 12:00 UTC.');
  });
});

describe('what would fix it', () => {
  const fixes = (item: Wanted): readonly string[] => {
    const nodes = body(item);
    const at = nodes.findIndex(node => letters(node) === 'What would fix it');
    return (nodes[at + 1]?.content ?? []).map(letters);
  };

  it('is told for each of a few things, and summed up for many', () => {
    expect(fixes(wanted(recorded))).toEqual([expect.stringContaining('the viewers of Filter 10001')]);
    const many = wanted(...Array.from({ length: 60 }, (_, index) => lifeOf(publicFilter(String(index)))));
    expect(fixes(many)).toEqual([expect.stringContaining('60 filters are shared with the public')]);
  });
});

describe('a comment', () => {
  it('writes numbers as people do, and each thing once', () => {
    const memory = { ...unfiled({ key: KEY, control: 'INF-03', place: 'site' }, NOON), filedCount: 18_204 };
    const twice = { ...recorded.finding, key: 'INF-03:filter-public:filter-10001:other' };
    const item = wanted(recorded, lifeOf(twice));
    const said = sayings(reopenComment('remains', item, memory, { categorySince: NOON }, pen).content);
    expect(said).toEqual([expect.stringContaining('2 of 18,204 remain'), 'Open bugs']);
  });

  it('never calls the first time it was seen the time since when it was open', () => {
    const item = wanted(recorded);
    const closed = { is: 'recorded', at: at('2026-11-21T12:00:00Z'), by: 'ana', change: '9' } as const;
    const about = {
      is: 'retired',
      key: KEY,
      control: 'INF-03',
      place: 'site',
      why: 'fixed',
      meant: new Map(),
    } as const;
    const lines = (life: Life): string =>
      sayings(
        closeComment({ ...about, over: [{ ...life, state: 'gone', closed }] }, false, evidence, pen).content,
      )[1] ?? '';
    expect(lines(item.lives[0]!)).toContain(
      'open from Nov 17, 2026, 14:02 UTC to Nov 21, 2026, 12:00 UTC (3 days 21 h)',
    );
    expect(lines(lifeOf(publicFilter('1')))).toContain('seen open from Nov 20, 2026, 12:00 UTC');
    expect(lines(lifeOf(publicFilter('1')))).toContain('(at least 1 day)');
  });
});

describe('the due date', () => {
  it.each([
    ['critical', '2026-11-24'],
    ['high', '2026-11-27'],
    ['medium', '2026-12-11'],
    ['low', '2027-01-01'],
  ] as const)('of a %s one, filed on a Friday, is %s', (severity, day) => {
    expect(dueDay(NOON, severity, 'UTC')).toBe(day);
  });

  it('counts days as the site has them', () => {
    const lateOnSunday = at('2026-11-22T23:30:00Z');
    expect(dueDay(lateOnSunday, 'critical', 'UTC')).toBe('2026-11-24');
    expect(dueDay(lateOnSunday, 'critical', 'Asia/Tokyo')).toBe('2026-11-25');
    expect(dueDay(at('2026-10-24T22:30:00Z'), 'critical', 'Europe/Berlin')).toBe('2026-10-27');
  });
});

describe('the preview', () => {
  const of = (input: Partial<PreviewInput>) =>
    preview({
      controls: [filters],
      memories: livesOf(
        lifeOf(publicFilter('1', { owner: 'lee' })),
        lifeOf(publicFilter('2', { subject: { kind: 'scheme', id: '2', space: '7' } })),
      ),
      settings: settingsWith(),
      mode: 'all',
      filed: [],
      evidence: new Map(),
      baseUrl: 'https://example.atlassian.net',
      words: pen.words,
      now: NOON,
      ...input,
    });

  it('shows counts, people and full texts before anything is filed', () => {
    const shown = of({});
    expect(shown.items.map(({ key, assignee, findings }) => [key, assignee, findings])).toEqual([
      ['INF-03:site', 'lee', 1],
      ['INF-03:space-7', 'admin', 1],
    ]);
    expect(shown.people).toEqual(['lee', 'admin']);
    expect(sayings(shown.items[0]?.text.content ?? []).join('\n')).toContain('How to fix it');
  });

  it('works before the admin chose a project, and says how many wait for the cap', () => {
    const shown = of({ settings: settingsWith({ filing: { cap: 1 }, baseline: undefined }) });
    expect(shown.items).toHaveLength(2);
    expect(shown).toMatchObject({ unassigned: 1, later: 1 });
  });

  it('is empty where everything that is open becomes the baseline', () => {
    expect(of({ mode: 'worse', settings: settingsWith({ baseline: undefined }) }).items).toEqual([]);
  });
});
