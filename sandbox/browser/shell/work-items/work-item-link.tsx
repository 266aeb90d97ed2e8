import { type ReactNode } from 'react';
import { handleLinkClick } from '../route';

export function WorkItemLink({ itemKey, children }: { itemKey: string; children: ReactNode }) {
  const path = `/browse/${encodeURIComponent(itemKey)}`;
  return (
    <a className="quiet-link" href={path} onClick={handleLinkClick(path)}>
      {children}
    </a>
  );
}
