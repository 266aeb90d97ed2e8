import { Code, CodeBlock } from '@atlaskit/code';
import Heading from '@atlaskit/heading';
import { Box, Text, xcss } from '@atlaskit/primitives';
import { type ComponentProps } from 'react';
import { type Drawing } from './drawing';
import { type Entries } from './entries';
import { given } from './given';
import { AppLink } from './app-link';

type TextColor = NonNullable<ComponentProps<typeof Text>['color']>;
type HeadingColor = NonNullable<ComponentProps<typeof Heading>['color']>;
type Language = NonNullable<ComponentProps<typeof CodeBlock>['language']>;

/** UI Kit's lists carry no margin of their own, as everything in it is spaced by what surrounds it. */
const listStyles = xcss({ margin: 'space.0', paddingInlineStart: 'space.300' });

export const text = {
  Text: drawing => <TextOf key={drawing.key} drawing={drawing} />,
  Em: drawing => <em key={drawing.key}>{drawing.children()}</em>,
  Strong: drawing => <strong key={drawing.key}>{drawing.children()}</strong>,
  Strike: drawing => <s key={drawing.key}>{drawing.children()}</s>,
  Heading: heading => (
    <Heading
      key={heading.key}
      size={headingSize(heading)}
      {...given({
        as: heading.oneOf('as', ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'div', 'span']),
        color: heading.text('color') as HeadingColor | undefined,
        id: heading.text('id'),
        testId: heading.text('testId'),
      })}
    >
      {heading.children()}
    </Heading>
  ),
  Code: code => (
    <Code key={code.key} {...given({ testId: code.text('testId') })}>
      {code.innerText()}
    </Code>
  ),
  CodeBlock: block => (
    <CodeBlock
      key={block.key}
      text={block.text('text') ?? ''}
      {...given({
        language: block.text('language') as Language | undefined,
        shouldShowLineNumbers: block.flag('showLineNumbers') ?? block.flag('shouldShowLineNumbers'),
        shouldWrapLongLines: block.flag('shouldWrapLongLines'),
        highlight: block.text('highlight'),
        testId: block.text('testId'),
      })}
    />
  ),
  List: list => (
    <Box key={list.key} as={list.raw('type') === 'ordered' ? 'ol' : 'ul'} xcss={listStyles}>
      {list.children()}
    </Box>
  ),
  ListItem: item => <li key={item.key}>{item.children()}</li>,
  Link: link => (
    <AppLink
      key={link.key}
      href={link.text('href') ?? ''}
      newTab={link.flag('openNewTab') ?? false}
      stage={link.stage}
    >
      {link.children()}
    </AppLink>
  ),
} satisfies Entries;

/** Older apps say `as="h600"`; the size is what counts. */
function headingSize(heading: Drawing) {
  return (
    heading.oneOf('size', ['xxlarge', 'xlarge', 'large', 'medium', 'small', 'xsmall', 'xxsmall']) ?? 'medium'
  );
}

function TextOf({ drawing }: { drawing: Drawing }) {
  const isStrike = drawing.raw('as') === 'strike';
  return (
    <Text
      {...given({
        as: drawing.oneOf('as', ['span', 'p', 'strong', 'em']) ?? 'p',
        align: drawing.oneOf('align', ['start', 'center', 'end']),
        color: drawing.text('color') as TextColor | undefined,
        maxLines: drawing.number('maxLines'),
        size: drawing.oneOf('size', ['large', 'medium', 'small']),
        weight: drawing.oneOf('weight', ['regular', 'medium', 'semibold', 'bold']),
        testId: drawing.text('testId'),
      })}
    >
      {isStrike ? <s>{drawing.children()}</s> : drawing.children()}
    </Text>
  );
}
