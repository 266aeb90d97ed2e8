import { useMemo } from 'react';
import { AdfDocument } from '../../adf/adf-document';
import { follow, shellPath } from '../links';
import { useShell } from '../shell-context';

/** A text field of the site. */
export function JiraText({ document }: { document: unknown }) {
  const { people, surroundings } = useShell();
  const stage = useMemo(
    () => ({
      people,
      follow: (href: string) => follow(href, false, surroundings),
      address: (href: string) => shellPath(href, surroundings) ?? href,
    }),
    [people, surroundings],
  );
  return <AdfDocument document={document} stage={stage} />;
}
