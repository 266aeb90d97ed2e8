import { Box, Heading, Stack, Tab, TabList, TabPanel, Tabs, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { Loading } from '../page/loading';
import { usePage } from '../page/page-context';
import { SETTINGS_PLACES, type SettingsPlace } from '../page/place';
import { TakesFocus } from '../page/takes-focus';
import { LostRights, SmallTrouble, Trouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { Unfinished } from '../start/unfinished';
import { BaselineGroup } from './baseline-group';
import { FileGroup } from './file-group';
import { FilingGroup } from './filing-group';
import { ListsGroup } from './lists-group';
import { PeopleGroup } from './people-group';
import { type SettingsValue } from './settings-value';

const panel = xcss({ width: '100%', paddingBlock: 'space.200' });

/** One group. It begins anew with every revision: what was typed before belongs to what was there before. */
export function SettingsGroup({
  group,
  value,
  saved,
}: {
  group: SettingsPlace;
  value: SettingsValue;
  saved: () => void;
}): ReactElement {
  switch (group) {
    case 'filing':
      return <FilingGroup value={value} saved={saved} />;
    case 'baseline':
      return <BaselineGroup value={value} saved={saved} />;
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
          saved={saved}
          changeOf={({
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
          saved={saved}
          changeOf={({ sensitiveSpaces }) => ({ group: 'sensitive', value: { sensitiveSpaces } })}
        />
      );
    case 'people':
      return <PeopleGroup value={value} saved={saved} />;
    case 'file':
      return <FileGroup value={value} saved={saved} />;
  }
}

/** Everything that people decide, in groups that each save on their own. */
export function SettingsPage({ group }: { group: SettingsPlace }): ReactElement {
  const { say, go } = usePage();
  const [savedIn, noteSavedIn] = useState<SettingsPlace>();
  const { value, error, again } = useAsked(adminCalls, 'settings', {});
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  return (
    <Box paddingBlock="space.200">
      <Stack space="space.200" alignInline="stretch">
        {error === undefined ? null : <SmallTrouble error={error} again={again} />}
        {value.lostRights ? <LostRights /> : null}
        {value.settings.filing.project === undefined && value.settings.baseline === undefined ? (
          <Unfinished />
        ) : null}
        <Tabs
          id="settings"
          selected={SETTINGS_PLACES.indexOf(group)}
          onChange={index => {
            noteSavedIn(undefined);
            go({ page: 'settings', group: SETTINGS_PLACES[index] ?? 'filing' }, 'tab');
          }}
        >
          <TabList>
            {SETTINGS_PLACES.map(each => (
              <Tab key={each}>{say(`pages.settings.tab.${each}`)}</Tab>
            ))}
          </TabList>
          {SETTINGS_PLACES.map(each => (
            <TabPanel key={each}>
              {each === group ? (
                <Box xcss={panel}>
                  <Stack space="space.200" alignInline="stretch">
                    <Heading as="h2" size="small">
                      {say(`pages.settings.group.${each}`)}
                    </Heading>
                    <TakesFocus when={savedIn === each}>
                      <SettingsGroup
                        key={value.revision}
                        group={each}
                        value={value}
                        saved={() => {
                          noteSavedIn(each);
                          again();
                        }}
                      />
                    </TakesFocus>
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
