import { type Control } from '../../src/controls/define';
import { unfiled } from '../../src/remediation/memory';
import { filedName, itemsOf, mayFile, type Wanted } from '../../src/remediation/wanted';
import { instant, later, MINUTE } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { filters, lifeOf, livesOf, NOON, publicFilter, settingsWith } from './given';

const wantedOf = (
  lives: readonly Life[],
  settings = settingsWith(),
  control: Control = filters,
): readonly Wanted[] =>
  itemsOf({ controls: [control], memories: livesOf(...lives), settings, filed: [], now: NOON }).flatMap(
    item => (item.is === 'wanted' ? [item] : []),
  );

const inSpace = (id: string, space: string, owner?: string) =>
  publicFilter(id, {
    subject: { kind: 'scheme', id, space, name: id },
    ...(owner === undefined ? {} : { owner }),
  });

describe('one work item for each control and place of repair', () => {
  it('keeps what is fixed on the site together, and each team-managed space by itself', () => {
    const items = wantedOf([
      lifeOf(publicFilter('1')),
      lifeOf(publicFilter('2')),
      lifeOf(inSpace('3', '7')),
      lifeOf(inSpace('4', '8')),
    ]);
    expect(items.map(({ key, lives }) => [key, lives.length])).toEqual([
      ['INF-03:site', 2],
      ['INF-03:space-7', 1],
      ['INF-03:space-8', 1],
    ]);
  });

  it('is as severe as its worst finding, which stands first; the worst work item too', () => {
    const [first, second] = wantedOf([
      lifeOf(publicFilter('1')),
      lifeOf(inSpace('2', '7')),
      lifeOf(publicFilter('3', { subject: { kind: 'scheme', id: '3', space: '7' }, severity: 'critical' })),
    ]);
    expect(first).toMatchObject({ key: 'INF-03:space-7', severity: 'critical' });
    expect(first?.lives[0]?.finding.severity).toBe('critical');
    expect(second?.severity).toBe('medium');
  });

  it.each(['open', 'unseen', 'fading'] as const)('holds what is %s', state => {
    expect(wantedOf([lifeOf(publicFilter('1'), { state })])).toHaveLength(1);
  });

  it.each(['suspected', 'gone', 'ended'] as const)('does not hold what is %s', state => {
    expect(wantedOf([lifeOf(publicFilter('1'), { state })])).toEqual([]);
  });

  it('waits while something of the same place is read a second time, and for nothing of another', () => {
    const seenOnce = { state: 'suspected', since: later(NOON, MINUTE) } as const;
    const waitsSince = (...lives: readonly Life[]) =>
      wantedOf([lifeOf(publicFilter('1')), ...lives])[0]?.waitsSince;
    expect(waitsSince()).toBeUndefined();
    expect(waitsSince(lifeOf(publicFilter('2'), seenOnce))).toBe(seenOnce.since);
    expect(waitsSince(lifeOf(inSpace('2', '7'), seenOnce))).toBeUndefined();
    const growing = { members: ['9'], readAt: later(NOON, 2 * MINUTE) };
    expect(waitsSince(lifeOf(publicFilter('2'), { growing }))).toBe(growing.readAt);
  });

  it('holds a finding of the baseline that reaches further than it did', () => {
    const life = lifeOf(publicFilter('1', { reach: ['1', '2'] }), { baseline: true, added: ['2'] });
    expect(wantedOf([life])).toHaveLength(1);
    expect(wantedOf([{ ...life, added: [] }])).toEqual([]);
  });

  it('leaves out what nobody can fix on the plan', () => {
    expect(wantedOf([lifeOf(publicFilter('1', { cause: 'plan' }))])).toEqual([]);
  });
});

