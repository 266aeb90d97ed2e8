import {
  type Action,
  type LiveIssue,
  type ActionPlanInput,
  type IssueState,
} from '../../../src/remediation/plan/action';
import { type RemediationRecord, buildUnfiledRecord } from '../../../src/remediation/plan/remediation-record';
import { planActions } from '../../../src/remediation/plan/plan-actions';
import { findingFingerprint, planItems, hashDescription } from '../../../src/remediation/plan/desired-items';
import { HOUR, addDuration, MINUTE } from '../../../src/domain/instant';
import {
  publicFiltersControl,
  trackedFrom,
  historiesOf,
  NOON,
  publicFilter,
  settingsWith,
} from '../fixtures';

const [desiredItem] = planItems({
  controls: [publicFiltersControl],
  histories: historiesOf(trackedFrom(publicFilter('1'))),
  settings: settingsWith(),
  records: [],
  now: NOON,
});
if (desiredItem?.is !== 'desired') throw new Error('nothing is to be filed');

const newRecord = buildUnfiledRecord({ key: desiredItem.key, control: 'INF-03', place: 'site' }, NOON);
const filedRecord: RemediationRecord = {
  ...newRecord,
  state: 'open',
  issueId: '1',
  issueKey: 'SEC-1',
  projectId: '10000',
  hash: desiredItem.hash,
  textHash: hashDescription(desiredItem, {}),
  scheduledSeverity: 'medium',
  filedFingerprints: desiredItem.trackedFindings.map(findingFingerprint),
  filedCount: 1,
};
const claimedRecord: RemediationRecord = {
  ...newRecord,
  state: 'claimed',
  claimedAt: NOON - MINUTE,
  previousIssueIds: ['0'],
};

const liveIssue: LiveIssue = {
  is: 'live',
  id: '1',
  key: 'SEC-1',
  projectId: '10000',
  category: 'new',
  status: { id: '1', name: 'To do' },
  categorySince: addDuration(NOON, -2 * HOUR),
  property: {
    v: 1,
    key: desiredItem.key,
    control: 'INF-03',
    place: 'site',
    cloudId: 'c',
    environmentId: 'e',
    state: 'open',
    severity: 'medium',
    open: 1,
    of: 1,
    hash: desiredItem.hash,
    summary: '',
  },
};
const earlierIssue = (id: string, of: Partial<LiveIssue> = {}): LiveIssue => ({
  ...liveIssue,
  id,
  key: `SEC-${id}`,
  ...of,
});
const issueClosedIn = (state: 'closed' | 'duplicate', id: string): LiveIssue =>
  earlierIssue(id, { property: { ...liveIssue.property!, state } });
const withoutProperty = (({ property: _, ...rest }: LiveIssue): LiveIssue => rest)(earlierIssue('9'));

const planFor = (input: Partial<ActionPlanInput>): readonly string[] =>
  planActions({
    item: desiredItem,
    issue: liveIssue,
    earlierIssues: [],
    record: filedRecord,
    target: { is: 'ready', id: 't' },
    cap: { left: 20 },
    now: NOON,
    timeZone: 'UTC',
    ...input,
  }).map((action: Action) =>
    'earlierIssue' in action ? `${action.is} ${action.earlierIssue.id}` : action.is,
  );

const deletedIssue: IssueState = { is: 'deleted' };

describe('an earlier work item of the same key that is seen again', () => {
  it.each<[string, Partial<ActionPlanInput>, readonly string[]]>([
    [
      'open, beside the one that replaced it: a duplicate',
      { earlierIssues: [earlierIssue('8')] },
      ['mark-duplicate 8'],
    ],
    [
      'two of them: both are duplicates',
      { earlierIssues: [earlierIssue('8'), earlierIssue('7')] },
      ['mark-duplicate 8', 'mark-duplicate 7'],
    ],
    ['marked as a duplicate before: not again', { earlierIssues: [issueClosedIn('duplicate', '8')] }, []],
    [
      'its property says the app closed it: left alone',
      { earlierIssues: [issueClosedIn('closed', '8')] },
      [],
    ],
    [
      'without the app’s property: a duplicate, by its ID on record',
      { earlierIssues: [withoutProperty] },
      ['mark-duplicate 9'],
    ],
    ['in a done status: left alone', { earlierIssues: [earlierIssue('8', { category: 'done' })] }, []],
    [
      'in progress: a duplicate',
      { earlierIssues: [earlierIssue('8', { category: 'indeterminate' })] },
      ['mark-duplicate 8'],
    ],
    [
      'its replacement was deleted: taken back',
      { issue: deletedIssue, earlierIssues: [earlierIssue('8')] },
      ['readopt 8'],
    ],
    [
      'its replacement was deleted, and two are back: the first is taken back',
      { issue: deletedIssue, earlierIssues: [earlierIssue('8'), earlierIssue('7')] },
      ['readopt 8'],
    ],
    [
      'its replacement can’t be seen: nothing',
      { issue: { is: 'hidden', gap: { why: 'hidden' } }, earlierIssues: [earlierIssue('8')] },
      [],
    ],
    [
      'while a claim is open: nothing, the claim may have filed one',
      { issue: { is: 'none' }, record: claimedRecord, earlierIssues: [earlierIssue('8')] },
      [],
    ],
    [
      'while an old claim is open: the claim is recovered first',
      {
        issue: { is: 'none' },
        record: { ...claimedRecord, claimedAt: NOON - 10 * MINUTE },
        earlierIssues: [earlierIssue('8')],
      },
      ['recover'],
    ],
    [
      'while nothing is filed and no claim is open: taken back',
      {
        issue: { is: 'none' },
        record: { ...newRecord, previousIssueIds: ['8'] },
        earlierIssues: [earlierIssue('8')],
      },
      ['readopt 8'],
    ],
  ])('%s', (_, input, actions) => {
    expect(planFor(input)).toEqual(actions);
  });
});
