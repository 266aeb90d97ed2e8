import { Button, Inline, List, ListItem, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type Key } from '../../../static/locales';
import { usePage } from '../page/page-context';
import { percent } from '../page/time';
import { SmallTrouble } from '../page/trouble';
import { type Effect, type Group } from './use-group';

const ROWS = 10;

function EffectRow({ row }: { row: Effect['rows'][number] }): ReactElement {
  const { say, of } = usePage();
  const title = of(row.control).plain('title');
  return (
    <Text>
      {row.from === row.to
        ? say('pages.settings.effect.rowCount', {
            id: row.control,
            title,
            before: row.findingsBefore,
            after: row.findingsAfter,
          })
        : say('pages.settings.effect.row', {
            id: row.control,
            title,
            from: say(`terms.status.${row.from}`),
            to: say(`terms.status.${row.to}`),
          })}
    </Text>
  );
}

/** What saving does to the checklist, in numbers and by row. */
function EffectMessage({ effect }: { effect: Effect }): ReactElement {
  const { say, words } = usePage();
  const { before, after, rows } = effect;
  const fewer = before.findings - after.findings;
  const counted =
    fewer > 0
      ? say('pages.settings.effect.falls', { count: fewer })
      : fewer < 0
        ? say('pages.settings.effect.rises', { count: -fewer })
        : say('pages.settings.effect.same');
  const score =
    before.assured === after.assured
      ? []
      : [
          say('pages.settings.effect.score', {
            before: percent(before.assured, words.locale),
            after: percent(after.assured, words.locale),
          }),
        ];
  return (
    <SectionMessage appearance="information" title={say('pages.settings.effect.title')}>
      {rows.length === 0 ? (
        <Text>{say('pages.settings.effect.none')}</Text>
      ) : (
        <Stack space="space.100">
          <Text>{[counted, ...score].join(' ')}</Text>
          <List type="unordered">
            {rows.slice(0, ROWS).map(row => (
              <ListItem key={row.control}>
                <EffectRow row={row} />
              </ListItem>
            ))}
          </List>
        </Stack>
      )}
    </SectionMessage>
  );
}

/** The end of a group: what saving will do, and the button. */
export function SaveBar({
  group,
  isValid,
  reload,
  label = 'pages.settings.save',
}: {
  group: Group;
  isValid: boolean;
  reload: () => void;
  label?: Key;
}): ReactElement {
  const { say } = usePage();
  const { isDirty, effect, error, isSaving, save } = group;
  return (
    <Stack space="space.150" alignInline="stretch">
      {error === undefined ? null : <SmallTrouble error={error} />}
      {isDirty && effect !== undefined ? <EffectMessage effect={effect} /> : null}
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <LoadingButton
          appearance="primary"
          isLoading={isSaving}
          isDisabled={!isDirty || !isValid}
          onClick={() => {
            void save();
          }}
        >
          {say(label)}
        </LoadingButton>
        {error?.code === 'conflict' ? <Button onClick={reload}>{say('pages.settings.reload')}</Button> : null}
        {isDirty && effect === undefined && error === undefined ? (
          <Text color="color.text.subtle">{say('pages.settings.effect.asking')}</Text>
        ) : null}
        {!isDirty && isValid ? (
          <Text color="color.text.subtlest">{say('pages.settings.unchanged')}</Text>
        ) : null}
      </Inline>
    </Stack>
  );
}
