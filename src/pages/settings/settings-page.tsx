import { Box, Heading, Stack, Tab, TabList, TabPanel, Tabs, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { Loading } from '../shared/loading';
import { usePage } from '../shared/page-context';
import { SETTINGS_GROUPS, type SettingsGroupName } from '../shared/route';
import { AutoFocus } from '../shared/auto-focus';
import { LostRightsMessage, InlineError, PageError } from '../shared/page-errors';
import { useApiCall } from '../shared/use-api-call';
import { SetupBanner } from '../setup/setup-banner';
import { BaselineGroup } from './baseline-group';
import { ImportExportGroup } from './import-export-group';
import { FilingGroup } from './filing-group';
import { ListsGroup } from './lists-group';
import { PeopleGroup } from './people-group';
import { type SettingsValue } from './settings-value';

const panelBox = xcss({ width: '100%', paddingBlock: 'space.200' });

/** One settings group. Each revision resets it, because edits apply to the settings they started from. */
export function SettingsGroupForm({
  group,
  value,
  onSaved,
}: {
  group: SettingsGroupName;
  value: SettingsValue;
  onSaved: () => void;
}): ReactElement {
  switch (group) {
    case 'filing':
      return <FilingGroup value={value} onSaved={onSaved} />;
    case 'baseline':
      return <BaselineGroup value={value} onSaved={onSaved} />;
    case 'open':
      return (
        <ListsGroup
          lists={[
            'approvedSpaces',
            'approvedFilters',
            'approvedDashboards',
            'knownApps',
            'atlassianApps',
            'ownDomains',
          ]}
          value={value}
          onSaved={onSaved}
          buildChange={({
            approvedSpaces,
            approvedFilters,
            approvedDashboards,
            knownApps,
            atlassianApps,
            ownDomains,
          }) => ({
            group: 'open',
            value: {
              approvedSpaces,
              approvedFilters,
              approvedDashboards,
              knownApps,
              atlassianApps,
              ownDomains,
            },
          })}
        />
      );
    case 'sensitive':
      return (
        <ListsGroup
          lists={['sensitiveSpaces']}
          value={value}
          onSaved={onSaved}
          buildChange={({ sensitiveSpaces }) => ({ group: 'sensitive', value: { sensitiveSpaces } })}
        />
      );
    case 'people':
      return <PeopleGroup value={value} onSaved={onSaved} />;
    case 'file':
      return <ImportExportGroup value={value} onSaved={onSaved} />;
  }
}

/** All settings, in groups that are saved separately. */
export function SettingsPage({ group }: { group: SettingsGroupName }): ReactElement {
  const { formatMessage, navigate } = usePage();
  const [savedGroup, setSavedGroup] = useState<SettingsGroupName>();
  const { value, error, refetch } = useApiCall(adminCalls, 'settings', {});
  if (value === undefined)
    return error === undefined ? <Loading /> : <PageError error={error} retry={refetch} />;
  return (
    <Box paddingBlock="space.200">
      <Stack space="space.200" alignInline="stretch">
        {error === undefined ? null : <InlineError error={error} retry={refetch} />}
        {value.lostRights ? <LostRightsMessage /> : null}
        {value.settings.filing.project === undefined && value.settings.baseline === undefined ? (
          <SetupBanner />
        ) : null}
        <Tabs
          id="settings"
          selected={SETTINGS_GROUPS.indexOf(group)}
          onChange={index => {
            setSavedGroup(undefined);
            navigate({ page: 'settings', group: SETTINGS_GROUPS[index] ?? 'filing' }, 'tab');
          }}
        >
          <TabList>
            {SETTINGS_GROUPS.map(each => (
              <Tab key={each}>{formatMessage(`pages.settings.tab.${each}`)}</Tab>
            ))}
          </TabList>
          {SETTINGS_GROUPS.map(each => (
            <TabPanel key={each}>
              {each === group ? (
                <Box xcss={panelBox}>
                  <Stack space="space.200" alignInline="stretch">
                    <Heading as="h2" size="small">
                      {formatMessage(`pages.settings.group.${each}`)}
                    </Heading>
                    <AutoFocus when={savedGroup === each}>
                      <SettingsGroupForm
                        key={value.revision}
                        group={each}
                        value={value}
                        onSaved={() => {
                          setSavedGroup(each);
                          refetch();
                        }}
                      />
                    </AutoFocus>
                  </Stack>
                </Box>
              ) : (
                <></>
              )}
            </TabPanel>
          ))}
        </Tabs>
      </Stack>
    </Box>
  );
}
