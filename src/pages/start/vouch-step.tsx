import { Stack } from '@forge/react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { adminCalls, type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type ApiErrorValue } from '../../api/answer';
import { type ProposedList } from '../../api/contract/start';
import { type Home } from '../checklist/home-value';
import { ask } from '../page/ask';
import { Loading } from '../page/loading';
import { usePage } from '../page/page-context';
import { SmallTrouble, Trouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { Entered } from '../settings/entered';
import { type Fallen, Standing } from './standing';
import { Vouch, type Vouched } from './vouch';
import { type Effect } from '../settings/use-group';
import { changeWithout } from './vouch-draft';

export type Proposals = OutputOf<AdminCalls['proposals']>;

/** Lists of what was found, each to be vouched for; `children` stand before them, `after` behind. */
export function VouchStep({
  lists,
  home,
  me,
  changed,
  children,
  after,
}: {
  lists: readonly ProposedList[];
  home: Home;
  me: string | undefined;
  /** The settings were saved: the checklist follows. */
  changed: () => void;
  children: (value: Proposals) => ReactNode;
  after?: (value: Proposals, saved: () => void) => ReactNode;
}): ReactElement {
  const { value, error, again } = useAsked(adminCalls, 'proposals', {});
  const [fallen, setFallen] = useState<readonly Fallen[]>([]);
  const { say } = usePage();
  const [latest, setLatest] = useState<Vouched>();
  const [problem, setProblem] = useState<ApiErrorValue>();
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  const { settings } = value;
  const judgedAt = home.checklist?.at ?? 0;
  /** Without `what` something was taken out, or saved elsewhere in the step. */
  const saved = (effect?: Effect, what?: Vouched): void => {
    setProblem(undefined);
    setLatest(what);
    if (effect !== undefined) setFallen(known => [...known, { judgedAt, rows: effect.rows }]);
    again();
    changed();
  };
  const undo = async ({ list, ids }: Vouched): Promise<void> => {
    const change = changeWithout(settings.settings, list, ids);
    const effect = await ask(adminCalls, 'whatChanges', { change });
    const answer = await ask(adminCalls, 'saveSettings', { revision: settings.revision, change });
    if (answer.is === 'refused') return setProblem(answer.error);
    return saved(effect.is === 'done' ? effect.value : undefined);
  };
  const shown = value.lists.filter(({ list }) => lists.includes(list));
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
      {shown.map(proposal => (
        <Vouch
          key={proposal.list}
          proposal={proposal}
          value={settings}
          me={me}
          saved={saved}
          reload={() => saved()}
        />
      ))}
      {after?.(value, () => saved())}
    </Stack>
  );
}
