import { Text } from '@forge/react';
import { type ReactElement } from 'react';

/** The head of a column of numbers, which stand at the end of their cells. */
export function NumberHead({ children }: { children: string }): ReactElement {
  return (
    <Text align="end" size="small" weight="semibold" color="color.text.subtle">
      {children}
    </Text>
  );
}
