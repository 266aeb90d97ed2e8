import { useProductContext } from '@forge/react';
import { type ReactElement, type ReactNode, useCallback, useMemo, useState } from 'react';
import { createMessages } from '../../messages/messages';
import { ErrorBoundary } from './error-boundary';
import { type PageContextValue, PageProvider } from './page-context';
import { type NavigationSource, type Route } from './route';
import { ForbiddenPage, PageError } from './page-errors';

/** Provides messages, time zone, and navigation to everything inside. */
export function PageFrame({
  navigate,
  takesFocus = false,
  children,
}: {
  navigate: (route: Route, source?: NavigationSource) => void;
  takesFocus?: boolean;
  children: ReactNode;
}): ReactElement {
  const timeZone = useProductContext()?.timezone ?? 'UTC';
  const messages = useMemo(() => createMessages('en'), []);
  const [isForbidden, setForbidden] = useState(false);
  const showForbidden = useCallback(() => setForbidden(true), []);
  const context = useMemo<PageContextValue>(
    () => ({ messages, timeZone, navigate, takesFocus, showForbidden }),
    [messages, timeZone, navigate, takesFocus, showForbidden],
  );
  return (
    <PageProvider value={context}>
      <ErrorBoundary fallback={retry => <PageError error={{ code: 'failed' }} retry={retry} />}>
        {isForbidden ? <ForbiddenPage /> : children}
      </ErrorBoundary>
    </PageProvider>
  );
}
