import { setGlobalTheme } from '@atlaskit/tokens/set-global-theme';
import { useEffect, useState } from 'react';

export type Theme = 'light' | 'dark';

const KEPT_UNDER = 'sandbox-theme';

/** The theme in use and how to change it; kept for the next visit, and the system's own at first. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(firstTheme);
  useEffect(() => {
    void setGlobalTheme({ colorMode: theme });
    window.localStorage.setItem(KEPT_UNDER, theme);
  }, [theme]);
  return [theme, setTheme];
}

function firstTheme(): Theme {
  const kept = window.localStorage.getItem(KEPT_UNDER);
  if (kept === 'light' || kept === 'dark') return kept;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
