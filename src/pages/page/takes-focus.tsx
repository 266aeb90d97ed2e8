import { type ReactElement, type ReactNode } from 'react';
import { PageProvider, usePage } from './page-context';

/** Inside it the first thing takes the focus when it appears: what had it was drawn anew, as with what is saved. */
export function TakesFocus({ when, children }: { when: boolean; children: ReactNode }): ReactElement {
  const page = usePage();
  return <PageProvider value={{ ...page, takesFocus: page.takesFocus || when }}>{children}</PageProvider>;
}
