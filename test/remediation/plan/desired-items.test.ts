import { type Control } from '../../../src/controls/define-control';
import { buildUnfiledRecord } from '../../../src/remediation/plan/remediation-record';
import {
  findingFingerprint,
  planItems,
  isFilingConfigured,
  type DesiredItem,
} from '../../../src/remediation/plan/desired-items';
import { instant, addDuration, MINUTE } from '../../../src/domain/instant';
import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import {
  publicFiltersControl,
  trackedFrom,
  historiesOf,
  NOON,
  publicFilter,
  settingsWith,
} from '../fixtures';

const desiredItemsOf = (
  trackedFindings: readonly TrackedFinding[],
  settings = settingsWith(),
  control: Control = publicFiltersControl,
): readonly DesiredItem[] =>
  planItems({
    controls: [control],
    histories: historiesOf(...trackedFindings),
    settings,
    records: [],
    now: NOON,
  }).flatMap(item => (item.is === 'desired' ? [item] : []));

const inSpace = (id: string, space: string, owner?: string) =>
  publicFilter(id, {
    subject: { kind: 'scheme', id, space, name: id },
    ...(owner === undefined ? {} : { owner }),
  });

describe('one work item for each control and place of repair', () => {
  it('keeps what is fixed on the site together, and each team-managed space by itself', () => {
    const items = desiredItemsOf([
      trackedFrom(publicFilter('1')),
      trackedFrom(publicFilter('2')),
      trackedFrom(inSpace('3', '7')),
      trackedFrom(inSpace('4', '8')),
    ]);
    expect(items.map(({ key, trackedFindings }) => [key, trackedFindings.length])).toEqual([
      ['INF-03:site', 2],
      ['INF-03:space-7', 1],
      ['INF-03:space-8', 1],
    ]);
  });

  it('is as severe as its worst finding, which comes first; so does the worst work item', () => {
    const [first, second] = desiredItemsOf([
      trackedFrom(publicFilter('1')),
      trackedFrom(inSpace('2', '7')),
      trackedFrom(
        publicFilter('3', { subject: { kind: 'scheme', id: '3', space: '7' }, severity: 'critical' }),
      ),
    ]);
    expect(first).toMatchObject({ key: 'INF-03:space-7', severity: 'critical' });
    expect(first?.trackedFindings[0]?.finding.severity).toBe('critical');
    expect(second?.severity).toBe('medium');
  });

  it.each(['open', 'stale', 'closing'] as const)('includes what is %s', state => {
    expect(desiredItemsOf([trackedFrom(publicFilter('1'), { state })])).toHaveLength(1);
  });

  it.each(['unconfirmed', 'resolved', 'ended'] as const)('leaves out what is %s', state => {
    expect(desiredItemsOf([trackedFrom(publicFilter('1'), { state })])).toEqual([]);
  });

  it('waits for a confirmation in the same place, but not in another', () => {
    const unconfirmed = { state: 'unconfirmed', since: addDuration(NOON, MINUTE) } as const;
    const waitsSince = (...trackedFindings: readonly TrackedFinding[]) =>
      desiredItemsOf([trackedFrom(publicFilter('1')), ...trackedFindings])[0]?.confirmationPendingSince;
    expect(waitsSince()).toBeUndefined();
    expect(waitsSince(trackedFrom(publicFilter('2'), unconfirmed))).toBe(unconfirmed.since);
    expect(waitsSince(trackedFrom(inSpace('2', '7'), unconfirmed))).toBeUndefined();
    const growing = { members: ['9'], readAt: addDuration(NOON, 2 * MINUTE) };
    expect(waitsSince(trackedFrom(publicFilter('2'), { pendingAdditions: growing }))).toBe(growing.readAt);
  });

  it('holds a finding of the baseline that reaches further than it did', () => {
    const tracked = trackedFrom(publicFilter('1', { reach: ['1', '2'] }), {
      inBaseline: true,
      addedReach: ['2'],
    });
    expect(desiredItemsOf([tracked])).toHaveLength(1);
    expect(desiredItemsOf([{ ...tracked, addedReach: [] }])).toEqual([]);
  });

  it('leaves out what no one can fix on the plan', () => {
    expect(desiredItemsOf([trackedFrom(publicFilter('1', { cause: 'plan' }))])).toEqual([]);
  });
});

