import { Inline, List, ListItem, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from '../shared/page-context';
import { formatProblem } from '../shared/format-problem';
import { InlineError } from '../shared/page-errors';
import { type FilingCheckValue, type FilingCheck } from './use-filing-check';

function FilingCheckResult({ result: { canFile, problems } }: { result: FilingCheckValue }): ReactElement {
  const page = usePage();
  const { formatMessage } = page;
  if (problems.length === 0)
    return (
      <SectionMessage appearance="success">
        <Text>{formatMessage('pages.settings.filing.tried')}</Text>
      </SectionMessage>
    );
  return (
    <SectionMessage
      appearance="warning"
      title={formatMessage(`pages.settings.filing.${canFile ? 'triedBut' : 'notTried'}`, {
        count: problems.length,
      })}
    >
      <List type="unordered">
        {problems.map(problem => (
          <ListItem key={problem.code}>
            <Text>{formatProblem(page, problem)}</Text>
          </ListItem>
        ))}
      </List>
    </SectionMessage>
  );
}

/** The problems found by the filing check, one per line, and a button to check again. */
export function FilingCheckSection({
  check: { answer, isBusy, retry },
}: {
  check: FilingCheck;
}): ReactElement {
  const { formatMessage } = usePage();
  if (retry === undefined) return <></>;
  return (
    <Stack space="space.150" alignInline="stretch">
      <Inline>
        <LoadingButton isLoading={isBusy} onClick={() => void retry()}>
          {formatMessage('pages.settings.filing.try')}
        </LoadingButton>
      </Inline>
      {answer === undefined ? null : answer.is === 'refused' ? (
        <InlineError error={answer.error} />
      ) : (
        <FilingCheckResult result={answer.value} />
      )}
    </Stack>
  );
}
