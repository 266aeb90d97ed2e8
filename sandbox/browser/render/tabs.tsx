import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { type ComponentRenderers } from './component-renderers';
import { withoutUndefined } from './without-undefined';

export const tabs = {
  Tabs: tabs => {
    const handler = tabs.handler('onChange');
    return (
      <Tabs
        key={tabs.key}
        id={tabs.text('id') ?? tabs.key}
        {...withoutUndefined({
          defaultSelected: tabs.number('defaultSelected'),
          selected: tabs.number('selected'),
          shouldUnmountTabPanelOnChange: tabs.flag('shouldUnmountTabPanelOnChange'),
          onChange: handler && ((index: number) => handler(index)),
          testId: tabs.text('testId'),
        })}
      >
        {tabs.children()}
      </Tabs>
    );
  },
  TabList: list => <TabList key={list.key}>{list.children()}</TabList>,
  Tab: tab => (
    <Tab key={tab.key} {...withoutUndefined({ testId: tab.text('testId') })}>
      {tab.children()}
    </Tab>
  ),
  TabPanel: panel => (
    <TabPanel key={panel.key} {...withoutUndefined({ testId: panel.text('testId') })}>
      {panel.children()}
    </TabPanel>
  ),
} satisfies ComponentRenderers;
