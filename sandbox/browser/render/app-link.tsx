import Link from '@atlaskit/link';
import { type MouseEvent, type ReactNode } from 'react';
import { type RenderContext } from './component-node';

/** A link of the app. Paths of the site stay in the shell; a click with a modifier is the browser's. */
export function AppLink(props: { href: string; newTab: boolean; stage: RenderContext; children: ReactNode }) {
  const { href, newTab, stage: context, children } = props;
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    context.openLink(href, newTab);
  };
  return (
    <Link href={context.hrefOf(href)} target={newTab ? '_blank' : '_self'} onClick={follow}>
      {children}
    </Link>
  );
}
