import { Bleed, Box, Inline, Pressable, Stack, xcss } from '@atlaskit/primitives';
import { isRecord } from '../protocol';
import { type ComponentNode } from './component-node';
import { type ComponentRenderers } from './component-renderers';
import { withoutUndefined } from './without-undefined';
import { ALIGN_BLOCK, ALIGN_INLINE, GROW, SPACES, SPREAD } from './values';

type Style = Parameters<typeof xcss>[0];
type BackgroundColor = NonNullable<Parameters<typeof Box>[0]['backgroundColor']>;

const BLEEDS = ['space.025', 'space.050', 'space.100', 'space.150', 'space.200'] as const;

/** Stack, Inline, Box and what else only places things. */
export const layout = {
  Box: box => (
    <Box
      key={box.key}
      {...boxStyle(box)}
      {...withoutUndefined({ role: box.text('role'), id: box.text('id'), testId: box.text('testId') })}
    >
      {box.children()}
    </Box>
  ),
  Pressable: pressable => (
    <Pressable
      key={pressable.key}
      {...boxStyle(pressable)}
      {...withoutUndefined({
        isDisabled: pressable.flag('isDisabled'),
        onClick: clicked(pressable),
        testId: pressable.text('testId'),
      })}
    >
      {pressable.children()}
    </Pressable>
  ),
  Stack: stack => (
    <Stack
      key={stack.key}
      {...withoutUndefined({
        space: stack.oneOf('space', SPACES),
        alignInline: stack.oneOf('alignInline', ALIGN_INLINE),
        alignBlock: stack.oneOf('alignBlock', ['start', 'center', 'end', 'stretch']),
        grow: stack.oneOf('grow', GROW),
        spread: stack.oneOf('spread', SPREAD),
        testId: stack.text('testId'),
      })}
    >
      {stack.children()}
    </Stack>
  ),
  Inline: inline => (
    <Inline
      key={inline.key}
      {...withoutUndefined({
        space: inline.oneOf('space', SPACES),
        rowSpace: inline.oneOf('rowSpace', SPACES),
        alignInline: inline.oneOf('alignInline', ALIGN_INLINE),
        alignBlock: inline.oneOf('alignBlock', ALIGN_BLOCK),
        grow: inline.oneOf('grow', GROW),
        spread: inline.oneOf('spread', SPREAD),
        shouldWrap: inline.flag('shouldWrap'),
        separator: inline.text('separator'),
        testId: inline.text('testId'),
      })}
    >
      {inline.children()}
    </Inline>
  ),
  Bleed: bleed => (
    <Bleed
      key={bleed.key}
      {...withoutUndefined({
        all: bleed.oneOf('all', BLEEDS),
        inline: bleed.oneOf('inline', BLEEDS),
        block: bleed.oneOf('block', BLEEDS),
        testId: bleed.text('testId'),
      })}
    >
      {bleed.children()}
    </Bleed>
  ),
} satisfies ComponentRenderers;

function boxStyle(box: ComponentNode) {
  const style = box.raw('xcss');
  return withoutUndefined({
    // Tokens by name; Atlaskit's own check of `xcss` and of the colour happens where it looks the token up.
    xcss: isRecord(style) ? xcss(style as Style) : undefined,
    backgroundColor: box.text('backgroundColor') as BackgroundColor | undefined,
    padding: box.oneOf('padding', SPACES),
    paddingBlock: box.oneOf('paddingBlock', SPACES),
    paddingBlockStart: box.oneOf('paddingBlockStart', SPACES),
    paddingBlockEnd: box.oneOf('paddingBlockEnd', SPACES),
    paddingInline: box.oneOf('paddingInline', SPACES),
    paddingInlineStart: box.oneOf('paddingInlineStart', SPACES),
    paddingInlineEnd: box.oneOf('paddingInlineEnd', SPACES),
  });
}

function clicked(node: ComponentNode): (() => void) | undefined {
  const handler = node.handler('onClick');
  return handler && (() => handler());
}
