import { Button, Inline, List, ListItem, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type Key } from '../../../static/locales';
import { usePage } from '../page/page-context';
import { percent } from '../page/time';
import { Refused } from './refused';
import { type Found } from './use-tried';
import { type Effect, type Group } from './use-group';

const ROWS = 10;

const MOVES = ['fall', 'rise', 'heavier', 'lighter', 'wider', 'narrower'] as const;

function EffectRow({ row }: { row: Effect['rows'][number] }): ReactElement {
  const { say, of } = usePage();
  const moves = MOVES.flatMap(move =>
    row.moves[move] === 0 ? [] : [say(`pages.settings.effect.move.${move}`, { count: row.moves[move] })],
  );
  const status =
    row.from === row.to
      ? []
      : [
          say('pages.settings.effect.status', {
            from: say(`terms.status.${row.from}`),
            to: say(`terms.status.${row.to}`),
          }),
        ];
  return (
    <Text>
      {say('pages.settings.effect.row', {
        id: row.control,
        title: of(row.control).plain('title'),
        what: [...status, ...moves].join(', '),
      })}
    </Text>
  );
}

/** How the place is where work items would go from now on. */
export type NewPlace = Found | 'untried';

/** What becomes of the work items. That new ones go to the new place is promised only of one that works. */
function FilingEffect({
  filing,
  place,
}: {
  filing: NonNullable<Effect['filing']>;
  place: NewPlace;
}): ReactElement {
  const { say } = usePage();
  const count = filing.elsewhere;
  return (
    <Text>
      {filing.stops
        ? say('pages.settings.effect.stops', { count })
        : [
            say(`pages.settings.effect.place.${place}`),
            say('pages.settings.effect.elsewhere', { count }),
          ].join(' ')}
    </Text>
  );
}

/** What saving does to the checklist, in numbers and by row. */
function EffectMessage({ effect, place }: { effect: Effect; place: NewPlace }): ReactElement {
  const { say, words } = usePage();
  const { before, after, rows, filing } = effect;
  const total = (move: (typeof MOVES)[number]): number =>
    rows.reduce((sum, { moves }) => sum + moves[move], 0);
  const counted = (['fall', 'rise'] as const).flatMap(move =>
    total(move) === 0 ? [] : [say(`pages.settings.effect.${move}`, { count: total(move) })],
  );
  const score =
    before.assured === after.assured
      ? []
      : [
          say('pages.settings.effect.score', {
            before: percent(before.assured, words.locale),
            after: percent(after.assured, words.locale),
          }),
        ];
  const summary = [...counted, ...score].join(' ');
  return (
    <SectionMessage appearance="information" title={say('pages.settings.effect.title')}>
      <Stack space="space.100">
        {filing === undefined ? null : <FilingEffect filing={filing} place={place} />}
        {rows.length === 0 ? <Text>{say('pages.settings.effect.none')}</Text> : null}
        {summary === '' ? null : <Text>{summary}</Text>}
        {rows.length === 0 ? null : (
          <List type="unordered">
            {rows.slice(0, ROWS).map(row => (
              <ListItem key={row.control}>
                <EffectRow row={row} />
              </ListItem>
            ))}
          </List>
        )}
        {rows.length > ROWS ? (
          <Text color="color.text.subtle">
            {say('pages.settings.effect.more', { count: rows.length - ROWS })}
          </Text>
        ) : null}
      </Stack>
    </SectionMessage>
  );
}

/** The end of a group: what saving will do, and the button. */
export function SaveBar({
  group,
  isValid,
  reload,
  label = 'pages.settings.save',
  place = 'untried',
}: {
  group: Group;
  isValid: boolean;
  reload: () => void;
  label?: Key;
  place?: NewPlace;
}): ReactElement {
  const { say } = usePage();
  const { isDirty, effect, error, isSaving, save } = group;
  return (
    <Stack space="space.150" alignInline="stretch">
      {error === undefined ? null : <Refused error={error} />}
      {isDirty && effect !== undefined ? <EffectMessage effect={effect} place={place} /> : null}
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
        {isDirty ? null : (
          <Text color="color.text.subtlest">
            {say(isValid ? 'pages.settings.unchanged' : 'pages.settings.notYet')}
          </Text>
        )}
      </Inline>
    </Stack>
  );
}
