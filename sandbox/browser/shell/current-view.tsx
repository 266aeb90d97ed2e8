import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import { useEffect } from 'react';
import { type ShellModule } from '../bench-view';
import { ModuleFrame } from './module-frame';
import { adminPages } from './admin-pages';
import { modulePath, type Route, parseRoute, handleLinkClick, useCurrentPath } from './route';
import { BenchPage } from './bench/bench-page';
import { useShell } from './shell-context';
import { useWindowTitle } from './use-window-title';
import { ItemPage } from './work-items/item-page';
import { ListPage } from './work-items/list-page';

const NO_EXTENSION = {};

/** What the address stands for. */
export function CurrentView() {
  const { modules } = useShell().config;
  const route = useRouteFromStart(adminPages(modules)[0]?.key);
  switch (route.view) {
    case 'start':
      return <NoPage title="The app has no admin page" />;
    case 'module': {
      const module = adminPages(modules).find(({ key }) => key === route.moduleKey);
      if (module === undefined) return <NoPage title={`The app has no page "${route.moduleKey}"`} />;
      return <AdminPage key={module.key} module={module} />;
    }
    case 'work-items':
      return <ListPage />;
    case 'work-item':
      return <ItemPage key={route.key} itemKey={route.key} />;
    case 'bench':
      return <BenchPage />;
    case 'unavailable':
      return <UnavailablePage path={route.path} />;
  }
}

/** The present place, where the front door is the app's first page. */
function useRouteFromStart(startKey: string | undefined): Route {
  const route = parseRoute(useCurrentPath());
  const isStart = route.view === 'start' && startKey !== undefined;
  useEffect(() => {
    if (isStart) window.history.replaceState(null, '', modulePath(startKey));
  }, [isStart, startKey]);
  return isStart ? { view: 'module', moduleKey: startKey, within: '/' } : route;
}

/** An admin page of the app under Jira's own heading, which shows the module's title. */
function AdminPage({ module }: { module: ShellModule }) {
  useWindowTitle(module.title);
  return (
    <div className="page">
      <Breadcrumbs label="Jira breadcrumbs">
        <BreadcrumbsItem text="Settings" href="/" onClick={handleLinkClick('/')} />
        <BreadcrumbsItem text="Apps" href="/" onClick={handleLinkClick('/')} />
      </Breadcrumbs>
      <div className="page-heading">
        <Heading size="large" as="h1">
          {module.title}
        </Heading>
      </div>
      <ModuleFrame moduleKey={module.key} title={module.title} extension={NO_EXTENSION} ownsAddress />
    </div>
  );
}

function NoPage({ title }: { title: string }) {
  return <EmptyState header={title} headingLevel={1} />;
}

/** A page that Jira has and the sandbox does not: the link that led here is right all the same. */
function UnavailablePage({ path }: { path: string }) {
  useWindowTitle('Not in the sandbox');
  return (
    <EmptyState
      header="This Jira page isn't in the sandbox"
      headingLevel={1}
      description={`On a real site, this link opens ${path}.`}
    />
  );
}
