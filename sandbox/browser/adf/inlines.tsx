import Lozenge from '@atlaskit/lozenge';
import { type MouseEvent, type ReactNode } from 'react';
import { useSitePerson } from '../render/people';
import { textAttr } from './adf-node';
import { type AdfRenderContext, type RenderNode } from './adf-render-context';

type Appearance = 'default' | 'inprogress' | 'moved' | 'new' | 'removed' | 'success';

const STATUS_COLORS: Readonly<Record<string, Appearance>> = {
  neutral: 'default',
  blue: 'inprogress',
  yellow: 'moved',
  purple: 'new',
  red: 'removed',
  green: 'success',
};

const DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

export const inlines = {
  text: node => node.text,
  hardBreak: (_node, key) => <br key={key} />,
  mention: (node, key, context) => (
    <Mention key={key} accountId={textAttr(node, 'id') ?? ''} text={textAttr(node, 'text')} stage={context} />
  ),
  emoji: (node, key) => (
    <span key={key} role="img" aria-label={textAttr(node, 'shortName') ?? 'emoji'}>
      {textAttr(node, 'text') ?? textAttr(node, 'shortName')}
    </span>
  ),
  date: (node, key) => {
    const at = Number(textAttr(node, 'timestamp'));
    return (
      <time key={key} className="adf-date" dateTime={new Date(at).toISOString().slice(0, 10)}>
        {DATE.format(at)}
      </time>
    );
  },
  status: (node, key) => (
    <span key={key} className="adf-status">
      <Lozenge appearance={STATUS_COLORS[textAttr(node, 'color') ?? ''] ?? 'default'}>
        {textAttr(node, 'text') ?? ''}
      </Lozenge>
    </span>
  ),
  inlineCard: renderCard,
  blockCard: renderCard,
  embedCard: renderCard,
} satisfies Record<string, RenderNode>;

function renderCard(...[node, key, context]: Parameters<RenderNode>) {
  const href = textAttr(node, 'url') ?? '';
  return (
    <AdfLink key={key} href={href} stage={context}>
      {cardName(href)}
    </AdfLink>
  );
}

/** A card of a work item shows its key, as Jira's does before it has asked; any other its address. */
function cardName(href: string): string {
  return /\/browse\/([A-Z][A-Z0-9_]*-\d+)/.exec(href)?.[1] ?? href;
}

export function AdfLink({
  href,
  stage: context,
  children,
}: {
  href: string;
  stage: AdfRenderContext;
  children: ReactNode;
}) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    context.openLink(href);
  };
  return (
    <a className="adf-link" href={context.hrefOf(href)} onClick={follow}>
      {children}
    </a>
  );
}

/** The name of whoever is mentioned is asked anew: people rename themselves. */
function Mention({
  accountId,
  text,
  stage: context,
}: {
  accountId: string;
  text: string | undefined;
  stage: AdfRenderContext;
}) {
  const found = useSitePerson(accountId, context.people);
  const name = found === undefined || found === 'gone' ? (text ?? '@Former user') : `@${found.name}`;
  return <span className="adf-mention">{name}</span>;
}
