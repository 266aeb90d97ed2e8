import { Box, Inline, Stack, Text, Tooltip, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { type ControlStatus } from '../../domain/verdict';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { formatLongDay } from '../shared/time-format';
import { type ControlValue } from './control-value';

const STATUS_COLORS = {
  'not-met': 'color.background.danger.bold',
  due: 'color.background.warning.bold',
  unknown: 'color.background.accent.gray.subtle',
  attested: 'color.background.information.bold',
  verified: 'color.background.success.bold',
  'not-applicable': 'color.background.neutral',
} as const satisfies Record<ControlStatus, string>;

/** Groups consecutive days with the same status. */
function groupStatusRuns(
  history: ControlValue['history'],
): { status: ControlStatus; days: number; from: string }[] {
  const runs: { status: ControlStatus; days: number; from: string }[] = [];
  for (const { day, status } of history) {
    const last = runs.at(-1);
    if (last?.status === status) last.days += 1;
    else runs.push({ status, days: 1, from: day });
  }
  return runs;
}

/** The status per day as a timeline, and in words. */
export function StatusHistory({ history }: { history: ControlValue['history'] }): ReactElement {
  const { formatMessage, messages } = usePage();
  const runs = groupStatusRuns(history);
  return (
    <Section title={formatMessage('pages.control.history')}>
      {history.length === 0 ? (
        <Text color="color.text.subtle">{formatMessage('pages.control.noHistory')}</Text>
      ) : (
        <Stack space="space.100">
          <Inline space="space.025" shouldWrap>
            {history.map(({ day, status }) => (
              <Tooltip
                key={day}
                content={formatMessage('pages.control.historyLabel', {
                  day: formatLongDay(day, messages.locale),
                  status: formatMessage(`terms.status.${status}`),
                })}
              >
                <Box
                  xcss={xcss({
                    backgroundColor: STATUS_COLORS[status],
                    width: '14px',
                    height: '24px',
                    borderRadius: 'radius.xsmall',
                  })}
                />
              </Tooltip>
            ))}
          </Inline>
          <Text size="small" color="color.text.subtle">
            {new Intl.ListFormat(messages.locale, { type: 'unit' }).format(
              runs.map(({ status, days }) =>
                formatMessage('pages.control.historyRun', {
                  status: formatMessage(`terms.status.${status}`),
                  days,
                }),
              ),
            )}
          </Text>
        </Stack>
      )}
    </Section>
  );
}
