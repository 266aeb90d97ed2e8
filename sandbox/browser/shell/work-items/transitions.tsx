import Button from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import { Stack } from '@atlaskit/primitives';
import { useCallback, useState } from 'react';
import { Problem } from '../../render/problem';
import { useLoaded } from '../loaded';
import { useShell } from '../shell-context';
import { StatusLozenge } from './status-lozenge';
import { moveWorkItem, type Transition, transitionsOf, type WorkItem } from './work-item';

/** The status, and a button for each way that the workflow lets the person go. */
export function Transitions({ item, onMoved }: { item: WorkItem; onMoved(): void }) {
  const { site } = useShell();
  const { key, fields } = item;
  const [problem, setProblem] = useState<string>();
  const [moving, setMoving] = useState<string>();
  const [ways] = useLoaded(
    useCallback(() => transitionsOf(site, key), [site, key]),
    fields.status.name,
  );
  const move = async (transition: Transition) => {
    setMoving(transition.id);
    setProblem(undefined);
    try {
      await moveWorkItem(site, key, transition.id);
      onMoved();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setMoving(undefined);
    }
  };
  const others = ways.is === 'ready' ? ways.value.filter(({ to }) => to.name !== fields.status.name) : [];
  return (
    <Stack space="space.100">
      <div className="status-line">
        <StatusLozenge status={fields.status} />
        <ButtonGroup label="Move to another status">
          {others.map(transition => (
            <Button
              key={transition.id}
              spacing="compact"
              isLoading={moving === transition.id}
              onClick={() => void move(transition)}
            >
              {transition.name}
            </Button>
          ))}
        </ButtonGroup>
      </div>
      {ways.is === 'failed' ? (
        <Problem title="Jira does not tell where this may go" detail={ways.error.message} />
      ) : null}
      {problem === undefined ? null : <Problem title="Jira did not move it" detail={problem} />}
    </Stack>
  );
}
