import { Box, Inline, Spinner, xcss } from '@forge/react';
import { type ReactElement } from 'react';
import { usePage } from './page-context';

const room = xcss({ minHeight: '240px', paddingBlock: 'space.800' });

/** The first answer is on its way. */
export function Loading(): ReactElement {
  const { say } = usePage();
  return (
    <Box xcss={room}>
      <Inline alignInline="center" grow="fill">
        <Spinner size="large" label={say('pages.loading')} />
      </Inline>
    </Box>
  );
}
