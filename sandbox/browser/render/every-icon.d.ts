/** Written by the bundler from the files of @atlaskit/icon: all icons of the core set by their file's name. */
declare module 'every-icon' {
  import { type ComponentType } from 'react';

  const everyIcon: Readonly<
    Record<
      string,
      ComponentType<{ label: string; color?: string; size?: 'small' | 'medium'; testId?: string }>
    >
  >;
  export default everyIcon;
}
