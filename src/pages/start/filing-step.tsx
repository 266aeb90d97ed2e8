import { List, ListItem, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { adminCalls } from '../../api/contract';
import { usePage } from '../page/page-context';
import { problemIn } from '../page/problem-words';
import { SmallTrouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { SettingsGroup } from '../settings/settings-page';
import { type Settings, type SettingsValue } from '../settings/settings-value';
import { StepEnd, type StepWays } from './step-end';

/** The place that is saved, tried without creating anything. Going on is skipping while it doesn't work. */
function Tried({ filing, ways }: { filing: Settings['filing']; ways: StepWays }): ReactElement {
  const page = usePage();
  const { say } = page;
  const { value, error, again } = useAsked(adminCalls, 'tryFiling', { filing });
  const works = value !== undefined && value.problems.length === 0;
  return (
    <Stack space="space.300" alignInline="stretch">
      {error === undefined ? null : <SmallTrouble error={error} again={again} />}
      {value === undefined ? (
        error === undefined ? (
          <Text color="color.text.subtle">{say('pages.start.trying')}</Text>
        ) : null
      ) : works ? (
        <SectionMessage appearance="success">
          <Text>{say('pages.settings.filing.tried')}</Text>
        </SectionMessage>
      ) : (
        <SectionMessage appearance="warning" title={say('pages.settings.filing.notTried')}>
          <List type="unordered">
            {value.problems.map(problem => (
              <ListItem key={problem.code}>{problemIn(page, problem)}</ListItem>
            ))}
          </List>
        </SectionMessage>
      )}
      <StepEnd
        ways={ways}
        is={works ? 'done' : value === undefined && error === undefined ? 'blocked' : 'skippable'}
      />
    </Stack>
  );
}

/** Where work items go. What is saved is tried before it goes on; without a place the step is skipped, and says so. */
export function FilingStep({
  value,
  saved,
  ways,
}: {
  value: SettingsValue;
  saved: () => void;
  ways: StepWays;
}): ReactElement {
  const { filing } = value.settings;
  const isChosen = filing.project !== undefined && filing.issueType !== undefined;
  return (
    <Stack space="space.400" alignInline="stretch">
      <SettingsGroup key={value.revision} group="filing" value={value} saved={saved} />
      {isChosen ? (
        <Tried key={value.revision} filing={filing} ways={ways} />
      ) : (
        <StepEnd ways={ways} is="skippable" />
      )}
    </Stack>
  );
}
