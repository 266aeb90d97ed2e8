import { type Action, type Live, type Plan, type Seen } from '../../src/remediation/action';
import { type Memory, unfiled } from '../../src/remediation/memory';
import { plan } from '../../src/remediation/plan';
import { filedName, itemsOf, shownHash } from '../../src/remediation/wanted';
import { HOUR, later, MINUTE } from '../../src/terms/instant';
import { filters, lifeOf, livesOf, NOON, publicFilter, settingsWith } from './given';

const [item] = itemsOf({
  controls: [filters],
  memories: livesOf(lifeOf(publicFilter('1'))),
  settings: settingsWith(),
  filed: [],
  now: NOON,
});
if (item?.is !== 'wanted') throw new Error('nothing is to be filed');

const fresh = unfiled({ key: item.key, control: 'INF-03', place: 'site' }, NOON);
const filed: Memory = {
  ...fresh,
  state: 'open',
  issueId: '1',
  issueKey: 'SEC-1',
  projectId: '10000',
  hash: item.hash,
  textHash: shownHash(item, {}),
  scheduled: 'medium',
  filed: item.lives.map(filedName),
  filedCount: 1,
};
const claimed: Memory = { ...fresh, state: 'claimed', claimedAt: NOON - MINUTE, previous: ['0'] };

const live: Live = {
  is: 'live',
  id: '1',
  key: 'SEC-1',
  projectId: '10000',
  category: 'new',
  status: { id: '1', name: 'To do' },
  categorySince: later(NOON, -2 * HOUR),
  property: {
    v: 1,
    key: item.key,
    control: 'INF-03',
    place: 'site',
    cloudId: 'c',
    environmentId: 'e',
    state: 'open',
    severity: 'medium',
    open: 1,
    of: 1,
    hash: item.hash,
    summary: '',
  },
};
const earlier = (id: string, of: Partial<Live> = {}): Live => ({ ...live, id, key: `SEC-${id}`, ...of });
const closedIn = (state: 'closed' | 'duplicate', id: string): Live =>
  earlier(id, { property: { ...live.property!, state } });
const withoutProperty = (({ property: _, ...rest }: Live): Live => rest)(earlier('9'));

const planned = (input: Partial<Plan>): readonly string[] =>
  plan({
    item,
    seen: live,
    twins: [],
    memory: filed,
    target: { is: 'ready', id: 't' },
    cap: { left: 20 },
    now: NOON,
    timeZone: 'UTC',
    ...input,
  }).map((action: Action) => ('twin' in action ? `${action.is} ${action.twin.id}` : action.is));

const deleted: Seen = { is: 'deleted' };

describe('an earlier work item of the same key that is seen again', () => {
  it.each<[string, Partial<Plan>, readonly string[]]>([
    ['open, beside the one that replaced it: a duplicate', { twins: [earlier('8')] }, ['mark-duplicate 8']],
    [
      'two of them: both are duplicates',
      { twins: [earlier('8'), earlier('7')] },
      ['mark-duplicate 8', 'mark-duplicate 7'],
    ],
    ['marked as a duplicate before: not again', { twins: [closedIn('duplicate', '8')] }, []],
    ['its property says the app closed it: left alone', { twins: [closedIn('closed', '8')] }, []],
    [
      'without the app’s property: a duplicate, by its ID on record',
      { twins: [withoutProperty] },
      ['mark-duplicate 9'],
    ],
    ['in a done status: left alone', { twins: [earlier('8', { category: 'done' })] }, []],
    [
      'in progress: a duplicate',
      { twins: [earlier('8', { category: 'indeterminate' })] },
      ['mark-duplicate 8'],
    ],
    ['its replacement was deleted: taken back', { seen: deleted, twins: [earlier('8')] }, ['take-back 8']],
    [
      'its replacement was deleted, and two are back: the first is taken back',
      { seen: deleted, twins: [earlier('8'), earlier('7')] },
      ['take-back 8'],
    ],
    [
      'its replacement can’t be seen: nothing',
      { seen: { is: 'hidden', gap: { why: 'hidden' } }, twins: [earlier('8')] },
      [],
    ],
    [
      'while a claim is open: nothing, the claim may have filed one',
      { seen: { is: 'none' }, memory: claimed, twins: [earlier('8')] },
      [],
    ],
    [
      'while an old claim is open: the claim is recovered first',
      {
        seen: { is: 'none' },
        memory: { ...claimed, claimedAt: NOON - 10 * MINUTE },
        twins: [earlier('8')],
      },
      ['recover'],
    ],
    [
      'while nothing is filed and no claim is open: taken back',
      { seen: { is: 'none' }, memory: { ...fresh, previous: ['8'] }, twins: [earlier('8')] },
      ['take-back 8'],
    ],
  ])('%s', (_, input, actions) => {
    expect(planned(input)).toEqual(actions);
  });
});
