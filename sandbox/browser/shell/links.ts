import { type Surroundings } from '../bench-view';
import { goTo } from './place';

/** The path in the shell of an address that is the site's own; undefined for one that lies elsewhere. */
export function shellPath(href: string, { siteUrl }: Pick<Surroundings, 'siteUrl'>): string | undefined {
  const own = [window.location.origin, siteUrl].find(
    origin => href === origin || href.startsWith(`${origin}/`),
  );
  if (own !== undefined) return href.slice(own.length) || '/';
  return href.startsWith('/') && !href.startsWith('//') ? href : undefined;
}

/** Follows a link of the app. */
export function follow(href: string, newTab: boolean, surroundings: Surroundings): void {
  const path = shellPath(href, surroundings);
  if (newTab || path === undefined) window.open(path ?? href, newTab ? '_blank' : '_self', 'noopener');
  else goTo(path);
}
