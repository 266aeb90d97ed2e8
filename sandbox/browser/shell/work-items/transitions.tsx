import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import { LozengeDropdownTrigger } from '@atlaskit/lozenge';
import { Stack } from '@atlaskit/primitives';
import { useCallback, useState } from 'react';
import { Problem } from '../../render/problem';
import { useLoad } from '../use-load';
import { useShell } from '../shell-context';
import { appearanceOf, StatusLozenge } from './status-lozenge';
import { moveWorkItem, type Status, type Transition, fetchTransitions, type WorkItem } from './work-item';

/** The status as a menu of the ways that the workflow lets the person go. */
export function Transitions({ item, onMoved }: { item: WorkItem; onMoved(): void }) {
  const { site } = useShell();
  const { key, fields } = item;
  const [problem, setProblem] = useState<string>();
  const [availableTransitions] = useLoad(
    useCallback(() => fetchTransitions(site, key), [site, key]),
    fields.status.name,
  );
  const move = async (transition: Transition) => {
    setProblem(undefined);
    try {
      await moveWorkItem(site, key, transition.id);
      onMoved();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  // A menu that opens before it knows its ways would have nowhere to put the focus.
  if (availableTransitions.is === 'loading')
    return <StatusLozenge status={fields.status} spacing="spacious" />;
  const others =
    availableTransitions.is === 'ready'
      ? availableTransitions.value.filter(({ to }) => to.name !== fields.status.name)
      : [];
  return (
    <Stack space="space.100">
      <StatusMenu status={fields.status} transitions={others} move={available => void move(available)} />
      {availableTransitions.is === 'failed' ? (
        <Problem title="We couldn't load transitions" detail={availableTransitions.error.message} />
      ) : null}
      {problem === undefined ? null : <Problem title="Jira rejected the transition" detail={problem} />}
    </Stack>
  );
}

interface StatusMenuProps {
  status: Status;
  /** The transitions to another status. */
  transitions: readonly Transition[];
  move(way: Transition): void;
}

/** A status without a way out is shown all the same, and its menu says so. */
function StatusMenu({ status, transitions, move }: StatusMenuProps) {
  return (
    <div>
      <DropdownMenu<HTMLButtonElement>
        placement="bottom-start"
        label="Change status"
        trigger={({ triggerRef, isSelected, onClick, 'aria-controls': menu }) => (
          <LozengeDropdownTrigger
            ref={triggerRef}
            appearance={appearanceOf(status)}
            spacing="spacious"
            isSelected={isSelected === true}
            aria-label={`${status.name} - Change status`}
            aria-haspopup="menu"
            aria-expanded={isSelected === true}
            {...(menu === undefined ? {} : { 'aria-controls': menu })}
            onClick={event => onClick?.(event)}
          >
            {status.name}
          </LozengeDropdownTrigger>
        )}
      >
        <DropdownItemGroup>
          {transitions.length === 0 ? <DropdownItem isDisabled>No status to move to</DropdownItem> : null}
          {transitions.map(transition => (
            <DropdownItem
              key={transition.id}
              onClick={() => move(transition)}
              {...(transition.name === transition.to.name
                ? {}
                : { elemAfter: <StatusLozenge status={transition.to} /> })}
            >
              {transition.name === transition.to.name ? (
                <StatusLozenge status={transition.to} />
              ) : (
                transition.name
              )}
            </DropdownItem>
          ))}
        </DropdownItemGroup>
      </DropdownMenu>
    </div>
  );
}
