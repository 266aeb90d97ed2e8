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
import { AREAS } from '../../terms/control-terms';
import { STATUSES } from '../../terms/verdict';
import { Instead } from '../page/instead';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { type Home, type Row } from './home-value';
import { everyRow, isNarrowed, type RowFilter, rowsThrough } from './row-filter';
import { RowsTable } from './rows-table';

const FIXERS = ['jira-admin', 'object-owner', 'space-admin', 'organization-admin'] as const;

const field = xcss({ width: '168px' });
/** A tab's panel is only as wide as what it holds. */
const wide = xcss({ width: '100%', paddingBlock: 'space.150' });

interface Option<V extends string> {
  readonly label: string;
  readonly value: V | '';
}

/** A choice of one, or of any. */
function Choice<V extends string>({
  id,
  label,
  any,
  options,
  chosen,
  choose,
}: {
  id: string;
  label: string;
  any: string;
  options: readonly Option<V>[];
  chosen: V | undefined;
  choose: (value: V | undefined) => void;
}): ReactElement {
  const all: readonly Option<V>[] = [{ label: any, value: '' }, ...options];
  return (
    <Box xcss={field}>
      <Label labelFor={id}>{label}</Label>
      <Select
        inputId={id}
        spacing="compact"
        options={[...all]}
        value={all.find(({ value }) => value === (chosen ?? ''))}
        onChange={(option: Option<V> | null) =>
          choose(option === null || option.value === '' ? undefined : option.value)
        }
      />
    </Box>
  );
}

function Filters({
  filter,
  change,
  rows,
  me,
}: {
  filter: RowFilter;
  change: (filter: RowFilter) => void;
  rows: readonly Row[];
  me: string | undefined;
}): ReactElement {
  const { say } = usePage();
  const isMine = me !== undefined && rows.some(({ owner }) => owner === me);
  return (
    <Inline space="space.150" rowSpace="space.100" alignBlock="end" shouldWrap>
      <Box xcss={field}>
        <Label labelFor="row-search">{say('pages.rows.search')}</Label>
        <Textfield
          id="row-search"
          isCompact
          placeholder={say('pages.rows.searchHint')}
          value={filter.text}
          onChange={event => change({ ...filter, text: String(event.target.value ?? '') })}
        />
      </Box>
      <Choice
        id="row-status"
        label={say('pages.rows.status')}
        any={say('pages.rows.anyStatus')}
        options={STATUSES.map(value => ({ label: say(`terms.status.${value}`), value }))}
        chosen={filter.status}
        choose={status => change({ ...filter, status })}
      />
      <Choice
        id="row-owner"
        label={say('pages.rows.owner')}
        any={say('pages.rows.anyOwner')}
        options={[
          ...(isMine ? [{ label: say('pages.rows.ownerMe'), value: me }] : []),
          { label: say('pages.rows.ownerNobody'), value: 'nobody' },
        ]}
        chosen={filter.owner}
        choose={owner => change({ ...filter, owner })}
      />
      <Choice
        id="row-fixer"
        label={say('pages.rows.fixer')}
        any={say('pages.rows.anyFixer')}
        options={FIXERS.map(value => ({ label: say(`terms.fixer.${value}`), value }))}
        chosen={filter.fixer}
        choose={fixer => change({ ...filter, fixer })}
      />
    </Inline>
  );
}

/** All responsibilities, by area, narrowed as the reader likes. The filter is kept by whoever shows this. */
export function Rows({
  rows,
  controls,
  now,
  me,
  filter,
  change,
}: {
  rows: readonly Row[];
  controls: Home['controls'];
  now: number;
  me: string | undefined;
  filter: RowFilter;
  change: (filter: RowFilter) => void;
}): ReactElement {
  const { say, of } = usePage();
  const titleOf = (control: string): string => of(control).plain('title');
  const shown = rowsThrough(rows, controls, filter, titleOf);
  const areas = [undefined, ...AREAS];
  const labelOf = (area: (typeof areas)[number]): string =>
    area === undefined
      ? say('pages.rows.all', { count: rows.length })
      : say('pages.rows.area', {
          area: say(`terms.area.${area}`),
          count: rows.filter(row => row.area === area).length,
        });
  const body = (
    <Box xcss={wide}>
      <Stack space="space.200" alignInline="stretch">
        <Filters filter={filter} change={change} rows={rows} me={me} />
        {shown.length === 0 ? (
          <Instead level="h3" title={say('pages.rows.none')}>
            {isNarrowed(filter) ? (
              <Button onClick={() => change(everyRow)}>{say('pages.rows.clear')}</Button>
            ) : null}
          </Instead>
        ) : (
          <RowsTable rows={shown} controls={controls} now={now} />
        )}
      </Stack>
    </Box>
  );
  return (
    <Section title={say('pages.rows.title')}>
      <Tabs
        id="areas"
        selected={areas.indexOf(filter.area)}
        onChange={index => change({ ...filter, area: areas[index] })}
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
