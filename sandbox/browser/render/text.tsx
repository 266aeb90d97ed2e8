import { Code, CodeBlock } from '@atlaskit/code';
import Heading from '@atlaskit/heading';
import { Box, Text, xcss } from '@atlaskit/primitives';
import { type ComponentProps } from 'react';
import { type ComponentNode } from './component-node';
import { type ComponentRenderers } from './component-renderers';
import { withoutUndefined } from './without-undefined';
import { AppLink } from './app-link';

type TextColor = NonNullable<ComponentProps<typeof Text>['color']>;
type HeadingColor = NonNullable<ComponentProps<typeof Heading>['color']>;
type Language = NonNullable<ComponentProps<typeof CodeBlock>['language']>;

/** UI Kit's lists carry no margin of their own, as everything in it is spaced by what surrounds it. */
const listStyles = xcss({ margin: 'space.0', paddingInlineStart: 'space.300' });

export const text = {
  Text: node => <TextOf key={node.key} drawing={node} />,
  Em: node => <em key={node.key}>{node.children()}</em>,
  Strong: node => <strong key={node.key}>{node.children()}</strong>,
  Strike: node => <s key={node.key}>{node.children()}</s>,
  Heading: heading => (
    <Heading
      key={heading.key}
      size={headingSize(heading)}
      {...withoutUndefined({
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
    <Code key={code.key} {...withoutUndefined({ testId: code.text('testId') })}>
      {code.innerText()}
    </Code>
  ),
  CodeBlock: block => (
    <CodeBlock
      key={block.key}
      text={block.text('text') ?? ''}
      {...withoutUndefined({
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
      stage={link.context}
    >
      {link.children()}
    </AppLink>
  ),
} satisfies ComponentRenderers;

/** Older apps say `as="h600"`; the size is what counts. */
function headingSize(heading: ComponentNode) {
  return (
    heading.oneOf('size', ['xxlarge', 'xlarge', 'large', 'medium', 'small', 'xsmall', 'xxsmall']) ?? 'medium'
  );
}

function TextOf({ drawing: node }: { drawing: ComponentNode }) {
  const isStrike = node.raw('as') === 'strike';
  return (
    <Text
      {...withoutUndefined({
        as: node.oneOf('as', ['span', 'p', 'strong', 'em']) ?? 'p',
        align: node.oneOf('align', ['start', 'center', 'end']),
        color: node.text('color') as TextColor | undefined,
        maxLines: node.number('maxLines'),
        size: node.oneOf('size', ['large', 'medium', 'small']),
        weight: node.oneOf('weight', ['regular', 'medium', 'semibold', 'bold']),
        testId: node.text('testId'),
      })}
    >
      {isStrike ? <s>{node.children()}</s> : node.children()}
    </Text>
  );
}
