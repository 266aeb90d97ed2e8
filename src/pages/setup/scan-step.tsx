import { DynamicTable, Inline, List, ListItem, LoadingButton, Spinner, Stack, Text } from '@forge/react';
import { showFlag } from '@forge/bridge';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { adminCalls } from '../../api/contract';
import { type ScanProgress } from '../../api/contract/control-definition';
import { type ChecklistPageValue } from '../checklist/checklist-values';
import { emptyRowFilter, filterRows } from '../checklist/row-filter';
import { countOpenFindings, sumOpenFindings } from '../../domain/checklist';
import { buildScanFlag } from '../checklist/scan-now-button';
import { ScanProgressBar } from '../checklist/scan-progress-bar';
import { CoverageCount } from '../control/source-coverage';
import { callApi } from '../shared/call-api';
import { NumberColumnHeader } from '../shared/number-column-header';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { Sentence } from '../shared/sentence';
import { StatusLozenge } from '../shared/lozenges';
import { InlineError } from '../shared/page-errors';
import { StepFooter, type StepNavigation } from './step-footer';
import { isEverySourceRead } from './setup-steps';

const MAX_ROWS = 5;

function Introduction(): ReactElement {
  const { formatMessage, messages } = usePage();
  return (
    <Stack space="space.200">
      <Text size="large">{formatMessage('pages.setup.welcome')}</Text>
      {(['reads', 'never'] as const).map(list => (
        <Stack key={list} space="space.050">
          <Text weight="semibold">{formatMessage(`pages.setup.${list}Title`)}</Text>
          <List type="unordered">
            {messages.list(`pages.setup.${list}`).map((parts, index) => (
              <ListItem key={index}>
                <Sentence parts={parts} />
              </ListItem>
            ))}
          </List>
        </Stack>
      ))}
    </Stack>
  );
}

/** Counts per source during the scan. */
function SourceProgressTable({ scan }: { scan: ScanProgress }): ReactElement {
  const { formatMessage } = usePage();
  return (
    <Stack space="space.200" alignInline="stretch">
      <ScanProgressBar scan={scan} />
      <Text color="color.text.subtle">{formatMessage('pages.setup.reading')}</Text>
      <DynamicTable
        label={formatMessage('pages.evidence.sources')}
        head={{
          cells: [
            { key: 'source', content: formatMessage('pages.coverage.source'), width: 60 },
            { key: 'state', content: formatMessage('pages.rows.head.status'), width: 20 },
            {
              key: 'read',
              content: <NumberColumnHeader>{formatMessage('pages.coverage.read')}</NumberColumnHeader>,
              width: 20,
            },
          ],
        }}
        rows={scan.sources.map(({ source, state, read, of }) => ({
          key: source,
          cells: [
            { key: 'source', content: <Text>{formatMessage(`terms.source.${source}`)}</Text> },
            {
              key: 'state',
              content:
                state === 'reading' ? (
                  <Inline space="space.075" alignBlock="center">
                    <Spinner size="small" label={formatMessage('pages.setup.state.reading')} />
                    <Text color="color.text.subtle">{formatMessage('pages.setup.state.reading')}</Text>
                  </Inline>
                ) : (
                  <Text color="color.text.subtle">{formatMessage(`pages.setup.state.${state}`)}</Text>
                ),
            },
            {
              key: 'read',
              content: (
                <CoverageCount
                  {...(read === undefined ? {} : { read })}
                  {...(of === undefined ? {} : { of })}
                />
              ),
            },
          ],
        }))}
      />
    </Stack>
  );
}

function WorstControls({ pageValue }: { pageValue: ChecklistPageValue }): ReactElement {
  const { formatMessage, controlTextOf } = usePage();
  const rows = pageValue.checklist?.rows ?? [];
  const worstRows = filterRows(rows, pageValue.controls, emptyRowFilter, () => '')
    .filter(({ status }) => status === 'not-met')
    .slice(0, MAX_ROWS);
  return (
    <Stack space="space.200" alignInline="stretch">
      <Text size="large" weight="medium">
        {formatMessage(
          isEverySourceRead(pageValue) ? 'pages.setup.readDone' : 'pages.setup.readSoFar',
          sumOpenFindings(rows),
        )}
      </Text>
      {worstRows.length === 0 ? null : (
        <Section title={formatMessage('pages.setup.worst')}>
          {worstRows.map(row => (
            <Inline key={row.control} space="space.150" alignBlock="center">
              <StatusLozenge status={row.status} openCount={countOpenFindings(row)} />
              <Text>{controlTextOf(row.control).plainText('title')}</Text>
            </Inline>
          ))}
        </Section>
      )}
    </Stack>
  );
}

/** What the app reads and never does, then the scan's progress, then its worst findings. */
export function ScanStep({
  pageValue,
  onScanRequested,
  navigation,
}: {
  pageValue: ChecklistPageValue;
  onScanRequested: () => void;
  navigation: StepNavigation;
}): ReactElement {
  const page = usePage();
  const { formatMessage, takesFocus } = page;
  const [error, setError] = useState<ApiErrorValue>();
  const [isBusy, setBusy] = useState(false);
  const requestScan = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await callApi(adminCalls, 'scanNow', {});
    if (answer.is === 'done') {
      if (answer.value.is !== 'asked') showFlag({ id: 'scan-now', ...buildScanFlag(page, answer.value) });
      if (answer.value.is === 'paused') setBusy(false);
      return onScanRequested();
    }
    setBusy(false);
    return setError(answer.error);
  };
  const { scan, checklist } = pageValue;
  return (
    <Stack space="space.300" alignInline="stretch">
      {checklist === undefined ? <Introduction /> : <WorstControls pageValue={pageValue} />}
      {error === undefined ? null : <InlineError error={error} />}
      {scan === undefined ? null : <SourceProgressTable scan={scan} />}
      {scan === undefined && checklist === undefined ? (
        <Inline>
          <LoadingButton
            appearance="primary"
            autoFocus={takesFocus}
            isLoading={isBusy}
            onClick={() => {
              void requestScan();
            }}
          >
            {formatMessage('pages.setup.begin')}
          </LoadingButton>
        </Inline>
      ) : null}
      {checklist === undefined ? null : (
        <StepFooter navigation={navigation} state="done" takesFocus={takesFocus} />
      )}
    </Stack>
  );
}
