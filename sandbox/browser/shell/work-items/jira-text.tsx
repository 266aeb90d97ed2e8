import { useMemo } from 'react';
import { AdfDocument } from '../../adf/adf-document';
import { openLink, shellPath } from '../links';
import { useShell } from '../shell-context';

/** A text field of the site. */
export function JiraText({ document }: { document: unknown }) {
  const { people, config } = useShell();
  const context = useMemo(
    () => ({
      people,
      openLink: (href: string) => openLink(href, false, config),
      hrefOf: (href: string) => shellPath(href, config) ?? href,
    }),
    [people, config],
  );
  return <AdfDocument document={document} stage={context} />;
}
