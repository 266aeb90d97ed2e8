import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import { LozengeDropdownTrigger } from '@atlaskit/lozenge';
import { Stack } from '@atlaskit/primitives';
import { useCallback, useState } from 'react';
import { Problem } from '../../render/problem';
import { useLoaded } from '../loaded';
import { useShell } from '../shell-context';
import { appearanceOf, StatusLozenge } from './status-lozenge';
import { moveWorkItem, type Status, type Transition, transitionsOf, type WorkItem } from './work-item';

/** The status as a menu of the ways that the workflow lets the person go. */
export function Transitions({ item, onMoved }: { item: WorkItem; onMoved(): void }) {
  const { site } = useShell();
  const { key, fields } = item;
  const [problem, setProblem] = useState<string>();
  const [ways] = useLoaded(
    useCallback(() => transitionsOf(site, key), [site, key]),
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
  if (ways.is === 'loading') return <StatusLozenge status={fields.status} spacing="spacious" />;
  const others = ways.is === 'ready' ? ways.value.filter(({ to }) => to.name !== fields.status.name) : [];
  return (
    <Stack space="space.100">
      <StatusMenu status={fields.status} ways={others} move={way => void move(way)} />
      {ways.is === 'failed' ? (
        <Problem title="Jira does not tell where this may go" detail={ways.error.message} />
      ) : null}
      {problem === undefined ? null : <Problem title="Jira did not move it" detail={problem} />}
    </Stack>
  );
}

interface StatusMenuProps {
  status: Status;
  /** The transitions to another status. */
  ways: readonly Transition[];
  move(way: Transition): void;
}

/** A status without a way out is shown all the same, and its menu says so. */
function StatusMenu({ status, ways, move }: StatusMenuProps) {
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
          {ways.length === 0 ? <DropdownItem isDisabled>No status to move to</DropdownItem> : null}
          {ways.map(way => (
            <DropdownItem
              key={way.id}
              onClick={() => move(way)}
              {...(way.name === way.to.name ? {} : { elemAfter: <StatusLozenge status={way.to} /> })}
            >
              {way.name === way.to.name ? <StatusLozenge status={way.to} /> : way.name}
            </DropdownItem>
          ))}
        </DropdownItemGroup>
      </DropdownMenu>
    </div>
  );
}
