import { type Settings } from '../settings/settings';
import { type Life, filesByItself, isDrift } from '../terms/life';
import { NOT_FILED, type NotFiled, type NotFiledWhy } from './contract/control';

/** The one reason that says most; undefined where nothing keeps it from being filed. */
function reasonOf(life: Life, { filing, baseline }: Settings): NotFiledWhy | undefined {
  if (life.finding.cause !== undefined) return life.finding.cause;
  if (filing.project === undefined || filing.issueType === undefined) return 'no-place';
  if (baseline === undefined) return 'no-baseline';
  if (!filesByItself(life)) return life.origin === 'rule' ? 'rule' : 'setting';
  if (life.state === 'suspected') return life.baseline && baseline.mode === 'worse' ? 'baseline' : 'once';
  return baseline.mode === 'all' || isDrift(life) ? undefined : 'baseline';
}

/** Why what is open stands in no work item, and how much of it for each reason. Pure. */
export function notFiledOf(lives: readonly Life[], settings: Settings): NotFiled[] {
  const counts = new Map<NotFiledWhy, number>();
  for (const life of lives) {
    const why = reasonOf(life, settings);
    if (why !== undefined) counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return NOT_FILED.flatMap(why => {
    const count = counts.get(why) ?? 0;
    return count === 0 ? [] : [{ why, count }];
  });
}
