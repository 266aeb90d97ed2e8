import { type ShellConfig } from '../bench-view';
import { navigateTo } from './route';

/** The path in the shell of an address that is the site's own; undefined for one that lies elsewhere. */
export function shellPath(href: string, { siteUrl }: Pick<ShellConfig, 'siteUrl'>): string | undefined {
  const own = [window.location.origin, siteUrl].find(
    origin => href === origin || href.startsWith(`${origin}/`),
  );
  if (own !== undefined) return href.slice(own.length) || '/';
  return href.startsWith('/') && !href.startsWith('//') ? href : undefined;
}

/** Follows a link of the app. */
export function openLink(href: string, newTab: boolean, config: ShellConfig): void {
  const path = shellPath(href, config);
  if (newTab || path === undefined) window.open(path ?? href, newTab ? '_blank' : '_self', 'noopener');
  else navigateTo(path);
}
