import AppsIcon from '@atlaskit/icon/core/apps';
import FlaskIcon from '@atlaskit/icon/core/flask';
import WorkItemsIcon from '@atlaskit/icon/core/work-items';
import { type MouseEvent, type ReactNode } from 'react';
import { adminPages } from './modules';
import { pathOfModule, type Place, placeOf, stayInShell, useAddress } from './place';
import { useShell } from './shell-context';

interface SideNavigationProps {
  /** On a narrow screen it is folded away until it is asked for. */
  isShown: boolean;
  onFollowed(): void;
}

/** Jira's settings, as far as the sandbox has them. */
export function SideNavigation({ isShown, onFollowed }: SideNavigationProps) {
  const { surroundings } = useShell();
  const pages = adminPages(surroundings.modules);
  const place = placeOf(useAddress());
  const shownKey =
    place.view === 'start' ? pages[0]?.key : place.view === 'module' ? place.moduleKey : undefined;
  return (
    <nav className={isShown ? 'side side-shown' : 'side'} aria-label="Settings" id="side-navigation">
      <Group title="Apps">
        {pages.map(({ key, title, useAsConfig }) => (
          <Item
            key={key}
            path={pathOfModule(key)}
            icon={<AppsIcon label="" />}
            isHere={key === shownKey}
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
          isHere={isWork(place)}
          onFollowed={onFollowed}
        >
          Work items
        </Item>
      </Group>
      <Group title="Sandbox">
        <Item
          path="/bench"
          icon={<FlaskIcon label="" />}
          isHere={place.view === 'bench'}
          onFollowed={onFollowed}
        >
          Bench
        </Item>
      </Group>
    </nav>
  );
}

function isWork({ view }: Place): boolean {
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
  isHere: boolean;
  children: ReactNode;
  onFollowed(): void;
}

function Item({ path, icon, isHere, children, onFollowed }: ItemProps) {
  const follow = (event: MouseEvent) => {
    stayInShell(path)(event);
    onFollowed();
  };
  return (
    <li>
      <a
        className="side-item"
        href={path}
        onClick={follow}
        {...(isHere ? { 'aria-current': 'page' as const } : {})}
      >
        <span className="side-icon">{icon}</span>
        <span>{children}</span>
      </a>
    </li>
  );
}
