import { useEffect } from 'react';

/** Names the browser's tab after what is shown. */
export function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} - Jira`;
  }, [title]);
}