describe('it goes to who can fix it', () => {
  const settings = settingsWith({ owners: { 'INF-03': 'ana' } });
  const owned = (id: string, owner?: string) =>
    trackedFrom(publicFilter(id, owner === undefined ? {} : { owner }));

  it('the one owner of all objects first, then the control’s owner, then the default assignee', () => {
    expect(desiredItemsOf([owned('1', 'lee'), owned('2', 'lee')], settings)[0]?.assignees).toEqual([
      'lee',
      'ana',
      'admin',
    ]);
  });

  it.each([
    ['two owners', [owned('1', 'lee'), owned('2', 'kim')]],
    ['an owner and none', [owned('1', 'lee'), owned('2')]],
    ['no owner', [owned('1')]],
  ])('with %s to the control’s owner', (_case, trackedFindings) => {
    expect(desiredItemsOf(trackedFindings, settings)[0]?.assignees).toEqual(['ana', 'admin']);
  });

  it('not to the owner of an object whom Jira does not let fix it', () => {
    const control: Control = { ...publicFiltersControl, fixedBy: 'jira-admin' };
    expect(desiredItemsOf([owned('1', 'lee')], settings, control)[0]?.assignees).toEqual(['ana', 'admin']);
  });

  it('to the owner of a team-managed space, who can fix it there', () => {
    const control: Control = { ...publicFiltersControl, fixedBy: 'jira-admin' };
    expect(desiredItemsOf([trackedFrom(inSpace('1', '7', 'lee'))], settings, control)[0]?.assignees).toEqual([
      'lee',
      'ana',
      'admin',
    ]);
  });
});

describe('what counts as a change', () => {
  const base = trackedFrom(publicFilter('1', { reach: ['1'] }));
  const [before] = desiredItemsOf([base]);

  it.each<[string, TrackedFinding, boolean, boolean]>([
    ['it was read again', { ...base, lastSeen: instant(NOON + 1), readAt: instant(NOON + 1) }, false, false],
    ['it is about to be known as fixed', { ...base, state: 'closing' }, false, false],
    ['it can not be read', { ...base, state: 'stale' }, false, true],
    ['it got a name', { ...base, finding: { ...base.finding, args: { name: 'New' } } }, false, true],
    ['it got an owner', { ...base, finding: { ...base.finding, owner: 'kim' } }, false, true],
    ['it reaches less far', { ...base, finding: { ...base.finding, reach: [] } }, false, true],
    [
      'its object was renamed',
      { ...base, finding: { ...base.finding, subject: { ...base.finding.subject, name: 'New' } } },
      false,
      true,
    ],
    ['it weighs more', { ...base, finding: { ...base.finding, severity: 'high' } }, true, true],
    ['it reaches further', { ...base, addedReach: ['2'] }, true, true],
  ])('%s', (_case, tracked, announced, written) => {
    const [after] = desiredItemsOf([tracked]);
    expect([
      after?.hash !== before?.hash,
      after?.hash !== before?.hash || after?.textHash !== before?.textHash,
    ]).toEqual([announced, written]);
  });

  it('the order in which findings come does not matter', () => {
    const two = [trackedFrom(publicFilter('1')), trackedFrom(publicFilter('2'))];
    expect(desiredItemsOf(two)[0]?.hash).toBe(desiredItemsOf([...two].reverse())[0]?.hash);
  });
});

describe('an obsolete work item', () => {
  const tracked = trackedFrom(publicFilter('1'));
  const filed = {
    ...buildUnfiledRecord({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, NOON),
    state: 'open' as const,
    issueId: '1',
    filedFingerprints: [findingFingerprint(tracked)],
    filedCount: 1,
  };
  const resolvedNames = (
    trackedFindings: readonly TrackedFinding[],
    settings = settingsWith(),
    controls: readonly Control[] = [publicFiltersControl],
  ) =>
    planItems({
      controls,
      histories: historiesOf(...trackedFindings),
      settings,
      records: [filed],
      now: NOON,
    }).map(item => (item.is === 'obsolete' ? item.reason : item.is));

  it.each<[string, readonly string[], readonly string[]]>([
    ['everything is gone', resolvedNames([{ ...tracked, state: 'resolved' }]), ['fixed']],
    [
      'everything ended',
      resolvedNames([{ ...tracked, state: 'ended', endReason: 'setting-changed' }]),
      ['setting-changed'],
    ],
    [
      'it was seen again and waits for confirmation',
      resolvedNames([{ ...tracked, state: 'unconfirmed' }]),
      [],
    ],
    [
      'it is open and in the baseline by now',
      resolvedNames([{ ...tracked, inBaseline: true }]),
      ['baseline'],
    ],
    [
      'it is back to its reach in the baseline',
      resolvedNames([{ ...tracked, inBaseline: true, narrowedAt: NOON }]),
      ['narrowed'],
    ],
    [
      'no one can fix it on the plan by now',
      resolvedNames([{ ...tracked, finding: { ...tracked.finding, cause: 'plan' } }]),
      ['plan'],
    ],
    [
      'it is open and nothing may be filed',
      resolvedNames([tracked], settingsWith({ baseline: undefined })),
      [],
    ],
    ['it was forgotten', resolvedNames([]), []],
    ['the control was retired', resolvedNames([tracked], settingsWith(), []), ['control-retired']],
    ['it is open', resolvedNames([tracked]), ['desired']],
  ])('%s', (_case, reasons, expected) => {
    expect(reasons).toEqual(expected);
  });
});

it('nothing may be filed before an admin chose project, work type and baseline', () => {
  expect(isFilingConfigured(settingsWith())).toBe(true);
  expect(isFilingConfigured(settingsWith({ baseline: undefined }))).toBe(false);
  expect(isFilingConfigured(settingsWith({ filing: { project: 'SEC' } }))).toBe(false);
});
