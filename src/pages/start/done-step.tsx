import { Box, Button, Inline, List, ListItem, SectionMessage, Stack, Text, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { type Home } from '../checklist/home-value';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { Way } from '../page/way';
import { actsOf } from './gain';
import { isAllRead, type missingSteps, type Step } from './steps';

const ACTS = 3;
const line = xcss({
  borderTopWidth: 'border.width',
  borderTopStyle: 'solid',
  borderColor: 'color.border',
  paddingBlock: 'space.100',
});

function Acts({ home }: { home: Home }): ReactElement {
  const { say, of, go } = usePage();
  const acts = actsOf(home.checklist?.rows ?? []).slice(0, ACTS);
  return (
    <Section title={say('pages.start.acts')}>
      {acts.length === 0 ? <Text>{say('pages.start.doneNone')}</Text> : null}
      <Stack>
        {acts.map(({ control, does, points, minutes }) => (
          <Box key={control} xcss={line}>
            <Inline space="space.150" alignBlock="center" spread="space-between" shouldWrap>
              <Inline space="space.150" alignBlock="center" shouldWrap>
                <Way onClick={() => go({ page: 'control', control })}>{of(control).plain('title')}</Way>
                <Text color="color.text.subtle">
                  {does.is === 'form'
                    ? say('pages.start.act.form', { minutes })
                    : say('pages.start.act.repair', { minutes, things: does.things })}
                </Text>
              </Inline>
              <Text weight="medium">{say('pages.start.act.points', { points })}</Text>
            </Inline>
          </Box>
        ))}
      </Stack>
    </Section>
  );
}

/** Whether everything is set up, what is missing else, and what would help most now. */
export function DoneStep({
  home,
  missing,
  show,
  end,
}: {
  home: Home;
  /** The steps without which nothing is filed. */
  missing: ReturnType<typeof missingSteps>;
  show: (step: Step) => void;
  /** To the checklist. */
  end: () => void;
}): ReactElement {
  const { say, takesFocus } = usePage();
  return (
    <Stack space="space.300" alignInline="stretch">
      {missing.length === 0 ? (
        <SectionMessage appearance="success" title={say('pages.start.doneTitle')}>
          <Text>{say(isAllRead(home) ? 'pages.start.doneMeaning' : 'pages.start.doneReading')}</Text>
        </SectionMessage>
      ) : (
        <SectionMessage appearance="information" title={say('pages.start.notDoneTitle')}>
          <List type="unordered">
            {missing.map(step => (
              <ListItem key={step}>
                <Way onClick={() => show(step)}>{say(`pages.start.missing.${step}`)}</Way>
              </ListItem>
            ))}
          </List>
        </SectionMessage>
      )}
      <Acts home={home} />
      <Inline>
        <Button appearance="primary" autoFocus={takesFocus} onClick={end}>
          {say('pages.start.toChecklist')}
        </Button>
      </Inline>
    </Stack>
  );
}
