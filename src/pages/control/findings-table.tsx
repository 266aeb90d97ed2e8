import { DynamicTable, Inline, Lozenge, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { FINDINGS_PER_PAGE, type FindingRow } from '../../api/contract/control';
import { SEVERITIES } from '../../domain/control-attributes';
import { NumberColumnHeader } from '../shared/number-column-header';
import { usePage } from '../shared/page-context';
import { Pager } from '../shared/pager';
import { Person } from '../shared/person';
import { Section } from '../shared/section';
import { Sentence } from '../shared/sentence';
import { SeverityLozenge } from '../shared/lozenges';
import { LabeledCheckbox } from '../shared/labeled-checkbox';
import { formatTimeInSentence } from '../shared/time-format';
import { type ControlValue } from './control-value';
import { buildFindingLine, dropSubject } from './finding-message';
import { type FindingsView, FindingsViewControls } from './findings-view';
import { FindingChangedBy, FindingSince } from './finding-history';
import { FindingSubjectLink } from './finding-subject-link';

/** Remarks about a finding, as short lines below it. */
function FindingRemarks({ finding, now }: { finding: FindingRow; now: number }): ReactElement {
  const { formatMessage, messages, timeZone } = usePage();
  const { state, baseline, origin, returned, added, lastSeen } = finding;
  const at = formatTimeInSentence(lastSeen, now, messages.locale, timeZone);
  const remarks = [
    ...(state === 'unconfirmed' || state === 'closing'
      ? [formatMessage(`pages.control.state.${state}`)]
      : []),
    ...(state === 'stale' ? [formatMessage('pages.control.state.stale', { at })] : []),
    ...(origin === 'rule' ? [formatMessage('pages.control.fromRule')] : []),
    ...(origin === 'expiry' ? [formatMessage('pages.control.fromExpiry')] : []),
    ...(origin === 'setting' ? [formatMessage('pages.control.fromSetting')] : []),
    ...(returned > 0 ? [formatMessage('pages.control.returned', { count: returned })] : []),
    ...(added > 0 ? [formatMessage('pages.control.wider', { count: added })] : []),
  ];
  return (
    <>
      {baseline ? (
        <Inline>
          <Lozenge>{formatMessage('pages.control.baseline')}</Lozenge>
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

/** The owner who fixes the finding; without an owner, the people who can. */
function FindingOwner({
  finding: { owner },
  fixedBy,
}: {
  finding: FindingRow;
  fixedBy: ControlValue['definition']['fixer'];
}): ReactElement {
  const { formatMessage } = usePage();
  return owner === undefined && fixedBy === 'jira-admin' ? (
    <Text color="color.text.subtle">{formatMessage(`terms.fixer.${fixedBy}`)}</Text>
  ) : (
    <Person account={owner} />
  );
}

type FindingsColumn = {
  readonly key: string;
  readonly title: string;
  readonly width: number;
  cell(finding: FindingRow): ReactElement;
  /** The text to sort rows by; missing if the column can't be sorted. */
  rank?(finding: FindingRow): string;
  readonly isNumber?: true;
};

/** The findings selected for approval. */
export interface FindingSelection {
  readonly selectedKeys: ReadonlySet<string>;
  select(keys: ReadonlySet<string>): void;
}

const toggleKey = (keys: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  new Set(keys.has(key) ? [...keys].filter(each => each !== key) : [...keys, key]);

/** The columns for which the control has texts, and those that every finding has. */
function useColumns(value: ControlValue, selection: FindingSelection | undefined): readonly FindingsColumn[] {
  const page = usePage();
  const { formatMessage, controlTextOf } = page;
  const { definition, now, findings } = value;
  const controlText = controlTextOf(definition.id);
  const ownerTitle = controlText.columnTitle('owner');
  /** A scheme can have several findings, so the permission is shown to distinguish their rows. */
  const renderSubject = (finding: FindingRow): ReactElement => {
    const permissionParts = controlText.grantCell(finding, 'may', undefined);
    return permissionParts === undefined ? (
      <FindingSubjectLink finding={finding} />
    ) : (
      <Stack space="space.025">
        <FindingSubjectLink finding={finding} />
        <Sentence parts={permissionParts} size="small" color="color.text.subtle" />
      </Stack>
    );
  };
  const reachTitle = controlText.columnTitle('reach');
  const hasReach = reachTitle !== undefined && findings.some(finding => finding.reach !== undefined);
  return [
    {
      key: 'subject',
      title: controlText.columnTitle('subject') ?? '',
      width: selection === undefined ? 18 : 22,
      cell: finding =>
        selection === undefined ? (
          renderSubject(finding)
        ) : (
          <LabeledCheckbox
            id={`choose-${finding.key}`}
            isChecked={selection.selectedKeys.has(finding.key)}
            onToggle={() => selection.select(toggleKey(selection.selectedKeys, finding.key))}
          >
            {renderSubject(finding)}
          </LabeledCheckbox>
        ),
      rank: ({ subject }) => subject.name ?? subject.id,
    },
    {
      key: 'line',
      title: controlText.columnTitle('line') ?? '',
      width: 34,
      cell: finding => (
        <Stack space="space.050">
          <Sentence parts={dropSubject(page, buildFindingLine(page, definition.id, finding), finding)} />
          <FindingRemarks finding={finding} now={now} />
        </Stack>
      ),
      rank: ({ code, key }) => `${code} ${key}`,
    },
    ...(hasReach
      ? [
          {
            key: 'reach',
            title: reachTitle,
            width: 8,
            isNumber: true as const,
            cell: (finding: FindingRow) => (
              <Text align="end">
                {finding.reach === undefined
                  ? ''
                  : formatMessage('pages.control.reach', { count: finding.reach })}
              </Text>
            ),
            rank: (finding: FindingRow) => String(finding.reach ?? 0).padStart(8, '0'),
          },
        ]
      : []),
    {
      key: 'severity',
      title: formatMessage('pages.control.severity'),
      width: 10,
      cell: ({ severity }) => <SeverityLozenge severity={severity} />,
      rank: ({ severity }) => String(SEVERITIES.indexOf(severity)),
    },
    {
      key: 'since',
      title: formatMessage('pages.control.since'),
      width: 14,
      cell: finding => (
        <Stack space="space.025">
          <FindingSince finding={finding} now={now} />
          <FindingChangedBy finding={finding} />
        </Stack>
      ),
      rank: ({ firstSeen }) => String(firstSeen).padStart(16, '0'),
    },
    ...(ownerTitle === undefined
      ? []
      : [
          {
            key: 'owner',
            title: ownerTitle,
            width: 12,
            cell: (finding: FindingRow) => <FindingOwner finding={finding} fixedBy={definition.fixer} />,
            rank: (finding: FindingRow) => finding.owner ?? '~',
          },
        ]),
  ];
}

/** The open findings, one page at a time, so that ten thousand findings don't slow down the browser. */
export function FindingsTable({
  value,
  view,
  changeView,
  selection,
}: {
  value: ControlValue;
  view: FindingsView;
  changeView: (view: FindingsView) => void;
  selection?: FindingSelection;
}): ReactElement {
  const { formatMessage } = usePage();
  const columns = useColumns(value, selection);
  const { findings, from, total, matchCount } = value;
  const isPaged = total > FINDINGS_PER_PAGE;
  const lastShown = from + findings.length;
  return (
    <Section title={formatMessage('pages.control.findings')}>
      {isPaged ? (
        <FindingsViewControls
          view={view}
          hasReach={findings.some(({ reach }) => reach !== undefined)}
          onChange={changeView}
        />
      ) : null}
      <DynamicTable
        isFixedSize
        label={formatMessage('pages.control.findings')}
        emptyView={<Text>{formatMessage('pages.control.noneFound')}</Text>}
        head={{
          cells: columns.map(({ key, title, width, rank, isNumber }) => ({
            key,
            content: isNumber === true ? <NumberColumnHeader>{title}</NumberColumnHeader> : title,
            width,
            // Sorting a column would sort only the visible page, so a paged table can't be sorted by column. Sortable
            // headers are left-aligned buttons, so number columns can't be sorted either.
            isSortable: rank !== undefined && !isPaged && isNumber !== true,
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
      {isPaged ? (
        <Inline spread="space-between" alignBlock="center">
          <Text color="color.text.subtle">
            {matchCount === 0
              ? ''
              : formatMessage('pages.control.shown', { from: from + 1, to: lastShown, total: matchCount })}
          </Text>
          <Pager
            labelKey="pages.control.findings"
            buttons={[
              {
                label: 'pages.control.previous',
                isDisabled: from === 0,
                onPress: () => changeView({ ...view, from: Math.max(0, from - FINDINGS_PER_PAGE) }),
              },
              {
                label: 'pages.control.next',
                isDisabled: lastShown >= matchCount,
                onPress: () => changeView({ ...view, from: lastShown }),
              },
            ]}
          />
        </Inline>
      ) : null}
    </Section>
  );
}
