import { httpTransport } from '../../../cli/http-transport';
import { readAllSources } from '../../../cli/read-all-sources';
import { Clock } from '../../../sandbox/clock';
import { createSite } from '../../../sandbox/jira/site';
import { controls } from '../../../src/controls';
import { createJira } from '../../../src/jira/gateway';
import { createMeter } from '../../../src/jira/meter';
import { judgeControls } from '../../../src/posture/judge-evidence';
import { type AdfNode, adfDocument } from '../../../src/remediation/text/adf';
import { renderDescription, renderSummary } from '../../../src/remediation/text/description';
import {
  renderCloseComment,
  renderReopenComment,
  renderUpdateComment,
} from '../../../src/remediation/text/comments';
import { DESCRIPTION_LIMIT } from '../../../src/remediation/text/merge-description';
import { buildUnfiledRecord } from '../../../src/remediation/plan/remediation-record';
import { planItems, type DesiredItem } from '../../../src/remediation/plan/desired-items';
import { instant } from '../../../src/domain/instant';
import { type Finding } from '../../../src/domain/finding';
import { messageText, trackedFrom, NOON, renderer, settingsWith } from '../fixtures';

const lapsedFinding: Finding = {
  key: 'INF-14:attestation-expired:site-INF-14:',
  control: 'INF-14',
  code: 'attestation-expired',
  severity: 'medium',
  subject: { kind: 'site', id: 'INF-14' },
  args: { since: { at: NOON } },
};

/** The work items that a simulated site would get if everything that is open were filed. */
async function itemsOnSite(): Promise<readonly DesiredItem[]> {
  const site = await createSite({ size: 'S', clock: new Clock(NOON) });
  try {
    const jira = createJira({
      transport: httpTransport(site.url, site.as(site.people.ana).authorization),
      meter: createMeter(Infinity),
      sleep: () => Promise.resolve(),
      random: () => 0,
      now: Date.now,
    });
    const evidence = await readAllSources({ jira, live: true, asOf: instant(NOON) }, () => undefined);
    const settings = settingsWith({ baseline: { mode: 'all', takenAt: NOON, by: 'admin' } });
    const judged = judgeControls(controls, evidence, { settings, now: NOON, attestation: () => undefined });
    const histories = new Map(
      judged.map(({ control, findings }) => {
        const all = control === 'INF-14' ? [...findings, lapsedFinding] : findings;
        return [control, { version: 1, findings: all.map(finding => trackedFrom(finding)) }];
      }),
    );
    return planItems({ controls, histories, settings, records: [], now: NOON }).flatMap(item =>
      item.is === 'desired' ? [item] : [],
    );
  } finally {
    await site.close();
  }
}

const plainTextOf = ({ type, text, attrs, content = [] }: AdfNode): string =>
  type === 'mention' ? `@${String(attrs?.['id'])}` : (text ?? content.map(plainTextOf).join(''));

describe('every control that finds something on a site', () => {
  let items: readonly DesiredItem[];
  beforeAll(async () => {
    items = await itemsOnSite();
  });

  it('has a work item', () => {
    const found = new Set(items.map(({ control }) => control.id));
    expect(found.size).toBeGreaterThan(8);
    expect(found).toContain('INF-14');
  });

  it('has complete texts that name the object, within Jira’s limits', () => {
    for (const item of items) {
      const body = renderDescription(item, { renderer, evidence: undefined });
      const text = body.map(plainTextOf).join('\n');
      expect({ key: item.key, fits: JSON.stringify(adfDocument(body)).length <= DESCRIPTION_LIMIT }).toEqual({
        key: item.key,
        fits: true,
      });
      expect(`${item.key} ${text}`).not.toMatch(/undefined|\[object|\{\w+[,}]/);
      const summary = renderSummary(item, renderer);
      expect(`${item.key} ${summary}`).not.toMatch(/undefined|“”|\{\w+[,}]/);
      expect(summary.length).toBeGreaterThan(10);
    }
  });

  const bodyIn = (key: string): readonly AdfNode[] => {
    const item = items.find(each => each.key === key);
    if (item === undefined) throw new Error(`nothing is open in ${key}`);
    return renderDescription(item, { renderer, evidence: undefined });
  };
  const headOf = (key: string): readonly string[] =>
    (bodyIn(key).find(({ type }) => type === 'table')?.content?.[0]?.content ?? []).map(plainTextOf);

  it('shows a grant in columns, and any other finding in a sentence', () => {
    for (const key of ['INF-01:site', 'INF-02:site', 'USR-06:site'])
      expect([key, ...headOf(key)]).toEqual([
        key,
        'Who',
        'Permission',
        'Through',
        'Spaces',
        'Since',
        'Changed by',
      ]);
    expect(headOf('USR-01:site')).toEqual(['Finding', 'Since', 'Changed by']);
    expect(headOf('INF-03:site')).toEqual(['Filter', 'Finding', 'Since', 'Changed by', 'Owner']);
  });

  it('asks whether it is intentional only if the settings can approve it', () => {
    const askingSummaries = items.flatMap(({ key, control }) =>
      bodyIn(key).map(plainTextOf).join('').includes(messageText('remediation.part.meant'))
        ? [control.id]
        : [],
    );
    expect([...new Set(askingSummaries)].sort()).toEqual([
      ...['APP-01', 'INF-01', 'INF-03', 'INF-04', 'INF-05', 'USR-01', 'USR-06'],
    ]);
  });

  it('gives the steps of a team-managed space if it is fixed in one', () => {
    const clicks = (key: string): string =>
      plainTextOf(bodyIn(key).find(({ type }) => type === 'orderedList') ?? { type: 'none' });
    const inSpace = items.find(({ control, place }) => control.id === 'INF-01' && place !== 'site');
    expect(clicks(inSpace?.key ?? '')).toContain('Access');
    expect(clicks(inSpace?.key ?? '')).not.toContain('Permission schemes');
    expect(clicks('INF-01:site')).toContain('Permission schemes');
  });

  it('has a complete text for each comment', () => {
    for (const item of items) {
      const record = buildUnfiledRecord({ key: item.key, control: item.control.id, place: item.place }, NOON);
      const resolvedFindings = item.trackedFindings.map(tracked => ({
        ...tracked,
        state: 'resolved' as const,
      }));
      const obsolete = {
        is: 'obsolete',
        key: item.key,
        control: item.control.id,
        place: item.place,
        reason: 'fixed',
        filedFindings: resolvedFindings,
        approvals: new Map(),
      } as const;
      const comments = [
        renderUpdateComment(item, record, renderer, '2026-11-24'),
        renderReopenComment('remains', item, record, { categorySince: NOON }, renderer),
        renderCloseComment(obsolete, false, undefined, renderer),
      ];
      for (const { content } of comments) {
        expect(`${item.key} ${content.map(plainTextOf).join('\n')}`).not.toMatch(
          /undefined|\[object|\{\w+[,}]/,
        );
      }
    }
  });
});
