import { Button, Inline, List, ListItem, LoadingButton, SectionMessage, Stack, Text } from '@forge/react';
import { type ReactElement } from 'react';
import { type MessageKey } from '../../messages/messages';
import { usePage } from '../shared/page-context';
import { formatPercent } from '../shared/time-format';
import { SaveError } from './save-error';
import { type FilingCheckStatus } from './use-filing-check';
import { type SettingsEffectValue, type SettingsGroupState } from './use-settings-group';

const MAX_ROWS = 10;

const FINDING_MOVES = ['removed', 'added', 'moreSevere', 'lessSevere', 'wider', 'narrower'] as const;

function EffectRow({ row }: { row: SettingsEffectValue['rows'][number] }): ReactElement {
  const { formatMessage, controlTextOf } = usePage();
  const moves = FINDING_MOVES.flatMap(move =>
    row.moves[move] === 0
      ? []
      : [formatMessage(`pages.settings.effect.move.${move}`, { count: row.moves[move] })],
  );
  const status =
    row.from === row.to
      ? []
      : [
          formatMessage('pages.settings.effect.status', {
            from: formatMessage(`terms.status.${row.from}`),
            to: formatMessage(`terms.status.${row.to}`),
          }),
        ];
  return (
    <Text>
      {formatMessage('pages.settings.effect.row', {
        id: row.control,
        title: controlTextOf(row.control).plainText('title'),
        what: [...status, ...moves].join(', '),
      })}
    </Text>
  );
}

/** The filing check's result for the space in the form. */
export type FilingSpaceStatus = FilingCheckStatus | 'untried';

/** How a change affects work items. Only a space that passed the check is promised new ones. */
function FilingEffect({
  filing,
  spaceStatus,
}: {
  filing: NonNullable<SettingsEffectValue['filing']>;
  spaceStatus: FilingSpaceStatus;
}): ReactElement {
  const { formatMessage } = usePage();
  const count = filing.elsewhere;
  return (
    <Text>
      {filing.stops
        ? formatMessage('pages.settings.effect.stops', { count })
        : [
            formatMessage(`pages.settings.effect.place.${spaceStatus}`),
            formatMessage('pages.settings.effect.elsewhere', { count }),
          ].join(' ')}
    </Text>
  );
}

/** How saving affects the checklist, in numbers and by row. */
function EffectMessage({
  effect,
  spaceStatus,
}: {
  effect: SettingsEffectValue;
  spaceStatus: FilingSpaceStatus;
}): ReactElement {
  const { formatMessage, messages } = usePage();
  const { before, after, rows, filing } = effect;
  const sumMoves = (move: (typeof FINDING_MOVES)[number]): number =>
    rows.reduce((sum, { moves }) => sum + moves[move], 0);
  const findingTexts = (['removed', 'added'] as const).flatMap(move =>
    sumMoves(move) === 0 ? [] : [formatMessage(`pages.settings.effect.${move}`, { count: sumMoves(move) })],
  );
  const score =
    before.assured === after.assured
      ? []
      : [
          formatMessage('pages.settings.effect.score', {
            before: formatPercent(before.assured, messages.locale),
            after: formatPercent(after.assured, messages.locale),
          }),
        ];
  const summary = [...findingTexts, ...score].join(' ');
  return (
    <SectionMessage appearance="information" title={formatMessage('pages.settings.effect.title')}>
      <Stack space="space.100">
        {filing === undefined ? null : <FilingEffect filing={filing} spaceStatus={spaceStatus} />}
        {rows.length === 0 ? <Text>{formatMessage('pages.settings.effect.none')}</Text> : null}
        {summary === '' ? null : <Text>{summary}</Text>}
        {rows.length === 0 ? null : (
          <List type="unordered">
            {rows.slice(0, MAX_ROWS).map(row => (
              <ListItem key={row.control}>
                <EffectRow row={row} />
              </ListItem>
            ))}
          </List>
        )}
        {rows.length > MAX_ROWS ? (
          <Text color="color.text.subtle">
            {formatMessage('pages.settings.effect.more', { count: rows.length - MAX_ROWS })}
          </Text>
        ) : null}
      </Stack>
    </SectionMessage>
  );
}

/** The end of a settings group: the effect of saving, and the button. */
export function SaveBar({
  group,
  isValid,
  reload,
  label = 'pages.settings.save',
  spaceStatus = 'untried',
}: {
  group: SettingsGroupState;
  isValid: boolean;
  reload: () => void;
  label?: MessageKey;
  spaceStatus?: FilingSpaceStatus;
}): ReactElement {
  const { formatMessage } = usePage();
  const { isDirty, effect, error, isSaving, save } = group;
  return (
    <Stack space="space.150" alignInline="stretch">
      {error === undefined ? null : <SaveError error={error} />}
      {isDirty && effect !== undefined ? <EffectMessage effect={effect} spaceStatus={spaceStatus} /> : null}
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <LoadingButton
          appearance="primary"
          isLoading={isSaving}
          isDisabled={!isDirty || !isValid}
          onClick={() => {
            void save();
          }}
        >
          {formatMessage(label)}
        </LoadingButton>
        {error?.code === 'conflict' ? (
          <Button onClick={reload}>{formatMessage('pages.settings.reload')}</Button>
        ) : null}
        {isDirty && effect === undefined && error === undefined ? (
          <Text color="color.text.subtle">{formatMessage('pages.settings.effect.asking')}</Text>
        ) : null}
        {isDirty ? null : (
          <Text color="color.text.subtlest">
            {formatMessage(isValid ? 'pages.settings.unchanged' : 'pages.settings.notYet')}
          </Text>
        )}
      </Inline>
    </Stack>
  );
}
