import { DynamicTable, Inline, List, ListItem, LoadingButton, Spinner, Stack, Text } from '@forge/react';
import { showFlag } from '@forge/bridge';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls } from '../../api/contract';
import { type Progress } from '../../api/contract/facts';
import { type Home } from '../checklist/home-value';
import { everyRow, rowsThrough } from '../checklist/row-filter';
import { openIn, openInAll } from '../../terms/checklist';
import { scanFlag } from '../checklist/sweep-now';
import { SweepProgress } from '../checklist/sweep-progress';
import { CoverageCount } from '../control/coverage';
import { ask } from '../page/ask';
import { NumberHead } from '../page/number-head';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { Sentence } from '../page/sentence';
import { StatusLozenge } from '../page/status';
import { SmallTrouble } from '../page/trouble';
import { StepEnd, type StepWays } from './step-end';
import { isAllRead } from './steps';

const WORST = 5;

function Promises(): ReactElement {
  const { say, words } = usePage();
  return (
    <Stack space="space.200">
      <Text size="large">{say('pages.start.welcome')}</Text>
      {(['reads', 'never'] as const).map(list => (
        <Stack key={list} space="space.050">
          <Text weight="semibold">{say(`pages.start.${list}Title`)}</Text>
          <List type="unordered">
            {words.list(`pages.start.${list}`).map((parts, index) => (
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

/** Counts per source as they land. */
function Landing({ sweep }: { sweep: Progress }): ReactElement {
  const { say } = usePage();
  return (
    <Stack space="space.200" alignInline="stretch">
      <SweepProgress sweep={sweep} />
      <Text color="color.text.subtle">{say('pages.start.reading')}</Text>
      <DynamicTable
        label={say('pages.evidence.sources')}
        head={{
          cells: [
            { key: 'source', content: say('pages.coverage.source'), width: 60 },
            { key: 'state', content: say('pages.rows.head.status'), width: 20 },
            { key: 'read', content: <NumberHead>{say('pages.coverage.read')}</NumberHead>, width: 20 },
          ],
        }}
        rows={sweep.sources.map(({ source, state, read, of }) => ({
          key: source,
          cells: [
            { key: 'source', content: <Text>{say(`terms.source.${source}`)}</Text> },
            {
              key: 'state',
              content:
                state === 'reading' ? (
                  <Inline space="space.075" alignBlock="center">
                    <Spinner size="small" label={say('pages.start.state.reading')} />
                    <Text color="color.text.subtle">{say('pages.start.state.reading')}</Text>
                  </Inline>
                ) : (
                  <Text color="color.text.subtle">{say(`pages.start.state.${state}`)}</Text>
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

function Worst({ home }: { home: Home }): ReactElement {
  const { say, of } = usePage();
  const rows = home.checklist?.rows ?? [];
  const worst = rowsThrough(rows, home.controls, everyRow, () => '')
    .filter(({ status }) => status === 'not-met')
    .slice(0, WORST);
  return (
    <Stack space="space.200" alignInline="stretch">
      <Text size="large" weight="medium">
        {say(isAllRead(home) ? 'pages.start.readDone' : 'pages.start.readSoFar', openInAll(rows))}
      </Text>
      {worst.length === 0 ? null : (
        <Section title={say('pages.start.worst')}>
          {worst.map(row => (
            <Inline key={row.control} space="space.150" alignBlock="center">
              <StatusLozenge status={row.status} open={openIn(row)} />
              <Text>{of(row.control).plain('title')}</Text>
            </Inline>
          ))}
        </Section>
      )}
    </Stack>
  );
}

/** What the app reads and never does; then reading itself, as it happens; then the worst of what it found. */
export function ReadStep({
  home,
  asked,
  ways,
}: {
  home: Home;
  asked: () => void;
  ways: StepWays;
}): ReactElement {
  const page = usePage();
  const { say, takesFocus } = page;
  const [error, setError] = useState<ApiErrorValue>();
  const [isBusy, setBusy] = useState(false);
  const begin = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const answer = await ask(adminCalls, 'sweepNow', {});
    if (answer.is === 'done') {
      if (answer.value.is !== 'asked') showFlag({ id: 'sweep-now', ...scanFlag(page, answer.value) });
      if (answer.value.is === 'paused') setBusy(false);
      return asked();
    }
    setBusy(false);
    return setError(answer.error);
  };
  const { sweep, checklist } = home;
  return (
    <Stack space="space.300" alignInline="stretch">
      {checklist === undefined ? <Promises /> : <Worst home={home} />}
      {error === undefined ? null : <SmallTrouble error={error} />}
      {sweep === undefined ? null : <Landing sweep={sweep} />}
      {sweep === undefined && checklist === undefined ? (
        <Inline>
          <LoadingButton
            appearance="primary"
            autoFocus={takesFocus}
            isLoading={isBusy}
            onClick={() => {
              void begin();
            }}
          >
            {say('pages.start.begin')}
          </LoadingButton>
        </Inline>
      ) : null}
      {checklist === undefined ? null : <StepEnd ways={ways} is="done" takesFocus={takesFocus} />}
    </Stack>
  );
}
