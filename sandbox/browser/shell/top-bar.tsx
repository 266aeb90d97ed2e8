import { IconButton } from '@atlaskit/button/new';
import MenuIcon from '@atlaskit/icon/core/menu';
import Lozenge from '@atlaskit/lozenge';
import Tooltip from '@atlaskit/tooltip';
import { type Person } from '../bench-port';
import { ClockFace } from './clock-face';
import { PersonSwitch } from './person-switch';
import { handleLinkClick } from './route';
import { useShell } from './shell-context';
import { type Theme } from './theme';
import { ThemeSwitch } from './theme-switch';

interface TopBarProps {
  onTheme(theme: Theme): void;
  onPerson(person: Person): void;
  navigationShown: boolean;
  onNavigation(): void;
}

export function TopBar({ onTheme, onPerson, navigationShown, onNavigation }: TopBarProps) {
  const { config, theme, person, bench } = useShell();
  return (
    <header className="top-bar">
      <div className="top-bar-start">
        <span className="narrow-only">
          <IconButton
            icon={MenuIcon}
            label={navigationShown ? 'Hide navigation' : 'Show navigation'}
            appearance="subtle"
            aria-expanded={navigationShown}
            aria-controls="side-navigation"
            onClick={onNavigation}
          />
        </span>
        <a className="product" href="/" onClick={handleLinkClick('/')}>
          <ProductMark />
          <span className="product-name">Jira</span>
        </a>
        <span className="site-name">{config.siteName}</span>
        <Tooltip content="Jira is simulated on this machine. The app is real.">
          <Lozenge appearance="new">Sandbox: simulated Jira</Lozenge>
        </Tooltip>
      </div>
      <div className="top-bar-end">
        {bench === undefined ? null : <ClockFace now={bench.now} />}
        <ThemeSwitch theme={theme} onTheme={onTheme} />
        <PersonSwitch person={person} people={config.people} onPerson={onPerson} />
      </div>
    </header>
  );
}

/** A mark of the sandbox's own: Atlassian's logos belong to Atlassian. */
function ProductMark() {
  return (
    <svg className="product-mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" />
      <path d="M7 8h10M7 12h7M7 16h4" />
    </svg>
  );
}
