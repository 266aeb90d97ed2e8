import { Heading, Inline, Stack } from '@forge/react';
import { type ReactElement, type ReactNode } from 'react';

/** A section with its own heading. `actions` appear at the end of the heading's line. */
export function Section({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}): ReactElement {
  return (
    <Stack space="space.150">
      <Inline spread="space-between" alignBlock="center" grow="fill">
        <Heading as="h2" size="small">
          {title}
        </Heading>
        {actions}
      </Inline>
      {children}
    </Stack>
  );
}
