import { Box, Inline, Stack, Text, Tooltip, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { type Status } from '../../terms/verdict';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { dayInWords } from '../page/time';
import { type ControlValue } from './control-value';

const COLOUR = {
  'not-met': 'color.background.danger.bold',
  due: 'color.background.warning.bold',
  unknown: 'color.background.accent.gray.subtle',
  attested: 'color.background.information.bold',
  proved: 'color.background.success.bold',
  'not-applicable': 'color.background.neutral',
} as const satisfies Record<Status, string>;

/** Days in a row that ended with one status. */
function runsOf(history: ControlValue['history']): { status: Status; days: number; from: string }[] {
  const runs: { status: Status; days: number; from: string }[] = [];
  for (const { day, status } of history) {
    const last = runs.at(-1);
    if (last?.status === status) last.days += 1;
    else runs.push({ status, days: 1, from: day });
  }
  return runs;
}

/** A line of days by how they ended, and the same in words. */
export function History({ history }: { history: ControlValue['history'] }): ReactElement {
  const { say, words } = usePage();
  const runs = runsOf(history);
  return (
    <Section title={say('pages.control.history')}>
      {history.length === 0 ? (
        <Text color="color.text.subtle">{say('pages.control.noHistory')}</Text>
      ) : (
        <Stack space="space.100">
          <Inline space="space.025" shouldWrap>
            {history.map(({ day, status }) => (
              <Tooltip
                key={day}
                content={say('pages.control.historyLabel', {
                  day: dayInWords(day, words.locale),
                  status: say(`terms.status.${status}`),
                })}
              >
                <Box
                  xcss={xcss({
                    backgroundColor: COLOUR[status],
                    width: '14px',
                    height: '24px',
                    borderRadius: 'radius.xsmall',
                  })}
                />
              </Tooltip>
            ))}
          </Inline>
          <Text size="small" color="color.text.subtle">
            {new Intl.ListFormat(words.locale, { type: 'unit' }).format(
              runs.map(({ status, days }) =>
                say('pages.control.historyRun', { status: say(`terms.status.${status}`), days }),
              ),
            )}
          </Text>
        </Stack>
      )}
    </Section>
  );
}
