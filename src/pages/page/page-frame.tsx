import { useProductContext } from '@forge/react';
import { type ReactElement, type ReactNode, useCallback, useMemo, useState } from 'react';
import { wordsOf } from '../../../static/locales';
import { Boundary } from './boundary';
import { type PageContext, PageProvider } from './page-context';
import { type By, type Place } from './place';
import { NotForYou, Trouble } from './trouble';

/** Gives everything inside it the words, the reader's time zone and the ways of the page. */
export function PageFrame({
  go,
  takesFocus = false,
  children,
}: {
  go: (to: Place, by?: By) => void;
  takesFocus?: boolean;
  children: ReactNode;
}): ReactElement {
  const timeZone = useProductContext()?.timezone ?? 'UTC';
  const words = useMemo(() => wordsOf('en'), []);
  const [isRefused, setRefused] = useState(false);
  const refuse = useCallback(() => setRefused(true), []);
  const context = useMemo<PageContext>(
    () => ({ words, timeZone, go, takesFocus, refuse }),
    [words, timeZone, go, takesFocus, refuse],
  );
  return (
    <PageProvider value={context}>
      <Boundary instead={again => <Trouble error={{ code: 'failed' }} again={again} />}>
        {isRefused ? <NotForYou /> : children}
      </Boundary>
    </PageProvider>
  );
}
