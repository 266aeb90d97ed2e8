import {
  type AdfDoc,
  type AdfNode,
  adfDocument,
  inlineNodes,
  textNodes,
} from '../../../src/remediation/text/adf';
import {
  type DescriptionInput,
  renderDescription,
  MAX_ROWS,
  renderSummary,
} from '../../../src/remediation/text/description';
import { renderCloseComment, renderReopenComment } from '../../../src/remediation/text/comments';
import { dueDay } from '../../../src/remediation/plan/due-day';
import { renderFooter } from '../../../src/remediation/text/footer';
import {
  DESCRIPTION_LIMIT,
  mergeDescription,
  extractUserContent,
} from '../../../src/remediation/text/merge-description';
import { buildUnfiledRecord } from '../../../src/remediation/plan/remediation-record';
import { buildPreview, type PreviewInput } from '../../../src/remediation/run/preview';
import { planItems, type DesiredItem } from '../../../src/remediation/plan/desired-items';
import { renderObsoleteDescription } from '../../../src/remediation/text/obsolete-description';
import { composeDescription } from '../../../src/remediation/run/rewrite-text';
import { END_REASONS, type TrackedFinding } from '../../../src/domain/tracked-finding';
import { type MessageValues } from '../../../src/messages/messages';
import {
  at,
  publicFiltersControl,
  trackedFrom,
  historiesOf,
  messageText,
  NOON,
  renderer,
  publicFilter,
  settingsWith,
} from '../fixtures';

const KEY = 'INF-03:site';

const desired = (...trackedFindings: readonly TrackedFinding[]): DesiredItem => {
  const [item] = planItems({
    controls: [publicFiltersControl],
    histories: historiesOf(...trackedFindings),
    settings: settingsWith(),
    records: [],
    now: NOON,
  });
  if (item?.is !== 'desired') throw new Error('nothing is to be filed');
  return item;
};

const evidence = { fullReadAt: at('2026-11-20T18:05:00Z'), complete: true, read: 3, of: 3 };
const buildBody = (item: DesiredItem, of: Partial<DescriptionInput> = {}, rows?: number) =>
  renderDescription(item, { renderer, evidence, ...of }, rows);

const plainTextOf = (node: AdfNode): string =>
  node.type === 'mention'
    ? `@${String(node.attrs?.['id'])}`
    : (node.text ?? (node.content ?? []).map(plainTextOf).join(''));
const textsOf = (nodes: readonly AdfNode[]): readonly string[] => nodes.map(plainTextOf);

const allNodes = (nodes: readonly AdfNode[]): readonly AdfNode[] =>
  nodes.flatMap(node => [node, ...allNodes(node.content ?? [])]);
const nodesOfType = (nodes: readonly AdfNode[], type: string) =>
  allNodes(nodes).filter(node => node.type === type);

const rowsOf = (table: AdfNode | undefined): readonly (readonly string[])[] =>
  (table?.content ?? []).map(row => (row.content ?? []).map(plainTextOf));

const recordedFinding = trackedFrom(
  publicFilter('10001', { owner: 'ana', subject: { kind: 'filter', id: '10001', name: 'Open bugs' } }),
  {
    openedBy: { is: 'recorded', at: at('2026-11-17T14:02:00Z'), by: 'lee', change: '7' },
  },
);

