import Button from '@atlaskit/button/new';
import ButtonGroup from '@atlaskit/button/button-group';
import DynamicTable from '@atlaskit/dynamic-table';
import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import { Inline, Stack } from '@atlaskit/primitives';
import { useCallback, useState } from 'react';
import { type ShellModule } from '../../bench-view';
import { Problem } from '../../render/problem';
import { User } from '../../render/people';
import { useLoad } from '../use-load';
import { useSiteVersion, useShell } from '../shell-context';
import { useWindowTitle } from '../use-window-title';
import { displayCondition } from './display-condition';
import { RelativeTime } from '../times';
import { StatusLozenge } from './status-lozenge';
import { type WorkItem, searchWorkItems } from './work-item';
import { WorkItemLink } from './work-item-link';

interface ListView {
  name: string;
  jql: string;
  emptyText: string;
}

const MAX_ROWS = 25;

/** The site's work items, as the person finds them with Jira's search. */
export function ListPage() {
  useWindowTitle('Work items');
  const { site, config } = useShell();
  const views = listViews(config.modules);
  const [chosen, choose] = useState(0);
  const view = views[chosen] ?? views[0];
  const jql = view?.jql ?? '';
  const [found] = useLoad(
    useCallback(() => searchWorkItems(site, jql), [site, jql]),
    useSiteVersion(),
  );
  return (
    <Stack space="space.200">
      <Heading size="large" as="h1">
        Work items
      </Heading>
      <Inline>
        <ButtonGroup label="Filter work items">
          {views.map(({ name }, index) => (
            <Button key={name} isSelected={index === chosen} onClick={() => choose(index)}>
              {name}
            </Button>
          ))}
        </ButtonGroup>
      </Inline>
      {found.is === 'failed' ? (
        <Problem title="Jira could not search" detail={found.error.message} />
      ) : (
        <div className="wide-table">
          <DynamicTable
            label="Work items"
            head={HEAD}
            rows={found.is === 'ready' ? found.value.map(item => rowOf(item)) : []}
            rowsPerPage={MAX_ROWS}
            isLoading={found.is === 'loading'}
            emptyView={<EmptyState header="Nothing found" headingLevel={2} description={view?.emptyText} />}
          />
        </div>
      )}
    </Stack>
  );
}

/** The app's own work items are those that carry the property which its panel waits for. */
function listViews(modules: readonly ShellModule[]): ListView[] {
  const conditions = modules.map(module => displayCondition(module.displayConditions));
  const own = conditions.find(condition => condition.kind === 'has-property');
  const filedByApp = {
    name: 'Filed by the app',
    emptyText: "You can't see any work items from the app. New ones can take a moment to appear.",
    jql: `issue.property[${own?.propertyKey ?? ''}].key is not EMPTY ORDER BY updated DESC`,
  };
  return [
    ...(own === undefined ? [] : [filedByApp]),
    {
      name: 'Assigned to me',
      jql: 'assignee = currentUser() ORDER BY updated DESC',
      emptyText: 'No work items are assigned to you.',
    },
    {
      name: 'All',
      jql: 'created >= -3650d ORDER BY updated DESC',
      emptyText: "You don't have permission to see any work items on this site.",
    },
  ];
}

const HEAD = {
  cells: [
    { key: 'key', content: 'Key', width: 10 },
    { key: 'summary', content: 'Summary', width: 40 },
    { key: 'status', content: 'Status', width: 12 },
    { key: 'assignee', content: 'Assignee', width: 20 },
    { key: 'priority', content: 'Priority', width: 8 },
    { key: 'updated', content: 'Updated', width: 10 },
  ],
};

function rowOf(item: WorkItem) {
  const { key, fields } = item;
  return {
    key,
    cells: [
      { key: 'key', content: <WorkItemLink itemKey={key}>{key}</WorkItemLink> },
      { key: 'summary', content: <WorkItemLink itemKey={key}>{fields.summary}</WorkItemLink> },
      { key: 'status', content: <StatusLozenge status={fields.status} /> },
      { key: 'assignee', content: <Assignee item={item} /> },
      { key: 'priority', content: fields.priority?.name ?? 'None' },
      { key: 'updated', content: <RelativeTime at={fields.updated} /> },
    ],
  };
}

function Assignee({ item }: { item: WorkItem }) {
  const { people } = useShell();
  const { assignee } = item.fields;
  if (assignee === null || assignee === undefined) return <>Unassigned</>;
  return <User accountId={assignee.accountId} hideName={false} directory={people} />;
}
