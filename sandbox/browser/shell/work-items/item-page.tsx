import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import { Stack } from '@atlaskit/primitives';
import Spinner from '@atlaskit/spinner';
import { useCallback } from 'react';
import { Problem } from '../../render/problem';
import { useLoaded } from '../loaded';
import { stayInShell } from '../place';
import { useNews, useShell } from '../shell-context';
import { SiteError } from '../site/site-client';
import { useTitle } from '../title';
import { Activity } from './activity';
import { Details } from './details';
import { JiraText } from './jira-text';
import { Panels } from './panels';
import { StatusLozenge } from './status-lozenge';
import { Transitions } from './transitions';
import { type WorkItem, workItemByKey } from './work-item';
import { WorkItemLink } from './work-item-link';

/** A work item as Jira shows it. */
export function ItemPage({ itemKey }: { itemKey: string }) {
  useTitle(itemKey);
  const { site } = useShell();
  const [loaded, reload] = useLoaded(
    useCallback(() => workItemByKey(site, itemKey), [site, itemKey]),
    useNews(),
  );
  if (loaded.is === 'loading') return <Spinner size="large" label={`Loading ${itemKey}`} />;
  if (loaded.is === 'ready') return <Item item={loaded.value} onChanged={reload} />;
  const { error } = loaded;
  if (!(error instanceof SiteError) || error.status !== 404)
    return <Problem title={`${itemKey} can't be read`} detail={error.message} />;
  return (
    <EmptyState
      header="Work item not found"
      headingLevel={1}
      description={`${itemKey} does not exist, or you do not have permission to see it.`}
    />
  );
}

function Item({ item, onChanged }: { item: WorkItem; onChanged(): void }) {
  const { fields, key } = item;
  return (
    <>
      <Breadcrumbs label="Where you are">
        <BreadcrumbsItem text="Work items" href="/work-items" onClick={stayInShell('/work-items')} />
        <BreadcrumbsItem text={fields.project.name} href="/work-items" onClick={stayInShell('/work-items')} />
        <BreadcrumbsItem text={key} href={`/browse/${key}`} onClick={stayInShell(`/browse/${key}`)} />
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
