import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import { Inline, Stack, Text } from '@atlaskit/primitives';
import { type BenchView } from '../../bench-view';
import { useBenchRequests } from './use-bench-requests';

/** What can be done to the site, and taken back. */
export function BenchActions({ actions }: { actions: BenchView['actions'] }) {
  const { underway: runningPath, act: send } = useBenchRequests();
  return (
    <section className="card">
      <Stack space="space.100">
        <Heading size="small" as="h2">
          Change the site
        </Heading>
        <ul className="bench-list">
          {actions.map(({ id, title, description, state }) => {
            const path = `actions/${encodeURIComponent(id)}/${state === 'ready' ? 'run' : 'undo'}`;
            return (
              <li key={id} className="bench-item">
                <Stack space="space.025" grow="fill">
                  <Inline space="space.100" alignBlock="center">
                    <Text weight="medium">{title}</Text>
                    {state === 'done' ? <Lozenge appearance="moved">Done</Lozenge> : null}
                  </Inline>
                  <Text color="color.text.subtle" size="small">
                    {description}
                  </Text>
                </Stack>
                <Button
                  aria-label={`${state === 'ready' ? 'Run' : 'Undo'}: ${title}`}
                  isLoading={runningPath === path}
                  isDisabled={runningPath !== undefined && runningPath !== path}
                  onClick={() => void send(path)}
                >
                  {state === 'ready' ? 'Run' : 'Undo'}
                </Button>
              </li>
            );
          })}
        </ul>
      </Stack>
    </section>
  );
}