describe('the text of a work item', () => {
  it('begins with the risk in bold and who did it when', () => {
    const [risk, since] = buildBody(desired(recordedFinding));
    expect(plainTextOf(risk!)).toContain('Anyone on the internet');
    expect(
      nodesOfType([risk!], 'text').every(({ marks }) => marks?.some(({ type }) => type === 'strong')),
    ).toBe(true);
    expect(plainTextOf(since!)).toContain('Nov 17, 2026');
    expect(plainTextOf(since!)).toContain('14:02');
    expect(plainTextOf(since!)).toContain('@lee');
  });

  it('has its sections in order', () => {
    const headings = nodesOfType(buildBody(desired(recordedFinding)), 'heading').map(plainTextOf);
    expect(headings).toEqual(
      (['part', 'open', 'pass', 'changes', 'fix', 'done', 'record'] as const).map(name =>
        messageText(`remediation.${name}.heading`),
      ),
    );
  });

  it('shows each object with a link, start, actor, and owner', () => {
    const [table] = nodesOfType(buildBody(desired(recordedFinding)), 'table');
    expect(rowsOf(table)[0]).toEqual(['Filter', 'Finding', 'Since', 'Changed by', 'Owner']);
    const row = rowsOf(table)[1];
    expect(row?.[0]).toBe('Open bugs');
    expect(row?.[2]).toContain('Nov 17, 2026');
    expect(row?.[3]).toBe('@lee');
    expect(row?.[4]).toBe('@ana');
    expect(JSON.stringify(table)).toContain('https://example.atlassian.net/issues/?filter=10001');
  });

  it('names the bounds if nothing is recorded, and never an actor', () => {
    const tracked = trackedFrom(publicFilter('1'), {
      lastAbsent: at('2026-11-16T09:00:00Z'),
      firstSeen: at('2026-11-17T09:00:00Z'),
    });
    const [table] = nodesOfType(buildBody(desired(tracked)), 'table');
    expect(rowsOf(table)[1]?.[2]).toBe(
      messageText('remediation.open.between', {
        after: { at: at('2026-11-16T09:00:00Z') },
        before: { at: at('2026-11-17T09:00:00Z') },
      }),
    );
    expect(rowsOf(table)[1]?.[3]).toBe(messageText('remediation.open.notRecorded'));
  });

  it('names all candidates as candidates', () => {
    const change = (by: string) => ({ at: NOON, by, change: by });
    const tracked = trackedFrom(publicFilter('1'), {
      openedBy: { is: 'candidates', of: [change('lee'), change('kim')] },
    });
    const [table] = nodesOfType(buildBody(desired(tracked)), 'table');
    expect(rowsOf(table)[1]?.[3]).toBe('@lee or @kim');
    expect(textsOf(buildBody(desired(tracked)))[1]).toBe(
      messageText('remediation.about.candidates', { count: 2, named: 2 }),
    );
  });

  it('names three candidates and counts the others, and promises no name where none is recorded', () => {
    const by = (...people: readonly (string | undefined)[]) =>
      trackedFrom(publicFilter('1'), {
        openedBy: {
          is: 'candidates',
          of: people.map((each, place) => ({
            at: NOON,
            change: String(place),
            ...(each === undefined ? {} : { by: each }),
          })),
        },
      });
    const many = buildBody(desired(by('lee', 'kim', 'ana', 'bo', 'cy')));
    expect(rowsOf(nodesOfType(many, 'table')[0])[1]?.[3]).toBe(
      `@lee or @kim or @ana${messageText('remediation.open.orMore', { count: 2 })}`,
    );
    const nobody = buildBody(desired(by(undefined, undefined)));
    expect(rowsOf(nodesOfType(nobody, 'table')[0])[1]?.[3]).toBe(messageText('remediation.open.notRecorded'));
    expect(textsOf(nobody)[1]).toBe(messageText('remediation.about.candidates', { count: 2, named: 0 }));
    expect(textsOf(nobody)[1]).not.toContain('table');
  });

  it('is resolved with what it lists, and mentions other open findings', () => {
    const alone = textsOf(buildBody(desired(recordedFinding))).join(' ');
    const besides = textsOf(
      buildBody(desired(recordedFinding, trackedFrom(publicFilter('2'), { inBaseline: true }))),
    ).join(' ');
    const [done, listed, others] = [
      messageText('controls.INF-03.done'),
      messageText('remediation.done.listed'),
      messageText('remediation.pass.otherFindings'),
    ];
    expect(alone).toContain(done);
    expect(alone).not.toContain(others);
    expect(besides).toContain(listed);
    expect(besides).toContain(others);
    expect(besides).not.toContain(done);
  });

  it('numbers the clicks', () => {
    const [clicks] = nodesOfType(buildBody(desired(recordedFinding)), 'orderedList');
    expect(clicks?.content?.length).toBeGreaterThan(3);
  });

  it('ends with control, version, severity, evidence, and the end marker', () => {
    const last = buildBody(desired(recordedFinding)).at(-1)!;
    expect(plainTextOf(last)).toContain('INF-03 v2, medium');
    expect(plainTextOf(last)).toContain(
      messageText('remediation.evidence.complete', { at: { at: evidence.fullReadAt }, read: 3, of: 3 }),
    );
    expect(
      nodesOfType([last], 'text')
        .filter(({ marks }) => marks?.some(({ type }) => type === 'code'))
        .map(plainTextOf),
    ).toEqual([KEY]);
  });

  it('names the due date and the intended assignee', () => {
    const text = textsOf(
      buildBody(desired(recordedFinding), { due: '2026-11-24', intendedAssignee: 'kim' }),
    ).join('\n');
    expect(text).toContain('Tuesday, November 24, 2026');
    expect(text).toContain('@kim');
  });

  it('cuts a long list and counts the rest', () => {
    const many = desired(
      ...Array.from({ length: 1000 }, (_, index) => trackedFrom(publicFilter(String(index)))),
    );
    const [table] = nodesOfType(buildBody(many), 'table');
    expect(table?.content).toHaveLength(MAX_ROWS + 1);
    expect(textsOf(buildBody(many)).join('\n')).toContain(
      messageText('remediation.open.more', { count: 980 }),
    );
    expect(JSON.stringify(adfDocument(buildBody(many))).length).toBeLessThan(DESCRIPTION_LIMIT);
  });

  it('is of valid nodes alone: no empty text, no marks that go together with code', () => {
    const nodes = allNodes(
      buildBody(desired(recordedFinding, trackedFrom(publicFilter('2'), { state: 'stale', reopenCount: 2 }))),
    );
    expect(nodes.filter(({ type, text: letter }) => type === 'text' && (letter ?? '') === '')).toEqual([]);
    const coded = nodes.filter(({ marks }) => marks?.some(({ type }) => type === 'code'));
    expect(coded.every(({ marks }) => marks?.every(({ type }) => type === 'code' || type === 'link'))).toBe(
      true,
    );
  });
});

