import {
  Box,
  Button,
  Inline,
  Label,
  Select,
  Stack,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Textfield,
  xcss,
} from '@forge/react';
import { type ReactElement } from 'react';
import { AREAS } from '../../domain/control-attributes';
import { CONTROL_STATUSES } from '../../domain/verdict';
import { EmptyState } from '../shared/empty-state';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { type ChecklistPageValue, type ChecklistRowValue } from './checklist-values';
import { emptyRowFilter, isFiltered, type RowFilter, filterRows } from './row-filter';
import { ChecklistTable } from './checklist-table';

const FIXED_BY_OPTIONS = ['jira-admin', 'object-owner', 'space-admin', 'organization-admin'] as const;

const filterField = xcss({ width: '168px' });
/** By default, a tab panel is only as wide as its content. */
const tabPanelBox = xcss({ width: '100%', paddingBlock: 'space.150' });

interface FilterOption<V extends string> {
  readonly label: string;
  readonly value: V | '';
}

/** Selects one value or any. */
function FilterSelect<V extends string>({
  id,
  label,
  anyLabel,
  options,
  selected,
  onSelect,
}: {
  id: string;
  label: string;
  anyLabel: string;
  options: readonly FilterOption<V>[];
  selected: V | undefined;
  onSelect: (value: V | undefined) => void;
}): ReactElement {
  const all: readonly FilterOption<V>[] = [{ label: anyLabel, value: '' }, ...options];
  return (
    <Box xcss={filterField}>
      <Label labelFor={id}>{label}</Label>
      <Select
        inputId={id}
        spacing="compact"
        options={[...all]}
        value={all.find(({ value }) => value === (selected ?? ''))}
        onChange={(option: FilterOption<V> | null) =>
          onSelect(option === null || option.value === '' ? undefined : option.value)
        }
      />
    </Box>
  );
}

function RowFilters({
  filter,
  onFilterChange,
  rows,
  me,
}: {
  filter: RowFilter;
  onFilterChange: (filter: RowFilter) => void;
  rows: readonly ChecklistRowValue[];
  me: string | undefined;
}): ReactElement {
  const { formatMessage } = usePage();
  const ownsRows = me !== undefined && rows.some(({ owner }) => owner === me);
  return (
    <Inline space="space.150" rowSpace="space.100" alignBlock="end" shouldWrap>
      <Box xcss={filterField}>
        <Label labelFor="row-search">{formatMessage('pages.rows.search')}</Label>
        <Textfield
          id="row-search"
          isCompact
          placeholder={formatMessage('pages.rows.searchHint')}
          value={filter.text}
          onChange={event => onFilterChange({ ...filter, text: String(event.target.value ?? '') })}
        />
      </Box>
      <FilterSelect
        id="row-status"
        label={formatMessage('pages.rows.status')}
        anyLabel={formatMessage('pages.rows.anyStatus')}
        options={CONTROL_STATUSES.map(value => ({ label: formatMessage(`terms.status.${value}`), value }))}
        selected={filter.status}
        onSelect={status => onFilterChange({ ...filter, status })}
      />
      <FilterSelect
        id="row-owner"
        label={formatMessage('pages.rows.owner')}
        anyLabel={formatMessage('pages.rows.anyOwner')}
        options={[
          ...(ownsRows ? [{ label: formatMessage('pages.rows.ownerMe'), value: me }] : []),
          { label: formatMessage('pages.rows.ownerNobody'), value: 'nobody' },
        ]}
        selected={filter.owner}
        onSelect={owner => onFilterChange({ ...filter, owner })}
      />
      <FilterSelect
        id="row-fixer"
        label={formatMessage('pages.rows.fixer')}
        anyLabel={formatMessage('pages.rows.anyFixer')}
        options={FIXED_BY_OPTIONS.map(value => ({ label: formatMessage(`terms.fixer.${value}`), value }))}
        selected={filter.fixedBy}
        onSelect={fixedBy => onFilterChange({ ...filter, fixedBy })}
      />
    </Inline>
  );
}

/** All controls by area, filtered. The parent keeps the filter. */
export function ChecklistRows({
  rows,
  controls,
  now,
  me,
  filter,
  onFilterChange,
}: {
  rows: readonly ChecklistRowValue[];
  controls: ChecklistPageValue['controls'];
  now: number;
  me: string | undefined;
  filter: RowFilter;
  onFilterChange: (filter: RowFilter) => void;
}): ReactElement {
  const { formatMessage, controlTextOf } = usePage();
  const titleOf = (control: string): string => controlTextOf(control).plainText('title');
  const shownRows = filterRows(rows, controls, filter, titleOf);
  const areas = [undefined, ...AREAS];
  const labelOf = (area: (typeof areas)[number]): string =>
    area === undefined
      ? formatMessage('pages.rows.all', { count: rows.length })
      : formatMessage('pages.rows.area', {
          area: formatMessage(`terms.area.${area}`),
          count: rows.filter(row => row.area === area).length,
        });
  const body = (
    <Box xcss={tabPanelBox}>
      <Stack space="space.200" alignInline="stretch">
        <RowFilters filter={filter} onFilterChange={onFilterChange} rows={rows} me={me} />
        {shownRows.length === 0 ? (
          <EmptyState level="h3" title={formatMessage('pages.rows.none')}>
            {isFiltered(filter) ? (
              <Button onClick={() => onFilterChange(emptyRowFilter)}>
                {formatMessage('pages.rows.clear')}
              </Button>
            ) : null}
          </EmptyState>
        ) : (
          <ChecklistTable rows={shownRows} controls={controls} now={now} />
        )}
      </Stack>
    </Box>
  );
  return (
    <Section title={formatMessage('pages.rows.title')}>
      <Tabs
        id="areas"
        selected={areas.indexOf(filter.area)}
        onChange={index => onFilterChange({ ...filter, area: areas[index] })}
      >
        <TabList>
          {areas.map(area => (
            <Tab key={area ?? 'all'}>{labelOf(area)}</Tab>
          ))}
        </TabList>
        {areas.map(area => (
          <TabPanel key={area ?? 'all'}>{area === filter.area ? body : <></>}</TabPanel>
        ))}
      </Tabs>
    </Section>
  );
}
