import {
  Inline,
  LoadingButton,
  Lozenge,
  SectionMessage,
  Spinner,
  Stack,
  Text,
  useProductContext,
} from '@forge/react';
import { type ReactElement } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { panelCalls } from '../../api/contract';
import { type FindingRow } from '../../api/contract/control';
import { type MessagePart } from '../../messages/messages';
import { buildFindingLine } from '../control/finding-message';
import { FindingSubjectLink } from '../control/finding-subject-link';
import { callApi } from '../shared/call-api';
import { CheckNow } from '../shared/check-now';
import { usePage } from '../shared/page-context';
import { Sentence } from '../shared/sentence';
import { StatusLozenge } from '../shared/lozenges';
import { formatRelativeTime } from '../shared/time-format';
import { useApiCall } from '../shared/use-api-call';
import { InternalLink } from '../shared/internal-link';
import { PanelApprovals } from './panel-approvals';
import { type PanelValue, type FixerPanelValue } from './panel-value';

/** The affected object and the finding. A sentence that begins with a person already names the object. */
function RemainingFinding({
  finding,
  line,
}: {
  finding: FindingRow;
  line: readonly MessagePart[];
}): ReactElement {
  const [first] = line;
  const namesItself = first?.is === 'person' && first.account === finding.subject.id;
  return (
    <>
      {namesItself ? null : <FindingSubjectLink finding={finding} />}
      <Sentence parts={line} size="small" />
    </>
  );
}

function RemainingFindings({ value }: { value: FixerPanelValue }): ReactElement {
  const page = usePage();
  const { control, remaining, open } = value;
  return (
    <Stack space="space.100">
      {remaining.map(finding => (
        <Stack key={finding.key} space="space.025">
          <RemainingFinding finding={finding} line={buildFindingLine(page, control, finding)} />
          {finding.state === 'closing' ? (
            <Text size="small" color="color.text.subtle">
              {page.formatMessage('pages.panel.looksFixed')}
            </Text>
          ) : null}
        </Stack>
      ))}
      {open > remaining.length ? (
        <Text color="color.text.subtle">
          {page.formatMessage('pages.panel.more', { count: open - remaining.length })}
        </Text>
      ) : null}
    </Stack>
  );
}

/** The progress of the work item in short. */
function PanelHead({ value }: { value: PanelValue }): ReactElement {
  const { formatMessage, controlTextOf, messages } = usePage();
  const { control, open, of: total, awaitingConfirmation, checkedAt, now, closedAt, endedWithoutFix } = value;
  return (
    <Stack space="space.050">
      <Text weight="semibold">{controlTextOf(control).plainText('title')}</Text>
      <Inline space="space.100" alignBlock="center" shouldWrap>
        {open > 0 ? (
          value.role === 'jira-admin' ? (
            <StatusLozenge status={value.status} />
          ) : (
            <Lozenge appearance="moved">{formatMessage('pages.panel.open')}</Lozenge>
          )
        ) : (
          <Lozenge appearance={endedWithoutFix ? 'default' : 'success'}>
            {formatMessage(endedWithoutFix ? 'pages.panel.over' : 'pages.panel.fixed')}
          </Lozenge>
        )}
        {open === 0 ? null : <Text>{formatMessage('pages.panel.left', { open, of: total })}</Text>}
      </Inline>
      {awaitingConfirmation ? <Text weight="medium">{formatMessage('pages.panel.looksFixed')}</Text> : null}
      {open > 0 ? null : (
        <Text>
          {closedAt !== undefined
            ? formatMessage(endedWithoutFix ? 'pages.panel.closedUnfixed' : 'pages.panel.closed', {
                ago: formatRelativeTime(closedAt, now, messages.locale),
              })
            : formatMessage(value.mustCloseManually ? 'pages.panel.closeByHand' : 'pages.panel.closing')}
        </Text>
      )}
      <Text size="small" color="color.text.subtle">
        {checkedAt === undefined
          ? formatMessage('pages.panel.neverChecked')
          : formatMessage('pages.panel.checked', {
              ago: formatRelativeTime(checkedAt, now, messages.locale),
            })}
      </Text>
    </Stack>
  );
}

