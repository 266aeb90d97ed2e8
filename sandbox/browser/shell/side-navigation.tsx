import AppsIcon from '@atlaskit/icon/core/apps';
import FlaskIcon from '@atlaskit/icon/core/flask';
import WorkItemsIcon from '@atlaskit/icon/core/work-items';
import { type MouseEvent, type ReactNode } from 'react';
import { adminPages } from './admin-pages';
import { modulePath, type Route, parseRoute, handleLinkClick, useCurrentPath } from './route';
import { useShell } from './shell-context';

interface SideNavigationProps {
  /** On a narrow screen it is folded away until it is asked for. */
  isShown: boolean;
  onFollowed(): void;
}

/** Jira's settings, as far as the sandbox has them. */
export function SideNavigation({ isShown, onFollowed }: SideNavigationProps) {
  const { config } = useShell();
  const pages = adminPages(config.modules);
  const route = parseRoute(useCurrentPath());
  const shownKey =
    route.view === 'start' ? pages[0]?.key : route.view === 'module' ? route.moduleKey : undefined;
  return (
    <nav className={isShown ? 'side side-shown' : 'side'} aria-label="Settings" id="side-navigation">
      <Group title="Apps">
        {pages.map(({ key, title, useAsConfig }) => (
          <Item
            key={key}
            path={modulePath(key)}
            icon={<AppsIcon label="" />}
            isCurrent={key === shownKey}
            onFollowed={onFollowed}
          >
            {title}
            {useAsConfig ? <span className="side-note">Configure</span> : null}
          </Item>
        ))}
      </Group>
      <Group title="Work">
        <Item
          path="/work-items"
          icon={<WorkItemsIcon label="" />}
          isCurrent={isWorkItemView(route)}
          onFollowed={onFollowed}
        >
          Work items
        </Item>
      </Group>
      <Group title="Sandbox">
        <Item
          path="/bench"
          icon={<FlaskIcon label="" />}
          isCurrent={route.view === 'bench'}
          onFollowed={onFollowed}
        >
          Bench
        </Item>
      </Group>
    </nav>
  );
}

function isWorkItemView({ view }: Route): boolean {
  return view === 'work-items' || view === 'work-item';
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="side-group">
      <h2 className="side-heading">{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

interface ItemProps {
  path: string;
  icon: ReactNode;
  isCurrent: boolean;
  children: ReactNode;
  onFollowed(): void;
}

function Item({ path, icon, isCurrent: isHere, children, onFollowed }: ItemProps) {
  const handleClick = (event: MouseEvent) => {
    handleLinkClick(path)(event);
    onFollowed();
  };
  return (
    <li>
      <a
        className="side-item"
        href={path}
        onClick={handleClick}
        {...(isHere ? { 'aria-current': 'page' as const } : {})}
      >
        <span className="side-icon">{icon}</span>
        <span>{children}</span>
      </a>
    </li>
  );
}
