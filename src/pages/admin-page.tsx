import { Box, Tab, TabList, TabPanel, Tabs, useProductContext, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { ChecklistPage } from './checklist/checklist-page';
import { emptyRowFilter, type RowFilter } from './checklist/row-filter';
import { useChecklistPage } from './checklist/use-checklist-page';
import { ControlPage } from './control/control-page';
import { EvidencePage } from './evidence/evidence-page';
import { Loading } from './shared/loading';
import { PageFrame } from './shared/page-frame';
import { usePage } from './shared/page-context';
import { type Route } from './shared/route';
import { AutoFocus } from './shared/auto-focus';
import { InlineError, PageError } from './shared/page-errors';
import { UnsavedChangesGuard, useUnsavedChanges } from './shared/unsaved-changes';
import { useRoute } from './shared/use-route';
import { useWindowTitle } from './shared/use-window-title';
import { SettingsPage } from './settings/settings-page';
import { SetupPage } from './setup/setup-page';

/** By default, a tab panel is only as wide as its content. */
const tabPanelBox = xcss({ width: '100%' });

const TABS = ['checklist', 'settings', 'evidence'] as const;

const routeOfTab = (tab: (typeof TABS)[number]): Route =>
  tab === 'settings' ? { page: 'settings', group: 'filing' } : { page: tab };

/** Loads the checklist. The filter is kept outside, so that it survives a visit to a control. */
function ChecklistTab({
  filter,
  changeFilter,
}: {
  filter: RowFilter;
  changeFilter: (filter: RowFilter) => void;
}): ReactElement {
  const { pageCall, notifyScanRequested } = useChecklistPage();
  const { confirmLeave } = useUnsavedChanges();
  /** The user has left the setup, for now or for good. */
  const [hasLeft, setHasLeft] = useState(false);
  const me = useProductContext()?.accountId;
  const { value, error, refetch } = pageCall;
  if (value === undefined)
    return error === undefined ? <Loading /> : <PageError error={error} retry={refetch} />;
  return (
    <>
      {error === undefined ? null : <InlineError error={error} retry={refetch} />}
      {!hasLeft && value.checklist === undefined && value.scan === undefined && !value.setup.started ? (
        <SetupPage
          onExit={() =>
            confirmLeave(() => {
              setHasLeft(true);
              refetch();
            })
          }
        />
      ) : (
        <AutoFocus when={hasLeft}>
          <ChecklistPage
            pageValue={value}
            me={me}
            filter={filter}
            changeFilter={changeFilter}
            onScanRequested={notifyScanRequested}
          />
        </AutoFocus>
      )}
    </>
  );
}

function TabbedPages({
  route,
  filter,
  changeFilter,
}: {
  route: Route & { readonly page: (typeof TABS)[number] };
  filter: RowFilter;
  changeFilter: (filter: RowFilter) => void;
}): ReactElement {
  const { formatMessage, navigate } = usePage();
  const renderTab = (tab: (typeof TABS)[number]): ReactElement => {
    if (tab !== route.page) return <></>;
    switch (route.page) {
      case 'checklist':
        return <ChecklistTab filter={filter} changeFilter={changeFilter} />;
      case 'settings':
        return <SettingsPage group={route.group} />;
      case 'evidence':
        return <EvidencePage />;
    }
  };
  return (
    <Tabs
      id="page"
      selected={TABS.indexOf(route.page)}
      onChange={index => navigate(routeOfTab(TABS[index] ?? 'checklist'), 'tab')}
    >
      <TabList>
        {TABS.map(tab => (
          <Tab key={tab}>{formatMessage(`pages.tabs.${tab}`)}</Tab>
        ))}
      </TabList>
      {TABS.map(tab => (
        <TabPanel key={tab}>
          <Box xcss={tabPanelBox}>{renderTab(tab)}</Box>
        </TabPanel>
      ))}
    </Tabs>
  );
}

function RoutedPage({ route }: { route: Route }): ReactElement {
  const { navigate } = usePage();
  const [filter, changeFilter] = useState<RowFilter>(emptyRowFilter);
  useWindowTitle(route);
  switch (route.page) {
    case 'control':
      return <ControlPage key={route.control} control={route.control} />;
    case 'start':
      return <SetupPage onExit={() => navigate({ page: 'checklist' })} />;
    default:
      return <TabbedPages route={route} filter={filter} changeFilter={changeFilter} />;
  }
}

/**
 * The app's page for admins. Jira shows it in two places.
 * @param initialRoute where the page opens.
 */
export function AdminPage({ initialRoute }: { initialRoute: Route }): ReactElement {
  const { route, takesFocus, navigate } = useRoute(initialRoute);
  return (
    <PageFrame navigate={navigate} takesFocus={takesFocus}>
      <UnsavedChangesGuard>
        {route === undefined ? <Loading /> : <RoutedPage route={route} />}
      </UnsavedChangesGuard>
    </PageFrame>
  );
}
