import { Text } from '@forge/react';
import { type ReactElement } from 'react';

/** The header of a right-aligned column of numbers. */
export function NumberColumnHeader({ children }: { children: string }): ReactElement {
  return (
    <Text align="end" size="small" weight="semibold" color="color.text.subtle">
      {children}
    </Text>
  );
}
