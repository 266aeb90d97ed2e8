import { Box, Button, DynamicTable, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { coverageCells } from '../control/coverage';
import { SweepNow } from '../checklist/sweep-now';
import { SweepProgress } from '../checklist/sweep-progress';
import { Instead } from '../page/instead';
import { Loading } from '../page/loading';
import { NumberHead } from '../page/number-head';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { LostRights, SmallTrouble, Trouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { Facts } from './facts';
import { Ledger } from './ledger';

type Value = OutputOf<(typeof adminCalls)['evidence']>;

function Sources({ value, refresh }: { value: Value; refresh: ReactElement }): ReactElement {
  const { say } = usePage();
  return (
    <Section title={say('pages.evidence.sources')} actions={refresh}>
      <DynamicTable
        label={say('pages.evidence.sources')}
        head={{
          cells: [
            { key: 'source', content: say('pages.coverage.source'), width: 34 },
            { key: 'state', content: say('pages.rows.head.status'), width: 14 },
            { key: 'read', content: <NumberHead>{say('pages.coverage.read')}</NumberHead>, width: 16 },
            { key: 'asOf', content: say('pages.coverage.asOf'), width: 16 },
            { key: 'rests', content: say('pages.evidence.rests'), width: 20 },
          ],
        }}
        rows={value.coverage.map(coverage => {
          const { source, controls } = coverage;
          return {
            key: source,
            cells: [
              ...coverageCells(coverage, value.now, say),
              {
                key: `rests ${source}`,
                content: <Text>{say('pages.evidence.restsOn', { count: controls.length })}</Text>,
              },
            ],
          };
        })}
      />
    </Section>
  );
}

/** What the checklist rests on: sources, sweeps and what they cost, and the record of everything. */
export function EvidencePage(): ReactElement {
  const { say, takesFocus } = usePage();
  const { value, error, loading, again } = useAsked(adminCalls, 'evidence', {});
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  return (
    <Box paddingBlock="space.200">
      <Stack space="space.400" alignInline="stretch">
        {error === undefined ? null : <SmallTrouble error={error} again={again} />}
        {value.lostRights ? <LostRights /> : null}
        {value.sweep === undefined ? null : <SweepProgress sweep={value.sweep} />}
        <Facts value={value} />
        {value.coverage.length === 0 ? (
          <Instead title={say('pages.evidence.noSources')} meaning={say('pages.evidence.noSourcesMeaning')}>
            <SweepNow label="pages.start.begin" isRunning={value.sweep !== undefined} asked={again} />
          </Instead>
        ) : (
          <Sources
            value={value}
            refresh={
              <Button autoFocus={takesFocus} isDisabled={loading} onClick={again}>
                {say('pages.evidence.refresh')}
              </Button>
            }
          />
        )}
        <Ledger now={value.now} />
      </Stack>
    </Box>
  );
}
