import { Inline, ProgressBar, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type ScanProgress } from '../../api/contract/control-definition';
import { usePage } from '../shared/page-context';

/** The progress of a running scan: sources, calls, and API points. */
export function ScanProgressBar({ scan }: { scan: ScanProgress }): ReactElement {
  const { formatMessage } = usePage();
  const count = (...states: readonly ScanProgress['sources'][number]['state'][]): number =>
    scan.sources.filter(({ state }) => states.includes(state)).length;
  const [read, failed, total] = [count('read'), count('partial', 'failed'), scan.sources.length];
  const { calls, points } = scan.cost;
  return (
    <Stack space="space.100">
      <Inline spread="space-between" space="space.200" shouldWrap>
        <Text>{formatMessage('pages.scan.running', { read, failed, all: total })}</Text>
        <Text color="color.text.subtle">{formatMessage('pages.scan.cost', { calls, points })}</Text>
      </Inline>
      <ProgressBar
        ariaLabel={formatMessage('pages.scan.label')}
        value={total === 0 ? 0 : (read + failed) / total}
        isIndeterminate={total === 0}
      />
      {scan.waitingFor === undefined ? null : (
        <Text color="color.text.subtle">{formatMessage(`pages.scan.waits.${scan.waitingFor}`)}</Text>
      )}
    </Stack>
  );
}
