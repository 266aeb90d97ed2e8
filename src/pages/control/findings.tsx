import { Button, ButtonGroup, DynamicTable, Inline, Lozenge, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { FINDINGS_A_PAGE, type FindingRow } from '../../api/contract/control';
import { SEVERITIES } from '../../terms/control-terms';
import { NumberHead } from '../page/number-head';
import { usePage } from '../page/page-context';
import { Person } from '../page/person';
import { Section } from '../page/section';
import { Sentence } from '../page/sentence';
import { SeverityLozenge } from '../page/status';
import { Tickable } from '../page/tickable';
import { timeInSentence } from '../page/time';
import { type ControlValue } from './control-value';
import { lineOf } from './finding-words';
import { type Looking, LookingFor } from './looking-for';
import { ChangedBy, Since } from './since';
import { Subject } from './subject';

/** What else is to be known of one finding, as short lines under it. */
function Remarks({ finding, now }: { finding: FindingRow; now: number }): ReactElement {
  const { say, words, timeZone } = usePage();
  const { state, baseline, origin, returned, added, lastSeen } = finding;
  const at = timeInSentence(lastSeen, now, words.locale, timeZone);
  const remarks = [
    ...(state === 'suspected' || state === 'fading' ? [say(`pages.control.state.${state}`)] : []),
    ...(state === 'unseen' ? [say('pages.control.state.unseen', { at })] : []),
    ...(origin === 'rule' ? [say('pages.control.fromRule')] : []),
    ...(origin === 'date' ? [say('pages.control.fromDate')] : []),
    ...(origin === 'setting' ? [say('pages.control.fromSetting')] : []),
    ...(returned > 0 ? [say('pages.control.returned', { count: returned })] : []),
    ...(added > 0 ? [say('pages.control.wider', { count: added })] : []),
  ];
  return (
    <>
      {baseline ? (
        <Inline>
          <Lozenge>{say('pages.control.baseline')}</Lozenge>
        </Inline>
      ) : null}
      {remarks.map(remark => (
        <Text key={remark} size="small" color="color.text.subtle">
          {remark}
        </Text>
      ))}
    </>
  );
}

type Column = {
  readonly key: string;
  readonly title: string;
  readonly width: number;
  cell(finding: FindingRow): ReactElement;
  /** What rows are sorted by, as text; missing where there is nothing to sort by. */
  rank?(finding: FindingRow): string;
  readonly isNumber?: true;
};

/** What is chosen among the findings, to be said to be meant so. */
export interface Choosing {
  readonly chosen: ReadonlySet<string>;
  choose(keys: ReadonlySet<string>): void;
}

const toggled = (keys: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  new Set(keys.has(key) ? [...keys].filter(each => each !== key) : [...keys, key]);

/** The columns that this control has words for, and those that every finding has. */
function useColumns(value: ControlValue, choosing: Choosing | undefined): readonly Column[] {
  const page = usePage();
  const { say, of } = page;
  const { facts, now, findings } = value;
  const words = of(facts.id);
  const owner = words.column('owner');
  const ownerless = words.column('ownerless');
  const reach = words.column('reach');
  const hasReach = reach !== undefined && findings.some(finding => finding.reach !== undefined);
  return [
    {
      key: 'subject',
      title: words.column('subject') ?? '',
      width: choosing === undefined ? 16 : 24,
      cell: finding =>
        choosing === undefined ? (
          <Subject finding={finding} />
        ) : (
          <Tickable
            id={`choose-${finding.key}`}
            isTicked={choosing.chosen.has(finding.key)}
            toggle={() => choosing.choose(toggled(choosing.chosen, finding.key))}
          >
            <Subject finding={finding} />
          </Tickable>
        ),
      rank: ({ subject }) => subject.name ?? subject.id,
    },
    {
      key: 'line',
      title: words.column('line') ?? '',
      width: 28,
      cell: finding => (
        <Stack space="space.050">
          <Sentence parts={lineOf(page, facts.id, finding)} />
          <Remarks finding={finding} now={now} />
        </Stack>
      ),
      rank: ({ code, key }) => `${code} ${key}`,
    },
    ...(hasReach
      ? [
          {
            key: 'reach',
            title: reach,
            width: 9,
            isNumber: true as const,
            cell: (finding: FindingRow) => (
              <Text align="end">
                {finding.reach === undefined ? '' : say('pages.control.reach', { count: finding.reach })}
              </Text>
            ),
            rank: (finding: FindingRow) => String(finding.reach ?? 0).padStart(8, '0'),
          },
        ]
      : []),
    {
      key: 'severity',
      title: say('pages.control.severity'),
      width: 10,
      cell: ({ severity }) => <SeverityLozenge severity={severity} />,
      rank: ({ severity }) => String(SEVERITIES.indexOf(severity)),
    },
    {
      key: 'since',
      title: say('pages.control.since'),
      width: 14,
      cell: finding => (
        <Stack space="space.025">
          <Since finding={finding} now={now} />
          <ChangedBy finding={finding} />
        </Stack>
      ),
      rank: ({ firstSeen }) => String(firstSeen).padStart(16, '0'),
    },
    ...(owner === undefined
      ? []
      : [
          {
            key: 'owner',
            title: owner,
            width: 12,
            cell: (finding: FindingRow) =>
              finding.owner === undefined && ownerless !== undefined ? (
                <Text>{ownerless}</Text>
              ) : (
                <Person account={finding.owner} />
              ),
            rank: (finding: FindingRow) => finding.owner ?? '~',
          },
        ]),
  ];
}

/** What is open, a page at a time: ten thousand findings must not weigh on the browser. */
export function Findings({
  value,
  looking,
  look,
  choosing,
}: {
  value: ControlValue;
  looking: Looking;
  look: (looking: Looking) => void;
  choosing?: Choosing;
}): ReactElement {
  const { say } = usePage();
  const columns = useColumns(value, choosing);
  const { findings, from, total, found } = value;
  const isLong = total > FINDINGS_A_PAGE;
  const upTo = from + findings.length;
  return (
    <Section title={say('pages.control.findings')}>
      {isLong ? (
        <LookingFor
          looking={looking}
          hasReach={findings.some(({ reach }) => reach !== undefined)}
          change={look}
        />
      ) : null}
      <DynamicTable
        isFixedSize
        label={say('pages.control.findings')}
        emptyView={<Text>{say('pages.control.noneFound')}</Text>}
        head={{
          cells: columns.map(({ key, title, width, rank, isNumber }) => ({
            key,
            content: isNumber === true ? <NumberHead>{title}</NumberHead> : title,
            width,
            // A head sorts what is shown: of a long list that would be a part, which looks like the whole.
            // A head that sorts is a button, which stands at the start of its cell: over numbers that would be the wrong end.
            isSortable: rank !== undefined && !isLong && isNumber !== true,
          })),
        }}
        rows={findings.map(finding => ({
          key: finding.key,
          cells: columns.map(({ key, cell, rank }) => ({
            key: `${key} ${rank?.(finding) ?? finding.key}`,
            content: cell(finding),
          })),
        }))}
      />
      {isLong ? (
        <Inline spread="space-between" alignBlock="center">
          <Text color="color.text.subtle">
            {found === 0 ? '' : say('pages.control.shown', { from: from + 1, to: upTo, total: found })}
          </Text>
          <ButtonGroup label={say('pages.control.findings')}>
            <Button
              isDisabled={from === 0}
              onClick={() => look({ ...looking, from: Math.max(0, from - FINDINGS_A_PAGE) })}
            >
              {say('pages.control.previous')}
            </Button>
            <Button isDisabled={upTo >= found} onClick={() => look({ ...looking, from: upTo })}>
              {say('pages.control.next')}
            </Button>
          </ButtonGroup>
        </Inline>
      ) : null}
    </Section>
  );
}
