import { Code, Inline, Link, Text, type TextProps, User } from '@forge/react';
import { type ReactElement } from 'react';
import { type MessagePart } from '../../messages/messages';
import { usePage } from './page-context';
import { formatExactTime } from './time-format';

type SentenceStyle = Pick<TextProps, 'size' | 'weight' | 'color' | 'align'>;
type TextPart = Exclude<MessagePart, { readonly is: 'person' }>;

function RenderedPart({ part }: { part: TextPart }): ReactElement {
  const { messages, timeZone } = usePage();
  if (part.is === 'instant') return <>{formatExactTime(part.at, messages.locale, timeZone)}</>;
  const text = part.code === true ? <Code>{part.text}</Code> : <>{part.text}</>;
  const linked =
    part.href === undefined ? (
      text
    ) : (
      <Link href={part.href} openNewTab>
        {part.text}
      </Link>
    );
  return part.strong === true ? <Text as="strong">{linked}</Text> : linked;
}

/** Splits a message into text runs and people, because UI Kit's text can't contain a person with a picture. */
function groupRuns(parts: readonly MessagePart[]): (readonly TextPart[] | string)[] {
  const runs: (TextPart[] | string)[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (part.is === 'person') runs.push(part.account);
    else if (Array.isArray(last)) last.push(part);
    else runs.push([part]);
  }
  return runs;
}

/** Renders a message with its people, times, links, and code. Names are plain text and are never parsed as markup. */
export function Sentence({
  parts,
  ...textProps
}: { parts: readonly MessagePart[] } & SentenceStyle): ReactElement {
  const runs = groupRuns(parts).map((run, index) =>
    typeof run === 'string' ? (
      <User key={index} accountId={run} />
    ) : (
      <Text key={index} {...textProps}>
        {run.map((part, partIndex) => (
          <RenderedPart key={partIndex} part={part} />
        ))}
      </Text>
    ),
  );
  return runs.length === 1 ? (
    <>{runs}</>
  ) : (
    <Inline space="space.050" alignBlock="center" shouldWrap>
      {runs}
    </Inline>
  );
}