describe('names stay names', () => {
  const withName = (name: string) =>
    desired(
      trackedFrom(
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
    const [table] = nodesOfType(buildBody(withName(name)), 'table');
    expect(rowsOf(table)[1]?.[0]).toBe(name);
    expect(nodesOfType(buildBody(withName(name)), 'mention')).toEqual([]);
    expect(renderSummary(withName(name), renderer)).toContain(name);
  });

  it('without what would turn the text around them', () => {
    expect(plainTextOf(textNodes('a\u202Eb\u2066c\u0000d')[0]!)).toBe('a b c d');
    expect(renderSummary(withName('a\u202Eb\u0000c'), renderer)).toContain('“ab c”');
  });

  it('of 255 letters fit into the summary of one line', () => {
    const summary = renderSummary(withName('𝒳'.repeat(255)), renderer);
    // Jira counts UTF-16 units.
    expect(summary.length).toBeLessThanOrEqual(255);
    // It throws at half of a letter.
    expect(() => encodeURIComponent(summary)).not.toThrow();
    expect(summary.endsWith('…')).toBe(true);
    expect(renderSummary(withName('two\nlines'), renderer)).not.toContain('\n');
  });

  it('and code stays code beside a link', () => {
    const parts = [{ is: 'text', text: 'KEY', code: true, strong: true, href: 'https://x.example' }] as const;
    expect(inlineNodes(parts, renderer)[0]?.marks?.map(({ type }) => type)).toEqual(['code', 'link']);
  });
});

