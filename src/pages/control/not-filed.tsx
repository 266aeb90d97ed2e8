import { Button, Inline, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type NotFiledWhy } from '../../api/contract/control';
import { usePage } from '../page/page-context';
import { type SettingsPlace } from '../page/place';
import { type ControlValue } from './control-value';

/** Where it is decided. What waits for a second reading, or for another plan, is not decided here. */
const PLACE: Readonly<Partial<Record<NotFiledWhy, SettingsPlace>>> = {
  'no-place': 'filing',
  'no-baseline': 'baseline',
  baseline: 'baseline',
  rule: 'baseline',
  setting: 'baseline',
};

/** Why what is open stands in no work item, and where that is decided. */
export function NotFiledReasons({ value }: { value: ControlValue }): ReactElement {
  const { say, go } = usePage();
  const places = [...new Set(value.notFiled.flatMap(({ why }) => PLACE[why] ?? []))];
  return (
    <Stack space="space.075">
      {value.notFiled.map(({ why, count }) => (
        <Text key={why} color="color.text.subtle">
          {say(`pages.control.notFiled.${why}`, { count })}
        </Text>
      ))}
      {places.length === 0 ? null : (
        <Inline space="space.100">
          {places.map(group => (
            <Button key={group} onClick={() => go({ page: 'settings', group })}>
              {say(group === 'filing' ? 'pages.queue.chooseSpace' : 'pages.control.toBaseline')}
            </Button>
          ))}
        </Inline>
      )}
    </Stack>
  );
}
