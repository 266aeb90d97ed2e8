import { type Checklist, type Coverage, type Row } from '../../terms/checklist';
import { type Gap, type GapReason } from '../../terms/gap';
import { type QueueItem } from '../contract/queue';
import { type Waiting, worstOf } from './waiting';

/** Gaps that a person can do something about. The others pass by themselves, or say what no API or no plan gives. */
const NEEDS_A_PERSON: ReadonlySet<GapReason> = new Set(['denied', 'failed', 'schema', 'hidden']);

/** Why a source can't be read, where a person can do something about it: as it is now, else as it was read. */
function troubleOf({ gaps, failing }: Coverage): (Gap & { readonly since?: number }) | undefined {
  if (failing !== undefined && NEEDS_A_PERSON.has(failing.why)) return failing;
  return gaps.find(({ why }) => NEEDS_A_PERSON.has(why));
}

const rowsWaitingFor = (rows: readonly Row[], sources: readonly string[]): readonly Row[] =>
  rows.filter(row => row.gaps.some(({ source }) => source !== undefined && sources.includes(source)));

interface Trouble extends Gap {
  readonly source: Coverage['source'];
  readonly since?: number;
  readonly stands: boolean;
}

const troublesOf = (coverage: readonly Coverage[]): readonly Trouble[] =>
  coverage.flatMap(each => {
    const trouble = troubleOf(each);
    return trouble === undefined
      ? []
      : [{ ...trouble, source: each.source, stands: each.state === 'complete' }];
  });

/** One cause is one line, however much it keeps from being read. @returns undefined while the app may read. */
export function lostRights({ rows, coverage, appMayRead }: Checklist): QueueItem | undefined {
  if (appMayRead !== false) return undefined;
  const sources = troublesOf(coverage).flatMap(({ why, source }) => (why === 'denied' ? [source] : []));
  return { is: 'lost-rights', sources: sources.length, controls: rowsWaitingFor(rows, sources).length };
}

/** Sources that can't be read and won't be without somebody's doing. */
export const unreadable = ({ rows, coverage, appMayRead }: Checklist): readonly Waiting[] =>
  troublesOf(coverage)
    .filter(({ why }) => appMayRead !== false || why !== 'denied')
    .map(trouble => {
      const waiting = rowsWaitingFor(rows, [trouble.source]);
      return {
        item: { is: 'cant-read', ...trouble, controls: waiting.length },
        severity: worstOf(waiting),
      };
    });
