import { Pressable, Text, type TextProps, xcss } from '@forge/react';
import { type ReactElement } from 'react';

/** UI Kit's links lead out of the app's page; a way within it is a button that reads as a link. */
const plain = xcss({
  backgroundColor: 'color.background.neutral.subtle',
  padding: 'space.0',
  textAlign: 'start',
  borderRadius: 'radius.small',
});

/** A way to another place of the page. */
export function Way({
  children,
  onClick,
  weight,
}: { children: string; onClick: () => void } & Pick<TextProps, 'weight'>): ReactElement {
  return (
    <Pressable xcss={plain} onClick={onClick}>
      <Text color="color.link" {...(weight === undefined ? {} : { weight })}>
        {children}
      </Text>
    </Pressable>
  );
}
