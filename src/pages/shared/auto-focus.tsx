import { type ReactElement, type ReactNode } from 'react';
import { PageProvider, usePage } from './page-context';

/**
 * Gives focus to the first focusable element inside when it appears, because the previously focused element was
 * replaced, such as after saving.
 */
export function AutoFocus({ when, children }: { when: boolean; children: ReactNode }): ReactElement {
  const page = usePage();
  return <PageProvider value={{ ...page, takesFocus: page.takesFocus || when }}>{children}</PageProvider>;
}