/** The description when people wrote `theirs` below it. */
const mergeWith = (item: DesiredItem, userParagraph: readonly AdfNode[]): AdfDoc | undefined =>
  composeDescription(
    { renderer, evidence: new Map() },
    item,
    {},
    adfDocument([...renderFooter(item, { renderer, evidence }), ...userParagraph]),
  );

describe('people write below the line', () => {
  const userParagraph: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'Lee is on it' }] };
  const empty: AdfNode = { type: 'paragraph', content: [] };
  const appDocument = buildBody(desired(recordedFinding));

  it.each<[string, unknown, readonly AdfNode[]]>([
    ['nothing was there', null, []],
    ['ours alone', adfDocument(appDocument), []],
    ['ours and the empty line that the editor adds', adfDocument([...appDocument, empty]), []],
    ['theirs below ours', adfDocument([...appDocument, userParagraph]), [userParagraph]],
    ['theirs in our part: rewritten', adfDocument([userParagraph, ...appDocument]), []],
    ['theirs alone', adfDocument([userParagraph]), [userParagraph]],
    [
      'our last line was removed: everything is kept',
      adfDocument([...appDocument.slice(0, 2), userParagraph]),
      [...appDocument.slice(0, 2), userParagraph],
    ],
    ['no document', 'plain text', []],
  ])('%s', (_case, existing, kept) => {
    expect(extractUserContent(existing, KEY)).toEqual(kept);
  });

  it('keeps a second copy of the text that someone pasted below', () => {
    expect(extractUserContent(adfDocument([...appDocument, userParagraph, ...appDocument]), KEY)).toEqual([
      userParagraph,
      ...appDocument,
    ]);
  });

  it('merging twice changes nothing', () => {
    const once = mergeDescription([() => appDocument], [userParagraph]);
    const twice = mergeDescription([() => appDocument], extractUserContent(once, KEY));
    expect(once?.content.at(-1)).toBe(userParagraph);
    expect(twice).toEqual(once);
  });

  it('drops its own rows before people’s text pushes it over Jira’s limit', () => {
    const long: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'x'.repeat(20_000) }] };
    const many = desired(
      ...Array.from({ length: 40 }, (_, index) => trackedFrom(publicFilter(String(index)))),
    );
    const merged = mergeWith(many, [long]);
    expect(JSON.stringify(merged).length).toBeLessThanOrEqual(DESCRIPTION_LIMIT);
    expect(merged?.content.at(-1)).toEqual(long);
    expect(rowsOf(nodesOfType(merged?.content ?? [], 'table')[0]).length).toBeLessThan(MAX_ROWS);
  });

  it('keeps the risk and the options if nothing else fits', () => {
    const long: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'x'.repeat(28_000) }] };
    const merged = mergeWith(desired(recordedFinding), [long]);
    expect(JSON.stringify(merged).length).toBeLessThanOrEqual(DESCRIPTION_LIMIT);
    const text = textsOf(merged?.content ?? []).join('\n');
    expect(text).toContain('Anyone on the internet');
    expect(text).toContain(messageText('remediation.part.heading'));
    expect(text).toContain(messageText('remediation.open.noRoom', { count: 1 }));
    expect(extractUserContent(merged, KEY)).toEqual([long]);
  });

  it('leaves the description alone if nothing fits', () => {
    const long: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'x'.repeat(32_700) }] };
    expect(mergeWith(desired(recordedFinding), [long])).toBeUndefined();
  });
});

