import { Inline, ProgressBar, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type Progress } from '../../api/contract/facts';
import { usePage } from '../page/page-context';

/** How far a sweep has come: sources, calls and points. */
export function SweepProgress({ sweep }: { sweep: Progress }): ReactElement {
  const { say } = usePage();
  const count = (...states: readonly Progress['sources'][number]['state'][]): number =>
    sweep.sources.filter(({ state }) => states.includes(state)).length;
  const [read, failed, all] = [count('read'), count('partial', 'failed'), sweep.sources.length];
  const { calls, points } = sweep.cost;
  return (
    <Stack space="space.100">
      <Inline spread="space-between" space="space.200" shouldWrap>
        <Text>{say('pages.sweep.running', { read, failed, all })}</Text>
        <Text color="color.text.subtle">{say('pages.sweep.cost', { calls, points })}</Text>
      </Inline>
      <ProgressBar
        ariaLabel={say('pages.sweep.label')}
        value={all === 0 ? 0 : (read + failed) / all}
        isIndeterminate={all === 0}
      />
      {sweep.waits === undefined ? null : (
        <Text color="color.text.subtle">{say(`pages.sweep.waits.${sweep.waits}`)}</Text>
      )}
    </Stack>
  );
}
