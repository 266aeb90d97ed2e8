import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { type Entries } from './entries';
import { given } from './given';

export const tabs = {
  Tabs: tabs => {
    const act = tabs.act('onChange');
    return (
      <Tabs
        key={tabs.key}
        id={tabs.text('id') ?? tabs.key}
        {...given({
          defaultSelected: tabs.number('defaultSelected'),
          selected: tabs.number('selected'),
          shouldUnmountTabPanelOnChange: tabs.flag('shouldUnmountTabPanelOnChange'),
          onChange: act && ((index: number) => act(index)),
          testId: tabs.text('testId'),
        })}
      >
        {tabs.children()}
      </Tabs>
    );
  },
  TabList: list => <TabList key={list.key}>{list.children()}</TabList>,
  Tab: tab => (
    <Tab key={tab.key} {...given({ testId: tab.text('testId') })}>
      {tab.children()}
    </Tab>
  ),
  TabPanel: panel => (
    <TabPanel key={panel.key} {...given({ testId: panel.text('testId') })}>
      {panel.children()}
    </TabPanel>
  ),
} satisfies Entries;