describe('the background section', () => {
  const recordOf = (tracked: TrackedFinding) => {
    const [list] = nodesOfType(buildBody(desired(tracked)), 'bulletList').slice(-1);
    return plainTextOf(list!);
  };

  it('names how long it was open at the last read', () => {
    const lastSeen = at('2026-11-20T18:02:00Z');
    expect(recordOf({ ...recordedFinding, lastSeen })).toBe(
      `Open bugs: ${messageText('remediation.record.exactly', {
        from: { at: at('2026-11-17T14:02:00Z') },
        to: { at: lastSeen },
        length: '3 days 4 h',
      })}`,
    );
  });

  it('names the minimum duration if the start is not recorded', () => {
    const firstSeen = at('2026-11-20T12:00:00Z');
    const tracked = trackedFrom(publicFilter('1'), {
      firstSeen,
      lastSeen: at('2026-11-20T14:00:00Z'),
      reopenCount: 2,
    });
    const openTime = messageText('remediation.record.atLeast', {
      from: { at: firstSeen },
      to: { at: tracked.lastSeen },
      length: '2 h',
    });
    const returned = messageText('remediation.record.returned', { count: 2 });
    expect(recordOf(tracked)).toBe(`Filter 1: ${openTime} ${returned}`);
  });

  it('groups findings with the same line', () => {
    const [list] = nodesOfType(
      buildBody(desired(trackedFrom(publicFilter('1')), trackedFrom(publicFilter('2')), recordedFinding)),
      'bulletList',
    ).slice(-1);
    expect(list?.content?.map(plainTextOf)).toEqual([
      expect.stringMatching(/^Open bugs: .*Nov 17/),
      expect.stringMatching(/^Filter 1, Filter 2: .*Nov 20/),
    ]);
  });

  it('names each object once, by its longest open finding, and mentions people', () => {
    const admin = (code: string) =>
      publicFilter('1', {
        key: `INF-03:${code}:person-lee:`,
        subject: { kind: 'person', id: 'lee' },
      });
    const trackedFindings = [
      trackedFrom(admin('filter-public'), { lastSeen: at('2026-11-20T13:00:00Z') }),
      trackedFrom(admin('other'), {
        firstSeen: at('2026-11-20T10:00:00Z'),
        lastSeen: at('2026-11-20T13:00:00Z'),
      }),
    ];
    const [list] = nodesOfType(buildBody(desired(...trackedFindings)), 'bulletList').slice(-1);
    expect(list?.content?.map(plainTextOf)).toEqual([expect.stringMatching(/^@lee: .*\b3 h\b/)]);
  });
});

describe('several open findings', () => {
  it('name the oldest, with the actor if recorded', () => {
    const [, about] = textsOf(buildBody(desired(recordedFinding, trackedFrom(publicFilter('2')))));
    expect(about).toBe(
      messageText('remediation.about.severalSinceBy', {
        count: 2,
        at: { at: at('2026-11-17T14:02:00Z') },
        by: '@lee',
      }),
    );
    const [, unknown] = textsOf(
      buildBody(desired(trackedFrom(publicFilter('1')), trackedFrom(publicFilter('2')))),
    );
    expect(unknown).toBe(messageText('remediation.about.several', { count: 2, at: { at: NOON } }));
  });
});

describe('what to change', () => {
  const fixes = (item: DesiredItem): readonly string[] => {
    const nodes = buildBody(item);
    const at = nodes.findIndex(node => plainTextOf(node) === messageText('remediation.pass.heading'));
    return (nodes[at + 1]?.content ?? []).map(plainTextOf);
  };

  it('is listed per finding for a few, and summarized for many', () => {
    expect(fixes(desired(recordedFinding))).toEqual([
      messageText('controls.INF-03.findings.filter-public.fixed', recordedFinding.finding.args),
    ]);
    const many = desired(
      ...Array.from({ length: 60 }, (_, index) => trackedFrom(publicFilter(String(index)))),
    );
    expect(fixes(many)).toEqual([
      messageText('controls.INF-03.findings.filter-public.toMeet', { count: 60 }),
    ]);
  });
});