describe('it goes to who can fix it', () => {
  const settings = settingsWith({ owners: { 'INF-03': 'ana' } });
  const owned = (id: string, owner?: string) =>
    lifeOf(publicFilter(id, owner === undefined ? {} : { owner }));

  it('the one owner of all objects first, then the control’s owner, then the default assignee', () => {
    expect(wantedOf([owned('1', 'lee'), owned('2', 'lee')], settings)[0]?.assignees).toEqual([
      'lee',
      'ana',
      'admin',
    ]);
  });

  it.each([
    ['two owners', [owned('1', 'lee'), owned('2', 'kim')]],
    ['an owner and none', [owned('1', 'lee'), owned('2')]],
    ['no owner', [owned('1')]],
  ])('with %s to the control’s owner', (_case, lives) => {
    expect(wantedOf(lives, settings)[0]?.assignees).toEqual(['ana', 'admin']);
  });

  it('not to the owner of an object whom Jira does not let fix it', () => {
    const control: Control = { ...filters, fixer: 'jira-admin' };
    expect(wantedOf([owned('1', 'lee')], settings, control)[0]?.assignees).toEqual(['ana', 'admin']);
  });

  it('to the owner of a team-managed space, who can fix it there', () => {
    const control: Control = { ...filters, fixer: 'jira-admin' };
    expect(wantedOf([lifeOf(inSpace('1', '7', 'lee'))], settings, control)[0]?.assignees).toEqual([
      'lee',
      'ana',
      'admin',
    ]);
  });
});

describe('what counts as a change', () => {
  const base = lifeOf(publicFilter('1', { reach: ['1'] }));
  const [before] = wantedOf([base]);

  it.each<[string, Life, boolean, boolean]>([
    ['it was read again', { ...base, lastSeen: instant(NOON + 1), readAt: instant(NOON + 1) }, false, false],
    ['it is about to be known as fixed', { ...base, state: 'fading' }, false, false],
    ['it can not be read', { ...base, state: 'unseen' }, false, true],
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
    ['it reaches further', { ...base, added: ['2'] }, true, true],
  ])('%s', (_case, life, said, written) => {
    const [after] = wantedOf([life]);
    expect([
      after?.hash !== before?.hash,
      after?.hash !== before?.hash || after?.textHash !== before?.textHash,
    ]).toEqual([said, written]);
  });

  it('the order in which findings come does not matter', () => {
    const two = [lifeOf(publicFilter('1')), lifeOf(publicFilter('2'))];
    expect(wantedOf(two)[0]?.hash).toBe(wantedOf([...two].reverse())[0]?.hash);
  });
});

describe('what is over', () => {
  const life = lifeOf(publicFilter('1'));
  const filed = {
    ...unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, NOON),
    state: 'open' as const,
    issueId: '1',
    filed: [filedName(life)],
    filedCount: 1,
  };
  const over = (
    lives: readonly Life[],
    settings = settingsWith(),
    controls: readonly Control[] = [filters],
  ) =>
    itemsOf({ controls, memories: livesOf(...lives), settings, filed: [filed], now: NOON }).map(item =>
      item.is === 'retired' ? item.why : item.is,
    );

  it.each<[string, readonly string[], readonly string[]]>([
    ['everything is gone', over([{ ...life, state: 'gone' }]), ['fixed']],
    ['everything ended', over([{ ...life, state: 'ended', ended: 'setting-changed' }]), ['setting-changed']],
    ['it came back once and waits for the second read', over([{ ...life, state: 'suspected' }]), []],
    ['it is open and stands in the baseline by now', over([{ ...life, baseline: true }]), ['baseline']],
    [
      'it reaches no further than at the starting point again',
      over([{ ...life, baseline: true, narrowedAt: NOON }]),
      ['narrowed'],
    ],
    [
      'no one can fix it on the plan by now',
      over([{ ...life, finding: { ...life.finding, cause: 'plan' } }]),
      ['plan'],
    ],
    ['it is open and nothing may be filed', over([life], settingsWith({ baseline: undefined })), []],
    ['it was forgotten', over([]), []],
    ['the control is no more', over([life], settingsWith(), []), ['control-retired']],
    ['it is open', over([life]), ['wanted']],
  ])('%s', (_case, said, expected) => {
    expect(said).toEqual(expected);
  });
});

it('nothing may be filed before an admin chose project, work type and baseline', () => {
  expect(mayFile(settingsWith())).toBe(true);
  expect(mayFile(settingsWith({ baseline: undefined }))).toBe(false);
  expect(mayFile(settingsWith({ filing: { project: 'SEC' } }))).toBe(false);
});
