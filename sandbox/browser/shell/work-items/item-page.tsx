import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import { Stack } from '@atlaskit/primitives';
import Spinner from '@atlaskit/spinner';
import { useCallback } from 'react';
import { Problem } from '../../render/problem';
import { useLoad } from '../use-load';
import { handleLinkClick } from '../route';
import { useSiteVersion, useShell } from '../shell-context';
import { SiteError } from '../site/site-client';
import { useWindowTitle } from '../use-window-title';
import { Activity } from './activity';
import { Details } from './details';
import { JiraText } from './jira-text';
import { Panels } from './panels';
import { StatusLozenge } from './status-lozenge';
import { Transitions } from './transitions';
import { type WorkItem, fetchWorkItem } from './work-item';
import { WorkItemLink } from './work-item-link';

/** A work item as Jira shows it. */
export function ItemPage({ itemKey }: { itemKey: string }) {
  useWindowTitle(itemKey);
  const { site } = useShell();
  const [state, reload] = useLoad(
    useCallback(() => fetchWorkItem(site, itemKey), [site, itemKey]),
    useSiteVersion(),
  );
  if (state.is === 'loading') return <Spinner size="large" label={`Loading ${itemKey}`} />;
  if (state.is === 'ready') return <Item item={state.value} onChanged={reload} />;
  const { error } = state;
  if (!(error instanceof SiteError) || error.status !== 404)
    return <Problem title={`We couldn't load ${itemKey}`} detail={error.message} />;
  return (
    <EmptyState
      header="Work item not found"
      headingLevel={1}
      description={`${itemKey} doesn't exist, or you don't have permission to see it.`}
    />
  );
}

function Item({ item, onChanged }: { item: WorkItem; onChanged(): void }) {
  const { fields, key } = item;
  return (
    <>
      <Breadcrumbs label="Jira breadcrumbs">
        <BreadcrumbsItem text="Work items" href="/work-items" onClick={handleLinkClick('/work-items')} />
        <BreadcrumbsItem
          text={fields.project.name}
          href="/work-items"
          onClick={handleLinkClick('/work-items')}
        />
        <BreadcrumbsItem text={key} href={`/browse/${key}`} onClick={handleLinkClick(`/browse/${key}`)} />
      </Breadcrumbs>
      <div className="item">
        <article className="item-main">
          <Stack space="space.300">
            <Heading size="large" as="h1">
              {fields.summary}
            </Heading>
            <Stack space="space.100">
              <Heading size="small" as="h2">
                Description
              </Heading>
              {fields.description === null || fields.description === undefined ? (
                <p className="subtle">No description</p>
              ) : (
                <JiraText document={fields.description} />
              )}
            </Stack>
            {fields.subtasks.length === 0 ? null : <Subtasks item={item} />}
            <Activity item={item} onCommented={onChanged} />
          </Stack>
        </article>
        <aside className="item-side" aria-label="Details">
          <Stack space="space.200">
            <Transitions item={item} onMoved={onChanged} />
            <Panels item={item} onRefresh={onChanged} />
            <Details item={item} />
          </Stack>
        </aside>
      </div>
    </>
  );
}

function Subtasks({ item }: { item: WorkItem }) {
  return (
    <Stack space="space.100">
      <Heading size="small" as="h2">
        Subtasks
      </Heading>
      <ul className="subtasks">
        {item.fields.subtasks.map(({ key, fields }) => (
          <li key={key}>
            <WorkItemLink itemKey={key}>
              {key} {fields.summary}
            </WorkItemLink>
            <StatusLozenge status={fields.status} />
          </li>
        ))}
      </ul>
    </Stack>
  );
}
