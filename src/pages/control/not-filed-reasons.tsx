import { Button, Inline, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type NotFiledReason } from '../../api/contract/control';
import { usePage } from '../shared/page-context';
import { type SettingsGroupName } from '../shared/route';
import { type ControlValue } from './control-value';

/** The settings group that decides each reason. Awaiting confirmation and the plan aren't settings. */
const SETTINGS_GROUP_BY_REASON: Readonly<Partial<Record<NotFiledReason, SettingsGroupName>>> = {
  'no-filing-space': 'filing',
  'no-baseline': 'baseline',
  'in-baseline': 'baseline',
  rule: 'baseline',
  setting: 'baseline',
};

/** Why open findings aren't in a work item, with a link to the setting that decides it. */
export function NotFiledReasons({ value }: { value: ControlValue }): ReactElement {
  const { formatMessage, navigate } = usePage();
  const settingsGroups = [
    ...new Set(value.notFiled.flatMap(({ why }) => SETTINGS_GROUP_BY_REASON[why] ?? [])),
  ];
  return (
    <Stack space="space.075">
      {value.notFiled.map(({ why, count }) => (
        <Text key={why} color="color.text.subtle">
          {formatMessage(`pages.control.notFiled.${why}`, { count })}
        </Text>
      ))}
      {settingsGroups.length === 0 ? null : (
        <Inline space="space.100">
          {settingsGroups.map(group => (
            <Button key={group} onClick={() => navigate({ page: 'settings', group })}>
              {formatMessage(group === 'filing' ? 'pages.forYou.chooseSpace' : 'pages.control.toBaseline')}
            </Button>
          ))}
        </Inline>
      )}
    </Stack>
  );
}
