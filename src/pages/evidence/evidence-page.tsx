import { Box, Button, DynamicTable, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { buildCoverageCells } from '../control/source-coverage';
import { ScanNowButton } from '../checklist/scan-now-button';
import { ScanProgressBar } from '../checklist/scan-progress-bar';
import { EmptyState } from '../shared/empty-state';
import { Loading } from '../shared/loading';
import { NumberColumnHeader } from '../shared/number-column-header';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { LostRightsMessage, InlineError, PageError } from '../shared/page-errors';
import { useApiCall } from '../shared/use-api-call';
import { ScanFacts } from './scan-facts';
import { AuditTrailSection } from './audit-trail-section';

type EvidenceValue = OutputOf<(typeof adminCalls)['evidence']>;

function SourcesTable({ value, refresh }: { value: EvidenceValue; refresh: ReactElement }): ReactElement {
  const { formatMessage } = usePage();
  return (
    <Section title={formatMessage('pages.evidence.sources')} actions={refresh}>
      <DynamicTable
        label={formatMessage('pages.evidence.sources')}
        head={{
          cells: [
            { key: 'source', content: formatMessage('pages.coverage.source'), width: 34 },
            { key: 'state', content: formatMessage('pages.rows.head.status'), width: 14 },
            {
              key: 'read',
              content: <NumberColumnHeader>{formatMessage('pages.coverage.read')}</NumberColumnHeader>,
              width: 16,
            },
            { key: 'asOf', content: formatMessage('pages.coverage.asOf'), width: 16 },
            { key: 'rests', content: formatMessage('pages.evidence.rests'), width: 20 },
          ],
        }}
        rows={value.coverage.map(coverage => {
          const { source, controls } = coverage;
          return {
            key: source,
            cells: [
              ...buildCoverageCells(coverage, value.now, formatMessage),
              {
                key: `rests ${source}`,
                content: <Text>{formatMessage('pages.evidence.restsOn', { count: controls.length })}</Text>,
              },
            ],
          };
        })}
      />
    </Section>
  );
}

/** The evidence: sources, scans with their cost, and the audit trail. */
export function EvidencePage(): ReactElement {
  const { formatMessage, takesFocus } = usePage();
  const { value, error, loading, refetch } = useApiCall(adminCalls, 'evidence', {});
  if (value === undefined)
    return error === undefined ? <Loading /> : <PageError error={error} retry={refetch} />;
  return (
    <Box paddingBlock="space.200">
      <Stack space="space.400" alignInline="stretch">
        {error === undefined ? null : <InlineError error={error} retry={refetch} />}
        {value.lostRights ? <LostRightsMessage /> : null}
        {value.scan === undefined ? null : <ScanProgressBar scan={value.scan} />}
        <ScanFacts value={value} />
        {value.coverage.length === 0 ? (
          <EmptyState
            title={formatMessage('pages.evidence.noSources')}
            meaning={formatMessage('pages.evidence.noSourcesMeaning')}
          >
            <ScanNowButton
              label="pages.setup.begin"
              isRunning={value.scan !== undefined}
              onRequested={refetch}
            />
          </EmptyState>
        ) : (
          <SourcesTable
            value={value}
            refresh={
              <Button autoFocus={takesFocus} isDisabled={loading} onClick={refetch}>
                {formatMessage('pages.evidence.refresh')}
              </Button>
            }
          />
        )}
        <AuditTrailSection now={value.now} />
      </Stack>
    </Box>
  );
}
