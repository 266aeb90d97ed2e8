import { httpTransport } from '../../cli/http-transport';
import { readSite } from '../../cli/read-site';
import { Clock } from '../../sandbox/clock';
import { createSite } from '../../sandbox/jira/site';
import { controls } from '../../src/controls';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { judgeAll } from '../../src/posture/judge';
import { type AdfNode, doc } from '../../src/remediation/adf';
import { bodyOf, summaryOf } from '../../src/remediation/body';
import { closeComment, reopenComment, updateComment } from '../../src/remediation/comment';
import { DESCRIPTION_LIMIT } from '../../src/remediation/merge';
import { unfiled } from '../../src/remediation/memory';
import { itemsOf, type Wanted } from '../../src/remediation/wanted';
import { instant } from '../../src/terms/instant';
import { type Finding } from '../../src/terms/finding';
import { lifeOf, NOON, pen, settingsWith } from './given';

const lapsed: Finding = {
  key: 'INF-14:statement-lapsed:site-INF-14:',
  control: 'INF-14',
  code: 'statement-lapsed',
  severity: 'medium',
  subject: { kind: 'site', id: 'INF-14' },
  args: { since: { at: NOON } },
};

/** The work items that a simulated site would get if everything that is open were filed. */
async function itemsOnSite(): Promise<readonly Wanted[]> {
  const site = await createSite({ size: 'S', clock: new Clock(NOON) });
  try {
    const jira = createJira({
      transport: httpTransport(site.url, site.as(site.people.ana).authorization),
      meter: createMeter(Infinity),
      sleep: () => Promise.resolve(),
      random: () => 0,
      now: Date.now,
    });
    const evidence = await readSite({ jira, live: true, asOf: instant(NOON) }, () => undefined);
    const settings = settingsWith({ baseline: { mode: 'all', takenAt: NOON, by: 'admin' } });
    const judged = judgeAll(controls, evidence, { settings, now: NOON, attestation: () => undefined });
    const memories = new Map(
      judged.map(({ control, findings }) => {
        const all = control === 'INF-14' ? [...findings, lapsed] : findings;
        return [control, { version: 1, lives: all.map(finding => lifeOf(finding)) }];
      }),
    );
    return itemsOf({ controls, memories, settings, filed: [], now: NOON }).flatMap(item =>
      item.is === 'wanted' ? [item] : [],
    );
  } finally {
    await site.close();
  }
}

const letters = ({ type, text, attrs, content = [] }: AdfNode): string =>
  type === 'mention' ? `@${String(attrs?.['id'])}` : (text ?? content.map(letters).join(''));

describe('every control that finds something on a site', () => {
  let items: readonly Wanted[];
  beforeAll(async () => {
    items = await itemsOnSite();
  });

  it('has a work item', () => {
    const found = new Set(items.map(({ control }) => control.id));
    expect(found.size).toBeGreaterThan(8);
    expect(found).toContain('INF-14');
  });

  it('says everything in words, of a thing that is named, within Jira’s limits', () => {
    for (const item of items) {
      const body = bodyOf(item, { pen, evidence: undefined });
      const words = body.map(letters).join('\n');
      expect({ key: item.key, fits: JSON.stringify(doc(body)).length <= DESCRIPTION_LIMIT }).toEqual({
        key: item.key,
        fits: true,
      });
      expect(`${item.key} ${words}`).not.toMatch(/undefined|\[object|\{\w+[,}]/);
      const summary = summaryOf(item, pen);
      expect(`${item.key} ${summary}`).not.toMatch(/undefined|“”|\{\w+[,}]/);
      expect(summary.length).toBeGreaterThan(10);
    }
  });

  const bodyIn = (key: string): readonly AdfNode[] => {
    const item = items.find(each => each.key === key);
    if (item === undefined) throw new Error(`nothing is open in ${key}`);
    return bodyOf(item, { pen, evidence: undefined });
  };
  const headOf = (key: string): readonly string[] =>
    (bodyIn(key).find(({ type }) => type === 'table')?.content?.[0]?.content ?? []).map(letters);

  it('tells a grant as who may do what through what, and anything else in a sentence', () => {
    for (const key of ['INF-01:site', 'INF-02:site', 'USR-06:site'])
      expect([key, ...headOf(key)]).toEqual([key, 'Who', 'May', 'Through', 'Spaces', 'Since', 'Changed by']);
    expect(headOf('USR-01:site')).toEqual(['What is open', 'Since', 'Changed by']);
    expect(headOf('INF-03:site')).toEqual(['Filter', 'What is open', 'Since', 'Changed by', 'Owner']);
  });

  it('asks whether it is meant to be so only where the settings can say that it is', () => {
    const asks = items.flatMap(({ key, control }) =>
      bodyIn(key).map(letters).join('').includes('It is meant to be so?') ? [control.id] : [],
    );
    expect([...new Set(asks)].sort()).toEqual([
      ...['APP-01', 'INF-01', 'INF-03', 'INF-04', 'INF-05', 'USR-01', 'USR-06'],
    ]);
  });

  it('gives the clicks of a team-managed space where it is fixed in one', () => {
    const clicks = (key: string): string =>
      letters(bodyIn(key).find(({ type }) => type === 'orderedList') ?? { type: 'none' });
    const inSpace = items.find(({ control, place }) => control.id === 'INF-01' && place !== 'site');
    expect(clicks(inSpace?.key ?? '')).toContain('Access');
    expect(clicks(inSpace?.key ?? '')).not.toContain('Permission schemes');
    expect(clicks('INF-01:site')).toContain('Permission schemes');
  });

  it('has words for each comment too', () => {
    for (const item of items) {
      const memory = unfiled({ key: item.key, control: item.control.id, place: item.place }, NOON);
      const over = item.lives.map(life => ({ ...life, state: 'gone' as const }));
      const retired = {
        is: 'retired',
        key: item.key,
        control: item.control.id,
        place: item.place,
        why: 'fixed',
        over,
        meant: new Map(),
      } as const;
      const comments = [
        updateComment(item, memory, pen, '2026-11-24'),
        reopenComment('remains', item, memory, { categorySince: NOON }, pen),
        closeComment(retired, false, undefined, pen),
      ];
      for (const { content } of comments) {
        expect(`${item.key} ${content.map(letters).join('\n')}`).not.toMatch(/undefined|\[object|\{\w+[,}]/);
      }
    }
  });
});
