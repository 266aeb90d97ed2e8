import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import { useEffect } from 'react';
import { type SurroundingModule } from '../bench-view';
import { ModuleFrame } from './module-frame';
import { adminPages } from './modules';
import { pathOfModule, type Place, placeOf, useAddress } from './place';
import { useShell } from './shell-context';

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
    default:
      return <Nowhere title="Not part of the sandbox" />;
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
  useEffect(() => {
    document.title = `${module.title} - Jira`;
  }, [module.title]);
  return (
    <div className="page">
      <Breadcrumbs label="Where you are">
        <BreadcrumbsItem text="Settings" href="/" />
        <BreadcrumbsItem text="Apps" href="/" />
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
