import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import { useEffect } from 'react';
import { type SurroundingModule } from '../bench-view';
import { ModuleFrame } from './module-frame';
import { adminPages } from './modules';
import { pathOfModule, type Place, placeOf, stayInShell, useAddress } from './place';
import { BenchPage } from './bench/bench-page';
import { useShell } from './shell-context';
import { useTitle } from './title';
import { ItemPage } from './work-items/item-page';
import { ListPage } from './work-items/list-page';

const NO_EXTENSION = {};

/** What the address stands for. */
export function View() {
  const { modules } = useShell().surroundings;
  const place = useStartedPlace(adminPages(modules)[0]?.key);
  switch (place.view) {
    case 'start':
      return <Nowhere title="The app has no admin page" />;
    case 'module': {
      const module = adminPages(modules).find(({ key }) => key === place.moduleKey);
      if (module === undefined) return <Nowhere title={`The app has no page "${place.moduleKey}"`} />;
      return <AdminPage key={module.key} module={module} />;
    }
    case 'work-items':
      return <ListPage />;
    case 'work-item':
      return <ItemPage key={place.key} itemKey={place.key} />;
    case 'bench':
      return <BenchPage />;
    case 'elsewhere':
      return <Elsewhere path={place.path} />;
  }
}

/** The present place, where the front door is the app's first page. */
function useStartedPlace(startKey: string | undefined): Place {
  const place = placeOf(useAddress());
  const isStart = place.view === 'start' && startKey !== undefined;
  useEffect(() => {
    if (isStart) window.history.replaceState(null, '', pathOfModule(startKey));
  }, [isStart, startKey]);
  return isStart ? { view: 'module', moduleKey: startKey, within: '/' } : place;
}

/** An admin page of the app under Jira's own heading, which shows the module's title. */
function AdminPage({ module }: { module: SurroundingModule }) {
  useTitle(module.title);
  return (
    <div className="page">
      <Breadcrumbs label="Where you are">
        <BreadcrumbsItem text="Settings" href="/" onClick={stayInShell('/')} />
        <BreadcrumbsItem text="Apps" href="/" onClick={stayInShell('/')} />
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

function Nowhere({ title }: { title: string }) {
  return <EmptyState header={title} headingLevel={1} />;
}

/** A page that Jira has and the sandbox does not: the link that led here is right all the same. */
function Elsewhere({ path }: { path: string }) {
  useTitle('Not in the sandbox');
  return (
    <EmptyState
      header="This page of Jira is not in the sandbox"
      headingLevel={1}
      description={`On a real site, ${path} would open here.`}
    />
  );
}
