import { Pressable, Text, type TextProps, xcss } from '@forge/react';
import { type ReactElement } from 'react';

/** UI Kit's links leave the app's page, so an internal link is a button styled as a link. */
const linkStyle = xcss({
  backgroundColor: 'color.background.neutral.subtle',
  padding: 'space.0',
  textAlign: 'start',
  borderRadius: 'radius.small',
});

/** A link to another part of the app's page. */
export function InternalLink({
  children,
  onClick,
  weight,
}: { children: string; onClick: () => void } & Pick<TextProps, 'weight'>): ReactElement {
  return (
    <Pressable xcss={linkStyle} onClick={onClick}>
      <Text color="color.link" {...(weight === undefined ? {} : { weight })}>
        {children}
      </Text>
    </Pressable>
  );
}
