import { approvalsCovering } from '../../../src/settings/approvals-covering';
import { renderCloseComment } from '../../../src/remediation/text/comments';
import { type AdfNode } from '../../../src/remediation/text/adf';
import { planItems, type ObsoleteItem } from '../../../src/remediation/plan/desired-items';
import { renderObsoleteDescription } from '../../../src/remediation/text/obsolete-description';
import { buildUnfiledRecord } from '../../../src/remediation/plan/remediation-record';
import {
  publicFiltersControl,
  trackedFrom,
  historiesOf,
  messageText,
  NOON,
  renderer,
  publicFilter,
  settingsWith,
} from '../fixtures';
import { findingFingerprint } from '../../../src/remediation/plan/desired-items';

const entry = { id: '1', name: 'Filter 1', reason: 'Our public roadmap', owner: 'ana', until: '2027-01-31' };
const TODAY = '2026-11-20';
const approvedFinding = trackedFrom(publicFilter('1'), { state: 'ended', endReason: 'setting-changed' });

function obsoleteItemUnder(settings: ReturnType<typeof settingsWith>): ObsoleteItem {
  const record = {
    ...buildUnfiledRecord({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, NOON),
    state: 'open' as const,
    filedFingerprints: [findingFingerprint(approvedFinding)],
    filedCount: 1,
  };
  const [item] = planItems({
    controls: [publicFiltersControl],
    histories: historiesOf(approvedFinding),
    settings,
    records: [record],
    now: NOON,
  });
  if (item?.is !== 'obsolete') throw new Error('nothing is obsolete');
  return item;
}

const plainTextOf = (node: AdfNode): string =>
  node.type === 'mention'
    ? `@${String(node.attrs?.['id'])}`
    : (node.text ?? (node.content ?? []).map(plainTextOf).join(''));

const textsOf = (item: ObsoleteItem): readonly string[] => [
  renderCloseComment(item, false, undefined, renderer).content.map(plainTextOf).join('\n'),
  renderObsoleteDescription(item, { renderer, evidence: undefined, movedByPerson: false }, 20)
    .map(plainTextOf)
    .join('\n'),
];

describe('an approved finding', () => {
  it('shows the approval’s reason, owner, and expiration in the comment and the description', () => {
    for (const text of textsOf(obsoleteItemUnder(settingsWith({ approvedFilters: [entry] }))))
      expect(text).toContain(
        [
          messageText('remediation.meant.is'),
          messageText('remediation.meant.reason', { reason: 'Our public roadmap' }),
          messageText('remediation.meant.owner', { owner: '@ana' }),
          messageText('remediation.meant.until', { day: 'Sunday, January 31, 2027' }),
        ].join(''),
      );
  });

  it('omits what the approval lacks, also if it was removed', () => {
    for (const text of [
      ...textsOf(obsoleteItemUnder(settingsWith({ approvedFilters: [{ id: '1' }] }))),
      ...textsOf(obsoleteItemUnder(settingsWith())),
    ]) {
      expect(text).toContain(messageText('remediation.meant.is'));
      expect(text).not.toContain(messageText('remediation.meant.owner', { owner: '' }).trim());
      expect(text).not.toContain(messageText('remediation.meant.until', { day: '' }).trim());
      expect(text).not.toContain('“');
    }
  });

  it('finds approvals by object, reach, and person', () => {
    const settings = settingsWith({
      approvedFilters: [entry],
      approvedSpaces: [{ ...entry, id: '77', permissions: ['BROWSE_PROJECTS'] }],
      serviceAccounts: [{ id: 'bot' }],
    });
    const scheme = publicFilter('9', { subject: { kind: 'scheme', id: '9' } });
    const opens = (permission: string) => ({ ...scheme, reach: ['77'], args: { permission } });
    const ids = (finding: typeof scheme) => approvalsCovering(settings, finding, TODAY).map(({ id }) => id);
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
    expect(approvalsCovering(settings, publicFilter('1'), TODAY).map(({ name }) => name)).toEqual(['valid']);
  });

  it('quotes no entry of another list that expired', () => {
    const scheme = publicFilter('9', {
      subject: { kind: 'scheme', id: '9' },
      args: { person: { person: 'bot' } },
    });
    const settings = settingsWith({ serviceAccounts: [{ id: 'bot', until: '2026-11-19' }] });
    expect(approvalsCovering(settings, scheme, TODAY)).toEqual([]);
  });
});
