import { Box, Inline, Label, Select, Textfield, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { FINDING_ORDERS, type FindingOrder } from '../../api/contract/control';
import { usePage } from '../page/page-context';

/** What of the findings is shown: from which on, those that say something, in an order. */
export interface Looking {
  readonly from: number;
  readonly search: string;
  readonly sort: FindingOrder;
}

export const atFirst: Looking = { from: 0, search: '', sort: 'worst' };

const field = xcss({ width: '200px' });

/** Narrows and orders a list that is too long for one page, all of it and not only what is shown. */
export function LookingFor({
  looking: { search, sort },
  hasReach,
  change,
}: {
  looking: Looking;
  hasReach: boolean;
  change: (looking: Looking) => void;
}): ReactElement {
  const { say } = usePage();
  const options = FINDING_ORDERS.filter(value => value !== 'reach' || hasReach).map(value => ({
    value,
    label: say(`pages.control.sort.${value}`),
  }));
  return (
    <Inline space="space.150" rowSpace="space.100" shouldWrap>
      <Box xcss={field}>
        <Label labelFor="finding-search">{say('pages.rows.search')}</Label>
        <Textfield
          id="finding-search"
          isCompact
          value={search}
          maxLength={100}
          onChange={event => change({ from: 0, sort, search: String(event.target.value ?? '') })}
        />
      </Box>
      <Box xcss={field}>
        <Label labelFor="finding-sort">{say('pages.control.sort.label')}</Label>
        <Select
          inputId="finding-sort"
          spacing="compact"
          options={options}
          value={options.find(({ value }) => value === sort)}
          onChange={(option: { value: FindingOrder } | null) =>
            change({ from: 0, search, sort: option?.value ?? 'worst' })
          }
        />
      </Box>
    </Inline>
  );
}
