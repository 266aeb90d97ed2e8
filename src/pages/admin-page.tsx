import { Box, Tab, TabList, TabPanel, Tabs, useProductContext, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { ChecklistPage } from './checklist/checklist-page';
import { everyRow, type RowFilter } from './checklist/row-filter';
import { useHome } from './checklist/use-home';
import { ControlPage } from './control/control-page';
import { EvidencePage } from './evidence/evidence-page';
import { Loading } from './page/loading';
import { PageFrame } from './page/page-frame';
import { usePage } from './page/page-context';
import { type Place } from './page/place';
import { TakesFocus } from './page/takes-focus';
import { SmallTrouble, Trouble } from './page/trouble';
import { KeepsDrafts, useUnsaved } from './page/unsaved';
import { usePlace } from './page/use-place';
import { useWindowTitle } from './page/use-window-title';
import { SettingsPage } from './settings/settings-page';
import { StartPage } from './start/start-page';

/** A tab's panel is only as wide as what it holds. */
const wide = xcss({ width: '100%' });

const TABS = ['checklist', 'settings', 'evidence'] as const;

const homeOfTab = (tab: (typeof TABS)[number]): Place =>
  tab === 'settings' ? { page: 'settings', group: 'filing' } : { page: tab };

/** The checklist, and how it is asked for. The filter outlives a look at one control. */
function ChecklistTab({
  filter,
  changeFilter,
}: {
  filter: RowFilter;
  changeFilter: (filter: RowFilter) => void;
}): ReactElement {
  const { home, asked } = useHome();
  const { leave } = useUnsaved();
  /** Setting up was left, for later or for good. */
  const [hasLeft, noteLeft] = useState(false);
  const me = useProductContext()?.accountId;
  const { value, error, again } = home;
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  return (
    <>
      {error === undefined ? null : <SmallTrouble error={error} again={again} />}
      {!hasLeft && value.checklist === undefined && value.sweep === undefined && !value.setup.started ? (
        <StartPage
          end={() =>
            leave(() => {
              noteLeft(true);
              again();
            })
          }
        />
      ) : (
        <TakesFocus when={hasLeft}>
          <ChecklistPage home={value} me={me} filter={filter} changeFilter={changeFilter} asked={asked} />
        </TakesFocus>
      )}
    </>
  );
}

function Tabbed({
  place,
  filter,
  changeFilter,
}: {
  place: Place & { readonly page: (typeof TABS)[number] };
  filter: RowFilter;
  changeFilter: (filter: RowFilter) => void;
}): ReactElement {
  const { say, go } = usePage();
  const pageOf = (tab: (typeof TABS)[number]): ReactElement => {
    if (tab !== place.page) return <></>;
    switch (place.page) {
      case 'checklist':
        return <ChecklistTab filter={filter} changeFilter={changeFilter} />;
      case 'settings':
        return <SettingsPage group={place.group} />;
      case 'evidence':
        return <EvidencePage />;
    }
  };
  return (
    <Tabs
      id="page"
      selected={TABS.indexOf(place.page)}
      onChange={index => go(homeOfTab(TABS[index] ?? 'checklist'), 'tab')}
    >
      <TabList>
        {TABS.map(tab => (
          <Tab key={tab}>{say(`pages.tabs.${tab}`)}</Tab>
        ))}
      </TabList>
      {TABS.map(tab => (
        <TabPanel key={tab}>
          <Box xcss={wide}>{pageOf(tab)}</Box>
        </TabPanel>
      ))}
    </Tabs>
  );
}

function Placed({ place }: { place: Place }): ReactElement {
  const { go } = usePage();
  const [filter, changeFilter] = useState<RowFilter>(everyRow);
  useWindowTitle(place);
  switch (place.page) {
    case 'control':
      return <ControlPage key={place.control} control={place.control} />;
    case 'start':
      return <StartPage end={() => go({ page: 'checklist' })} />;
    default:
      return <Tabbed place={place} filter={filter} changeFilter={changeFilter} />;
  }
}

/**
 * The app's page for admins, wherever Jira shows it.
 * @param first where it opens.
 */
export function AdminPage({ first }: { first: Place }): ReactElement {
  const { place, takesFocus, go } = usePlace(first);
  return (
    <PageFrame go={go} takesFocus={takesFocus}>
      <KeepsDrafts>{place === undefined ? <Loading /> : <Placed place={place} />}</KeepsDrafts>
    </PageFrame>
  );
}
