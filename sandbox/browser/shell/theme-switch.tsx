import { IconButton } from '@atlaskit/button/new';
import ThemeIcon from '@atlaskit/icon/core/theme';
import { type Theme } from './theme';

export function ThemeSwitch({ theme, onTheme }: { theme: Theme; onTheme(theme: Theme): void }) {
  const other = theme === 'light' ? 'dark' : 'light';
  return (
    <IconButton
      icon={ThemeIcon}
      label={`Switch to ${other} theme`}
      isTooltipDisabled={false}
      appearance="subtle"
      onClick={() => onTheme(other)}
    />
  );
}
