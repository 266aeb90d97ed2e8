import { DynamicTable, Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type AuditEntryRow } from '../../api/contract/evidence';
import { callApi } from '../shared/call-api';
import { Loading } from '../shared/loading';
import { RelativeTime } from '../shared/relative-time';
import { NumberColumnHeader } from '../shared/number-column-header';
import { usePage } from '../shared/page-context';
import { Pager } from '../shared/pager';
import { Person } from '../shared/person';
import { Section } from '../shared/section';
import { InlineError } from '../shared/page-errors';
import { useApiCall } from '../shared/use-api-call';
import { formatAuditEntry } from './audit-entry-message';

function AuditTrailVerification(): ReactElement {
  const { formatMessage } = usePage();
  const [result, setResult] = useState<OutputOf<(typeof adminCalls)['verifyAuditTrail']>>();
  const [error, setError] = useState<ApiErrorValue>();
  const [isBusy, setBusy] = useState(false);
  const runVerification = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await callApi(adminCalls, 'verifyAuditTrail', {});
    setBusy(false);
    if (answer.is === 'done') setResult(answer.value);
    else setError(answer.error);
  };
  return (
    <Stack space="space.100">
      <Inline>
        <LoadingButton
          isLoading={isBusy}
          onClick={() => {
            void runVerification();
          }}
        >
          {formatMessage('pages.evidence.verify')}
        </LoadingButton>
      </Inline>
      {error === undefined ? null : <InlineError error={error} />}
      {result === undefined ? null : (
        <SectionMessage appearance={result.is === 'whole' ? 'success' : 'error'}>
          <Text>
            {result.is === 'whole'
              ? formatMessage('pages.evidence.whole', { entries: result.entries })
              : formatMessage('pages.evidence.broken', { seq: result.seq })}
          </Text>
        </SectionMessage>
      )}
    </Stack>
  );
}

function AuditEntriesTable({
  entries,
  now,
}: {
  entries: readonly AuditEntryRow[];
  now: number;
}): ReactElement {
  const page = usePage();
  const { formatMessage } = page;
  return (
    <DynamicTable
      label={formatMessage('pages.evidence.auditTrail')}
      head={{
        cells: [
          {
            key: 'seq',
            content: <NumberColumnHeader>{formatMessage('pages.evidence.number')}</NumberColumnHeader>,
            width: 8,
          },
          { key: 'at', content: formatMessage('pages.evidence.at'), width: 14 },
          { key: 'kind', content: formatMessage('pages.evidence.kind'), width: 14 },
          { key: 'by', content: formatMessage('pages.evidence.by'), width: 16 },
          { key: 'details', content: formatMessage('pages.evidence.details'), width: 48 },
        ],
      }}
      rows={entries.map(entry => ({
        key: String(entry.seq),
        cells: [
          { key: 'seq', content: <Text align="end">{entry.seq}</Text> },
          { key: 'at', content: <RelativeTime at={entry.at} now={now} /> },
          { key: 'kind', content: <Text>{formatMessage(`pages.evidence.kinds.${entry.kind}`)}</Text> },
          {
            key: 'by',
            content:
              entry.by === undefined ? (
                <Text color="color.text.subtle">{formatMessage('pages.evidence.app')}</Text>
              ) : (
                <Person account={entry.by} />
              ),
          },
          { key: 'details', content: <Text>{formatAuditEntry(page, entry)}</Text> },
        ],
      }))}
    />
  );
}

/** The audit trail, newest first, one page at a time. */
export function AuditTrailSection({ now }: { now: number }): ReactElement {
  const { formatMessage } = usePage();
  const [beforeSeq, setBeforeSeq] = useState<number>();
  const { value, error, refetch } = useApiCall(
    adminCalls,
    'auditTrail',
    beforeSeq === undefined ? {} : { before: beforeSeq },
  );
  const oldest = value?.entries.at(-1)?.seq;
  return (
    <Section title={formatMessage('pages.evidence.auditTrail')}>
      <Text color="color.text.subtle">{formatMessage('pages.evidence.auditTrailHelp')}</Text>
      <AuditTrailVerification />
      {error === undefined ? null : <InlineError error={error} retry={refetch} />}
      {value === undefined ? (
        error === undefined ? (
          <Loading />
        ) : null
      ) : value.entries.length === 0 ? (
        <Text color="color.text.subtle">{formatMessage('pages.evidence.noAuditTrail')}</Text>
      ) : (
        <AuditEntriesTable entries={value.entries} now={now} />
      )}
      {beforeSeq === undefined && value?.hasMore !== true ? null : (
        <Inline>
          <Pager
            labelKey="pages.evidence.auditTrail"
            buttons={[
              {
                label: 'pages.evidence.newest',
                isDisabled: beforeSeq === undefined,
                onPress: () => setBeforeSeq(undefined),
              },
              {
                label: 'pages.evidence.older',
                isDisabled: value?.hasMore !== true,
                onPress: () => setBeforeSeq(oldest),
              },
            ]}
          />
        </Inline>
      )}
    </Section>
  );
}
