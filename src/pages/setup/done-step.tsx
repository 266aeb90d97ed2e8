import { Box, Button, Inline, List, ListItem, SectionMessage, Stack, Text, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { type ChecklistPageValue } from '../checklist/checklist-values';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { InternalLink } from '../shared/internal-link';
import { suggestActions } from './suggested-actions';
import { isEverySourceRead, type findMissingSteps, type SetupStep } from './setup-steps';

const MAX_ACTIONS = 3;
const lineBox = xcss({
  borderTopWidth: 'border.width',
  borderTopStyle: 'solid',
  borderColor: 'color.border',
  paddingBlock: 'space.100',
});

function ActionList({ pageValue }: { pageValue: ChecklistPageValue }): ReactElement {
  const { formatMessage, controlTextOf, navigate } = usePage();
  const actions = suggestActions(pageValue.checklist?.rows ?? []).slice(0, MAX_ACTIONS);
  return (
    <Section title={formatMessage('pages.setup.acts')}>
      {actions.length === 0 ? <Text>{formatMessage('pages.setup.doneNone')}</Text> : null}
      <Stack>
        {actions.map(({ control, task, points, minutes }) => (
          <Box key={control} xcss={lineBox}>
            <Inline space="space.150" alignBlock="center" spread="space-between" shouldWrap>
              <Inline space="space.150" alignBlock="center" shouldWrap>
                <InternalLink onClick={() => navigate({ page: 'control', control })}>
                  {controlTextOf(control).plainText('title')}
                </InternalLink>
                <Text color="color.text.subtle">
                  {task.is === 'form'
                    ? formatMessage('pages.setup.act.form', { minutes })
                    : formatMessage('pages.setup.act.repair', { minutes, findings: task.objects })}
                </Text>
              </Inline>
              <Text weight="medium">{formatMessage('pages.setup.act.points', { points })}</Text>
            </Inline>
          </Box>
        ))}
      </Stack>
    </Section>
  );
}

/** Whether the setup is complete, what is missing, and the most useful next actions. */
export function DoneStep({
  pageValue,
  missing,
  showStep,
  onExit,
}: {
  pageValue: ChecklistPageValue;
  /** Steps that filing requires. */
  missing: ReturnType<typeof findMissingSteps>;
  showStep: (step: SetupStep) => void;
  /** Opens the checklist. */
  onExit: () => void;
}): ReactElement {
  const { formatMessage, takesFocus } = usePage();
  return (
    <Stack space="space.300" alignInline="stretch">
      {missing.length === 0 ? (
        <SectionMessage appearance="success" title={formatMessage('pages.setup.doneTitle')}>
          <Text>
            {formatMessage(
              isEverySourceRead(pageValue) ? 'pages.setup.doneMeaning' : 'pages.setup.doneReading',
            )}
          </Text>
        </SectionMessage>
      ) : (
        <SectionMessage appearance="information" title={formatMessage('pages.setup.notDoneTitle')}>
          <List type="unordered">
            {missing.map(step => (
              <ListItem key={step}>
                <InternalLink onClick={() => showStep(step)}>
                  {formatMessage(`pages.setup.missing.${step}`)}
                </InternalLink>
              </ListItem>
            ))}
          </List>
        </SectionMessage>
      )}
      <ActionList pageValue={pageValue} />
      <Inline>
        <Button appearance="primary" autoFocus={takesFocus} onClick={onExit}>
          {formatMessage('pages.setup.toChecklist')}
        </Button>
      </Inline>
    </Stack>
  );
}
