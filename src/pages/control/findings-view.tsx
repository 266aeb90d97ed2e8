import { Box, Inline, Label, Select, Textfield, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { FINDING_ORDERS, type FindingOrder } from '../../api/contract/control';
import { usePage } from '../shared/page-context';

/** Which findings to show: offset, search, and order. */
export interface FindingsView {
  readonly from: number;
  readonly search: string;
  readonly sort: FindingOrder;
}

export const initialFindingsView: FindingsView = { from: 0, search: '', sort: 'worst' };

const field = xcss({ width: '200px' });

/** Searches and sorts a list that is too long for one page, including findings on other pages. */
export function FindingsViewControls({
  view: { search, sort },
  hasReach,
  onChange,
}: {
  view: FindingsView;
  hasReach: boolean;
  onChange: (view: FindingsView) => void;
}): ReactElement {
  const { formatMessage } = usePage();
  const options = FINDING_ORDERS.filter(value => value !== 'reach' || hasReach).map(value => ({
    value,
    label: formatMessage(`pages.control.sort.${value}`),
  }));
  return (
    <Inline space="space.150" rowSpace="space.100" shouldWrap>
      <Box xcss={field}>
        <Label labelFor="finding-search">{formatMessage('pages.rows.search')}</Label>
        <Textfield
          id="finding-search"
          isCompact
          value={search}
          maxLength={100}
          onChange={event => onChange({ from: 0, sort, search: String(event.target.value ?? '') })}
        />
      </Box>
      <Box xcss={field}>
        <Label labelFor="finding-sort">{formatMessage('pages.control.sort.label')}</Label>
        <Select
          inputId="finding-sort"
          spacing="compact"
          options={options}
          value={options.find(({ value }) => value === sort)}
          onChange={(option: { value: FindingOrder } | null) =>
            onChange({ from: 0, search, sort: option?.value ?? 'worst' })
          }
        />
      </Box>
    </Inline>
  );
}