describe('a comment', () => {
  it('formats numbers, and names each object once', () => {
    const record = {
      ...buildUnfiledRecord({ key: KEY, control: 'INF-03', place: 'site' }, NOON),
      filedCount: 18_204,
    };
    const twice = { ...recordedFinding.finding, key: 'INF-03:filter-public:filter-10001:other' };
    const item = desired(recordedFinding, trackedFrom(twice));
    const texts = textsOf(
      renderReopenComment('remains', item, record, { categorySince: NOON }, renderer).content,
    );
    expect(texts).toEqual([messageText('remediation.comment.remains', { left: 2, of: 18_204 }), 'Open bugs']);
  });

  it('never calls the first detection the start', () => {
    const item = desired(recordedFinding);
    const closed = { is: 'recorded', at: at('2026-11-21T12:00:00Z'), by: 'ana', change: '9' } as const;
    const intervalText = (values: MessageValues): string =>
      messageText('remediation.comment.intervalBy', { ...values, to: { at: closed.at }, by: '@ana' });
    const about = {
      is: 'obsolete',
      key: KEY,
      control: 'INF-03',
      place: 'site',
      reason: 'fixed',
      approvals: new Map(),
    } as const;
    const lines = (tracked: TrackedFinding): string =>
      textsOf(
        renderCloseComment(
          { ...about, filedFindings: [{ ...tracked, state: 'resolved', resolvedBy: closed }] },
          false,
          evidence,
          renderer,
        ).content,
      )[1] ?? '';
    expect(lines(item.trackedFindings[0]!)).toContain(
      intervalText({ from: { at: at('2026-11-17T14:02:00Z') }, exact: true, length: '3 days 21 h' }),
    );
    expect(lines(trackedFrom(publicFilter('1')))).toContain(
      intervalText({ from: { at: NOON }, exact: false, length: '1 day' }),
    );
  });
});

describe('why a finding ended', () => {
  it.each(END_REASONS.filter(reason => reason !== 'setting-changed' && reason !== 'not-applicable'))(
    'has a text of its own: %s',
    endReason => {
      const textFor = (reason: TrackedFinding['endReason'] & string): readonly string[] => {
        const item = {
          is: 'obsolete',
          key: KEY,
          control: 'INF-03',
          definition: publicFiltersControl,
          place: 'site',
          reason,
          filedFindings: [trackedFrom(publicFilter('1'), { state: 'ended', endReason: reason })],
          approvals: new Map(),
        } as const;
        const [, comment] = textsOf(renderCloseComment(item, false, evidence, renderer).content);
        const input = { renderer, evidence, movedByPerson: false };
        const [table] = nodesOfType(renderObsoleteDescription(item, input, 1), 'table');
        return [comment ?? '', rowsOf(table)[1]?.join('|') ?? ''];
      };
      const [comment, row] = textFor(endReason);
      const [otherComment, otherRow] = textFor('not-applicable');
      expect(comment).not.toBe(otherComment);
      expect(row).not.toBe(otherRow);
    },
  );
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
    buildPreview({
      controls: [publicFiltersControl],
      histories: historiesOf(
        trackedFrom(publicFilter('1', { owner: 'lee' })),
        trackedFrom(publicFilter('2', { subject: { kind: 'scheme', id: '2', space: '7' } })),
      ),
      settings: settingsWith(),
      mode: 'all',
      records: [],
      evidence: new Map(),
      baseUrl: 'https://example.atlassian.net',
      messages: renderer.messages,
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
    expect(textsOf(shown.items[0]?.text.content ?? []).join('\n')).toContain(
      messageText('remediation.fix.heading'),
    );
  });

  it('works before the admin chose a space, and counts what exceeds the cap', () => {
    const shown = of({ settings: settingsWith({ filing: { cap: 1 }, baseline: undefined }) });
    expect(shown.items).toHaveLength(2);
    expect(shown).toMatchObject({ unassigned: 1, deferred: 1 });
  });

  it('is empty where everything that is open becomes the baseline', () => {
    expect(of({ mode: 'drift', settings: settingsWith({ baseline: undefined }) }).items).toEqual([]);
  });
});
