import { Box, Inline, Spinner, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from './page-context';

const spinnerArea = xcss({ minHeight: '240px', paddingBlock: 'space.800' });

/** Shown until the first response arrives. */
export function Loading(): ReactElement {
  const { formatMessage } = usePage();
  return (
    <Box xcss={spinnerArea}>
      <Inline alignInline="center" grow="fill">
        <Spinner size="large" label={formatMessage('pages.loading')} />
      </Inline>
    </Box>
  );
}
