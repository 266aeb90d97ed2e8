import { Stack } from '@forge/react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { adminCalls, type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type ApiErrorValue } from '../../api/answer';
import { type ProposedList } from '../../api/contract/start';
import { type Home } from '../checklist/home-value';
import { ask } from '../page/ask';
import { DoneTold } from '../page/done';
import { Loading } from '../page/loading';
import { usePage } from '../page/page-context';
import { SmallTrouble, Trouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { Entered } from '../settings/entered';
import { type Fallen, Standing } from './standing';
import { StepEnd, type StepWays } from './step-end';
import { Vouch, type Vouched } from './vouch';
import { type Effect } from '../settings/use-group';
import { changeWithout } from './vouch-draft';

export type Proposals = OutputOf<AdminCalls['proposals']>;

/** What was saved is said by the step itself. */
const unsaid = (): void => undefined;

/**
 * A step of lists of what was found, each to be vouched for; `children` stand before them, `after` behind. Who saves one list
 * goes on at what is left of it, or at the next.
 */
export function VouchStep({
  lists,
  home,
  me,
  changed,
  ways,
  children,
  after,
}: {
  lists: readonly ProposedList[];
  home: Home;
  me: string | undefined;
  /** The settings were saved: the checklist follows. */
  changed: () => void;
  ways: StepWays;
  children: (value: Proposals) => ReactNode;
  after?: (value: Proposals, saved: () => void) => ReactNode;
}): ReactElement {
  const { value, error, again } = useAsked(adminCalls, 'proposals', {});
  const [fallen, setFallen] = useState<readonly Fallen[]>([]);
  const { say, takesFocus } = usePage();
  const [latest, setLatest] = useState<Vouched>();
  /** The list that was saved last, in settings of this revision. */
  const [left, setLeft] = useState<{ readonly list: ProposedList; readonly revision: number }>();
  const [problem, setProblem] = useState<ApiErrorValue>();
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  const { settings } = value;
  const judgedAt = home.checklist?.at ?? 0;
  const renew = (): void => {
    setProblem(undefined);
    again();
    changed();
  };
  /** @param what was entered; undefined where it was taken out again. */
  const saved = (list: ProposedList, effect: Effect | undefined, what?: Vouched): void => {
    setLatest(what);
    setLeft({ list, revision: settings.revision });
    if (effect !== undefined) setFallen(known => [...known, { judgedAt, rows: effect.rows }]);
    renew();
  };
  const undo = async ({ list, ids }: Vouched): Promise<void> => {
    const change = changeWithout(settings.settings, list, ids);
    const effect = await ask(adminCalls, 'whatChanges', { change });
    const answer = await ask(adminCalls, 'saveSettings', { revision: settings.revision, change });
    if (answer.is === 'refused') return setProblem(answer.error);
    return saved(list, effect.is === 'done' ? effect.value : undefined);
  };
  const shown = lists.flatMap(name => value.lists.filter(({ list }) => list === name));
  const leads = left === undefined ? takesFocus : left.revision !== settings.revision;
  const from = left === undefined ? 0 : lists.indexOf(left.list);
  const open = shown.find(({ list, found }) => found.length > 0 && lists.indexOf(list) >= from);
  const focus = leads ? (open?.list ?? 'end') : undefined;
  const controls = [...new Set(shown.flatMap(each => each.controls))];
  return (
    <Stack space="space.400" alignInline="stretch">
      {error === undefined ? null : <SmallTrouble error={error} again={again} />}
      {children(value)}
      <Standing controls={controls} checklist={home.checklist} fallen={fallen} />
      {problem === undefined ? null : <SmallTrouble error={problem} again={again} />}
      {latest === undefined ? null : (
        <Entered
          what={latest}
          meaning={say('pages.start.vouch.enteredMeaning')}
          undo={() => {
            void undo(latest);
          }}
        />
      )}
      <DoneTold value={unsaid}>
        {shown.map(proposal => (
          <Vouch
            key={proposal.list}
            proposal={proposal}
            value={settings}
            me={me}
            saved={(effect, what) => saved(proposal.list, effect, what)}
            reload={renew}
            {...(focus === proposal.list ? { focus: left?.revision ?? 0 } : {})}
          />
        ))}
      </DoneTold>
      {after?.(value, renew)}
      <StepEnd ways={ways} is="done" takesFocus={focus === 'end'} />
    </Stack>
  );
}
