import { Box, Button, Inline, Stack, Text, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { type Home } from '../checklist/home-value';
import { everyRow, rowsThrough } from '../checklist/row-filter';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { Way } from '../page/way';

const ACTS = 3;
const line = xcss({
  borderTopWidth: 'border.width',
  borderTopStyle: 'solid',
  borderColor: 'color.border',
  paddingBlock: 'space.100',
});

/** What would help most: the rows that keep the most weight from being assured, a form before a repair. */
export function DoneStep({ home }: { home: Home }): ReactElement {
  const { say, of, go } = usePage();
  const acts = rowsThrough(home.checklist?.rows ?? [], home.controls, everyRow, () => '')
    .filter(({ status }) => status === 'due' || status === 'not-met')
    .slice(0, ACTS);
  return (
    <Section title={say('pages.start.doneTitle')}>
      <Stack space="space.200" alignInline="stretch">
        <Text>{say(acts.length === 0 ? 'pages.start.doneNone' : 'pages.start.doneMeaning')}</Text>
        <Stack>
          {acts.map(row => (
            <Box key={row.control} xcss={line}>
              <Inline space="space.150" alignBlock="center" shouldWrap>
                <Way onClick={() => go({ page: 'control', control: row.control })}>
                  {of(row.control).plain('title')}
                </Way>
                <Text color="color.text.subtle">
                  {say('pages.start.gain', {
                    status: say(`terms.status.${row.status}`),
                    weight: say(`terms.severity.${row.weight}`),
                  })}
                </Text>
              </Inline>
            </Box>
          ))}
        </Stack>
        <Inline>
          <Button appearance="primary" onClick={() => go({ page: 'checklist' })}>
            {say('pages.start.toChecklist')}
          </Button>
        </Inline>
      </Stack>
    </Section>
  );
}
