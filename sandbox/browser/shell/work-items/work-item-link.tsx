import { type ReactNode } from 'react';
import { stayInShell } from '../place';

export function WorkItemLink({ itemKey, children }: { itemKey: string; children: ReactNode }) {
  const path = `/browse/${encodeURIComponent(itemKey)}`;
  return (
    <a className="quiet-link" href={path} onClick={stayInShell(path)}>
      {children}
    </a>
  );
}
