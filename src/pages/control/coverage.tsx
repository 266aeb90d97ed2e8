import { DynamicTable, Lozenge, type LozengeProps, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { Moment } from '../page/moment';
import { NumberHead } from '../page/number-head';
import { usePage } from '../page/page-context';
import { type ControlValue } from './control-value';

type Coverage = ControlValue['evidence'][number];

const LOOK: Readonly<Record<Coverage['state'], NonNullable<LozengeProps['appearance']>>> = {
  complete: 'success',
  partial: 'moved',
  absent: 'removed',
};

/** How much of a source was read. */
export function CoverageState({ state }: { state: Coverage['state'] }): ReactElement {
  const { say } = usePage();
  return <Lozenge appearance={LOOK[state]}>{say(`pages.coverage.state.${state}`)}</Lozenge>;
}

/** `n of N`, or `n` where Jira tells no total. */
export function CoverageCount({ read, of }: Pick<Coverage, 'read' | 'of'>): ReactElement {
  const { say } = usePage();
  return (
    <Text align="end">
      {of === undefined
        ? say('pages.coverage.countOnly', { read })
        : say('pages.coverage.count', { read, of })}
    </Text>
  );
}

/** The sources that a control rests on. */
export function ControlCoverage({ value }: { value: ControlValue }): ReactElement {
  const { say } = usePage();
  if (value.evidence.length === 0) return <Text color="color.text.subtle">{say('pages.coverage.none')}</Text>;
  return (
    <DynamicTable
      label={say('pages.coverage.label')}
      head={{
        cells: [
          { key: 'source', content: say('pages.coverage.source'), width: 40 },
          { key: 'state', content: say('pages.rows.head.status'), width: 20 },
          { key: 'read', content: <NumberHead>{say('pages.coverage.read')}</NumberHead>, width: 20 },
          { key: 'asOf', content: say('pages.coverage.asOf'), width: 20 },
        ],
      }}
      rows={value.evidence.map(({ source, state, read, of, asOf }) => ({
        key: source,
        cells: [
          { key: `source ${source}`, content: <Text>{say(`terms.source.${source}`)}</Text> },
          { key: `state ${source}`, content: <CoverageState state={state} /> },
          {
            key: `read ${source}`,
            content: <CoverageCount read={read} {...(of === undefined ? {} : { of })} />,
          },
          {
            key: `asOf ${source}`,
            content:
              asOf === undefined ? (
                <Text color="color.text.subtlest">{say('pages.rows.neverRead')}</Text>
              ) : (
                <Moment at={asOf} now={value.now} />
              ),
          },
        ],
      }))}
    />
  );
}
