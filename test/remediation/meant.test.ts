import { meantBy } from '../../src/settings/meant';
import { closeComment } from '../../src/remediation/comment';
import { type AdfNode } from '../../src/remediation/adf';
import { itemsOf, type Retired } from '../../src/remediation/wanted';
import { overBodyOf } from '../../src/remediation/over-body';
import { unfiled } from '../../src/remediation/memory';
import { filters, lifeOf, livesOf, NOON, pen, publicFilter, settingsWith } from './given';
import { filedName } from '../../src/remediation/wanted';

const entry = { id: '1', name: 'Filter 1', reason: 'Our public roadmap', owner: 'ana', until: '2027-01-31' };
const TODAY = '2026-11-20';
const meant = lifeOf(publicFilter('1'), { state: 'ended', ended: 'setting-changed' });

function retiredUnder(settings: ReturnType<typeof settingsWith>): Retired {
  const memory = {
    ...unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, NOON),
    state: 'open' as const,
    filed: [filedName(meant)],
    filedCount: 1,
  };
  const [item] = itemsOf({
    controls: [filters],
    memories: livesOf(meant),
    settings,
    filed: [memory],
    now: NOON,
  });
  if (item?.is !== 'retired') throw new Error('nothing is over');
  return item;
}

const letters = (node: AdfNode): string =>
  node.type === 'mention'
    ? `@${String(node.attrs?.['id'])}`
    : (node.text ?? (node.content ?? []).map(letters).join(''));

const toldOf = (item: Retired): readonly string[] => [
  closeComment(item, false, undefined, pen).content.map(letters).join('\n'),
  overBodyOf(item, { pen, evidence: undefined, movedByPerson: false }, 20).map(letters).join('\n'),
];

describe('what is meant to be so', () => {
  it('is told with why, who answers for it and until when, in the comment and in the text', () => {
    for (const told of toldOf(retiredUnder(settingsWith({ approvedFilters: [entry] }))))
      expect(told).toContain(
        "meant to be so, by this app's settings: “Our public roadmap”; @ana answers for it; until Sunday, January 31, 2027",
      );
  });

  it('is told without what the entry leaves out, or where it is gone again', () => {
    for (const told of [
      ...toldOf(retiredUnder(settingsWith({ approvedFilters: [{ id: '1' }] }))),
      ...toldOf(retiredUnder(settingsWith())),
    ]) {
      expect(told).toContain("meant to be so, by this app's settings");
      expect(told).not.toMatch(/answers for it|until|“/);
    }
  });

  it('is found by the object, by what it opens, and by the person whom it names', () => {
    const settings = settingsWith({
      approvedFilters: [entry],
      approvedSpaces: [{ ...entry, id: '77', permissions: ['BROWSE_PROJECTS'] }],
      serviceAccounts: [{ id: 'bot' }],
    });
    const scheme = publicFilter('9', { subject: { kind: 'scheme', id: '9' } });
    const opens = (permission: string) => ({ ...scheme, reach: ['77'], args: { permission } });
    const ids = (finding: typeof scheme) => meantBy(settings, finding, TODAY).map(({ id }) => id);
    expect(ids(publicFilter('1'))).toEqual(['1']);
    expect(ids(publicFilter('2'))).toEqual([]);
    expect(ids(opens('BROWSE_PROJECTS'))).toEqual(['77']);
    expect(ids({ ...scheme, args: { person: { person: 'bot' } } })).toEqual(['bot']);
    // A dashboard may bear the number of a filter.
    expect(ids(publicFilter('1', { subject: { kind: 'dashboard', id: '1' } }))).toEqual([]);
    // The space is approved for another permission.
    expect(ids(opens('DELETE_ISSUES'))).toEqual([]);
  });

  it.each([
    ['expired', { until: '2026-11-19' }],
    ['never expires', { until: undefined }],
    ['expires in more than a year', { until: '2027-11-21' }],
    ['has no owner', { owner: '' }],
    ['has no reason', { reason: ' ' }],
  ])('quotes no approval that %s', (_, fault) => {
    const settings = settingsWith({
      approvedFilters: [
        { ...entry, ...fault },
        { ...entry, name: 'valid' },
      ],
    });
    expect(meantBy(settings, publicFilter('1'), TODAY).map(({ name }) => name)).toEqual(['valid']);
  });

  it('quotes no entry of another list that expired', () => {
    const scheme = publicFilter('9', {
      subject: { kind: 'scheme', id: '9' },
      args: { person: { person: 'bot' } },
    });
    const settings = settingsWith({ serviceAccounts: [{ id: 'bot', until: '2026-11-19' }] });
    expect(meantBy(settings, scheme, TODAY)).toEqual([]);
  });
});
