import { Heading, Inline, Stack } from '@forge/react';
import { type ReactElement, type ReactNode } from 'react';

/** A part of a page under its own heading; `actions` stand at the heading's end. */
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
