import { DynamicTable, Inline, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type LedgerRow } from '../../api/contract/evidence';
import { ask } from '../page/ask';
import { Loading } from '../page/loading';
import { Moment } from '../page/moment';
import { NumberHead } from '../page/number-head';
import { usePage } from '../page/page-context';
import { Pager } from '../page/pager';
import { Person } from '../page/person';
import { Section } from '../page/section';
import { SmallTrouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { detailsOf } from './ledger-words';

function Verify(): ReactElement {
  const { say } = usePage();
  const [outcome, setOutcome] = useState<OutputOf<(typeof adminCalls)['verify']>>();
  const [error, setError] = useState<ApiErrorValue>();
  const [isBusy, setBusy] = useState(false);
  const verify = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await ask(adminCalls, 'verify', {});
    setBusy(false);
    if (answer.is === 'done') setOutcome(answer.value);
    else setError(answer.error);
  };
  return (
    <Stack space="space.100">
      <Inline>
        <LoadingButton
          isLoading={isBusy}
          onClick={() => {
            void verify();
          }}
        >
          {say('pages.evidence.verify')}
        </LoadingButton>
      </Inline>
      {error === undefined ? null : <SmallTrouble error={error} />}
      {outcome === undefined ? null : (
        <SectionMessage appearance={outcome.is === 'whole' ? 'success' : 'error'}>
          <Text>
            {outcome.is === 'whole'
              ? say('pages.evidence.whole', { entries: outcome.entries })
              : say('pages.evidence.broken', { seq: outcome.seq })}
          </Text>
        </SectionMessage>
      )}
    </Stack>
  );
}

function Entries({ entries, now }: { entries: readonly LedgerRow[]; now: number }): ReactElement {
  const page = usePage();
  const { say } = page;
  return (
    <DynamicTable
      label={say('pages.evidence.ledger')}
      head={{
        cells: [
          { key: 'seq', content: <NumberHead>{say('pages.evidence.number')}</NumberHead>, width: 8 },
          { key: 'at', content: say('pages.evidence.at'), width: 14 },
          { key: 'kind', content: say('pages.evidence.kind'), width: 14 },
          { key: 'by', content: say('pages.evidence.by'), width: 16 },
          { key: 'details', content: say('pages.evidence.details'), width: 48 },
        ],
      }}
      rows={entries.map(entry => ({
        key: String(entry.seq),
        cells: [
          { key: 'seq', content: <Text align="end">{entry.seq}</Text> },
          { key: 'at', content: <Moment at={entry.at} now={now} /> },
          { key: 'kind', content: <Text>{say(`pages.evidence.kinds.${entry.kind}`)}</Text> },
          {
            key: 'by',
            content:
              entry.by === undefined ? (
                <Text color="color.text.subtle">{say('pages.evidence.app')}</Text>
              ) : (
                <Person account={entry.by} />
              ),
          },
          { key: 'details', content: <Text>{detailsOf(page, entry)}</Text> },
        ],
      }))}
    />
  );
}

/** Everything that was decided and done, newest first, a page at a time. */
export function Ledger({ now }: { now: number }): ReactElement {
  const { say } = usePage();
  const [before, setBefore] = useState<number>();
  const { value, error, again } = useAsked(adminCalls, 'ledger', before === undefined ? {} : { before });
  const oldest = value?.entries.at(-1)?.seq;
  return (
    <Section title={say('pages.evidence.ledger')}>
      <Text color="color.text.subtle">{say('pages.evidence.ledgerHelp')}</Text>
      <Verify />
      {error === undefined ? null : <SmallTrouble error={error} again={again} />}
      {value === undefined ? (
        error === undefined ? (
          <Loading />
        ) : null
      ) : value.entries.length === 0 ? (
        <Text color="color.text.subtle">{say('pages.evidence.noLedger')}</Text>
      ) : (
        <Entries entries={value.entries} now={now} />
      )}
      {before === undefined && value?.more !== true ? null : (
        <Inline>
          <Pager
            of="pages.evidence.ledger"
            ways={[
              {
                label: 'pages.evidence.newest',
                isDisabled: before === undefined,
                turn: () => setBefore(undefined),
              },
              {
                label: 'pages.evidence.older',
                isDisabled: value?.more !== true,
                turn: () => setBefore(oldest),
              },
            ]}
          />
        </Inline>
      )}
    </Section>
  );
}
