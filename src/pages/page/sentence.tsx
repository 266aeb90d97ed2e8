import { Code, Inline, Link, Text, type TextProps, User } from '@forge/react';
import { type ReactElement } from 'react';
import { type Part } from '../../../static/locales';
import { usePage } from './page-context';
import { exactTime } from './time';

type Look = Pick<TextProps, 'size' | 'weight' | 'color' | 'align'>;
type Written = Exclude<Part, { readonly is: 'person' }>;

function Piece({ part }: { part: Written }): ReactElement {
  const { words, timeZone } = usePage();
  if (part.is === 'instant') return <>{exactTime(part.at, words.locale, timeZone)}</>;
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

/** Runs of text between people: a person is shown with name and picture, which text can't hold. */
function runsOf(parts: readonly Part[]): (readonly Written[] | string)[] {
  const runs: (Written[] | string)[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (part.is === 'person') runs.push(part.account);
    else if (Array.isArray(last)) last.push(part);
    else runs.push([part]);
  }
  return runs;
}

/** A message of the locales, with its people, moments, links and code. Names are text: no markup is read out of them. */
export function Sentence({ parts, ...look }: { parts: readonly Part[] } & Look): ReactElement {
  const runs = runsOf(parts).map((run, index) =>
    typeof run === 'string' ? (
      <User key={index} accountId={run} />
    ) : (
      <Text key={index} {...look}>
        {run.map((part, place) => (
          <Piece key={place} part={part} />
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
