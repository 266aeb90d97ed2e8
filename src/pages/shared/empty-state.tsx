import { Box, Heading, Stack, Text, xcss } from '@forge/react';
import { type ReactElement, type ReactNode } from 'react';

const narrow = xcss({ maxWidth: '480px' });

/**
 * Replaces missing content: what happened, what it means, and as `children` what to do. UI Kit's own empty state always
 * has a level 4 heading, which would skip heading levels here.
 */
export function EmptyState({
  title,
  meaning,
  level = 'h2',
  children,
}: {
  title: string;
  meaning?: string;
  level?: 'h2' | 'h3';
  children?: ReactNode;
}): ReactElement {
  return (
    <Box paddingBlock="space.400">
      <Stack space="space.150" alignInline="center">
        <Heading as={level} size={level === 'h2' ? 'medium' : 'small'}>
          {title}
        </Heading>
        {meaning === undefined ? null : (
          <Box xcss={narrow}>
            <Text align="center">{meaning}</Text>
          </Box>
        )}
        {children}
      </Stack>
    </Box>
  );
}