function PanelError({ error, retry }: { error: ApiErrorValue; retry: () => void }): ReactElement {
  const { formatMessage } = usePage();
  if (error.code === 'forbidden')
    return <Text color="color.text.subtle">{formatMessage('pages.panel.forbidden')}</Text>;
  return (
    <Stack space="space.100">
      <Text>{formatMessage('pages.panel.failed')}</Text>
      <Inline>
        <LoadingButton spacing="compact" onClick={retry}>
          {formatMessage('pages.again')}
        </LoadingButton>
      </Inline>
    </Stack>
  );
}

/** The remaining findings and their check, for people who fix them. */
function FixerSection({
  value,
  issue,
  refetch,
}: {
  value: FixerPanelValue;
  issue: string;
  refetch: () => void;
}): ReactElement {
  const { formatMessage, controlTextOf, navigate } = usePage();
  const isClosing = value.open === 0 && value.closedAt === undefined && !value.mustCloseManually;
  const isAdmin = value.role === 'jira-admin';
  return (
    <>
      {value.open === 0 ? null : <RemainingFindings value={value} />}
      {value.lostRights ? (
        <SectionMessage appearance="warning" title={formatMessage('pages.lostRights.title')}>
          <Text>{formatMessage('pages.panel.lostRights')}</Text>
          <Text>{formatMessage(isAdmin ? 'pages.panel.giveBack' : 'pages.panel.askToGiveBack')}</Text>
        </SectionMessage>
      ) : value.open === 0 && !isClosing ? null : (
        <CheckNow
          check={value.check}
          now={value.now}
          refetch={refetch}
          startCheck={() => callApi(panelCalls, 'checkNow', { issue })}
          keepsPolling={isClosing}
        />
      )}
      <PanelApprovals value={value} />
      {isAdmin ? (
        <InternalLink onClick={() => navigate({ page: 'control', control: value.control })}>
          {formatMessage('pages.panel.openApp', { title: controlTextOf(value.control).plainText('title') })}
        </InternalLink>
      ) : null}
    </>
  );
}

function PanelContent({ issue }: { issue: string }): ReactElement {
  const { formatMessage } = usePage();
  const { value, error, refetch } = useApiCall(panelCalls, 'panel', { issue });
  if (value === undefined)
    return error === undefined ? (
      <Spinner size="small" label={formatMessage('pages.loading')} />
    ) : (
      <PanelError error={error} retry={refetch} />
    );
  return (
    <Stack space="space.200">
      <PanelHead value={value} />
      {value.role !== 'viewer' ? (
        <FixerSection value={value} issue={issue} refetch={refetch} />
      ) : value.open === 0 ? null : (
        <Text size="small" color="color.text.subtle">
          {formatMessage('pages.panel.viewer')}
        </Text>
      )}
    </Stack>
  );
}

/** The work item's ID, from the panel's context in Forge. */
function issueIdFrom(extension: unknown): string | undefined {
  if (typeof extension !== 'object' || extension === null || !('issue' in extension)) return undefined;
  const { issue } = extension;
  return typeof issue === 'object' && issue !== null && 'id' in issue ? String(issue.id) : undefined;
}

/** The progress of a work item's fix, for people who don't know the app. */
export function WorkItemPanel(): ReactElement {
  const { formatMessage } = usePage();
  const context = useProductContext();
  if (context === undefined) return <Spinner size="small" label={formatMessage('pages.loading')} />;
  const issue = issueIdFrom(context.extension);
  return issue === undefined ? (
    <Text color="color.text.subtle">{formatMessage('pages.panel.forbidden')}</Text>
  ) : (
    <PanelContent issue={issue} />
  );
}
