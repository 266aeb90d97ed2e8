import { Button, ButtonGroup, DynamicTable, Heading, Inline, Lozenge, Stack, Text, User } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ListName } from '../../api/contract/settings';
import { findEntryFaults, isExpiringList } from '../../settings/approvals';
import { usePage } from '../shared/page-context';
import { Person } from '../shared/person';
import { formatLongDay } from '../shared/time-format';
import { EntryModal } from './entry-modal';
import { type EntryValue, OBJECT_KINDS } from './settings-value';

const ROWS_PER_PAGE = 10;

const entryNameOf = ({ id, name }: EntryValue): string => (name === '' ? id : name);

function ExpiryCell({ until, today }: { until: string | undefined; today: string }): ReactElement {
  const { formatMessage, messages } = usePage();
  if (until === undefined)
    return <Text color="color.text.subtlest">{formatMessage('pages.settings.entry.noEnd')}</Text>;
  const day = formatLongDay(until, messages.locale);
  return until < today ? (
    <Lozenge appearance="moved">{formatMessage('pages.settings.entry.ended', { day })}</Lozenge>
  ) : (
    <Text>{day}</Text>
  );
}

/** Why an entry doesn't count, if it doesn't. */
function IgnoredEntryNote({
  list,
  entry,
  today,
}: {
  list: ListName;
  entry: EntryValue;
  today: string;
}): ReactElement | null {
  const { formatMessage, messages } = usePage();
  const faults = isExpiringList(list) ? findEntryFaults(list, entry, today) : [];
  if (faults.length === 0) return null;
  const missingFields = faults.map(({ field, why }) =>
    formatMessage(`pages.settings.entry.lacks.${why === 'too_late' ? why : field}`),
  );
  const fields = new Intl.ListFormat(messages.locale, { type: 'unit' }).format(missingFields);
  return (
    <Stack space="space.025">
      <Inline>
        <Lozenge appearance="removed">{formatMessage('pages.settings.entry.ignored')}</Lozenge>
      </Inline>
      <Text size="small">{formatMessage('pages.settings.entry.missing', { fields })}</Text>
    </Stack>
  );
}

/** A settings list as a table, with a dialog for its entries. Changes are stored only when the group is saved. */
export function ListEditor({
  list,
  entries,
  today,
  onChange,
  autoFocus = false,
}: {
  list: ListName;
  entries: readonly EntryValue[];
  today: string;
  onChange: (entries: EntryValue[]) => void;
  autoFocus?: boolean;
}): ReactElement {
  const { formatMessage } = usePage();
  // Removing an entry also removes its button, so the add button takes the focus. Its key changes because `autoFocus`
  // only works on creation.
  const [removals, setRemovals] = useState(0);
  const [edited, setEdited] = useState<{ readonly index: number | undefined }>();
  const others = entries.filter((_, index) => index !== edited?.index);
  const entry = edited?.index === undefined ? undefined : entries[edited.index];
  const handleDone = (next: EntryValue): void => {
    setEdited(undefined);
    onChange(
      edited?.index === undefined
        ? [...entries, next]
        : entries.map((current, index) => (index === edited.index ? next : current)),
    );
  };
  return (
    <Stack space="space.100" alignInline="stretch">
      <Inline spread="space-between" alignBlock="center" space="space.200">
        <Stack space="space.025">
          <Heading as="h2" size="xsmall">
            {formatMessage(`pages.settings.list.${list}`)}
          </Heading>
          <Text color="color.text.subtle">{formatMessage(`pages.settings.listHelp.${list}`)}</Text>
        </Stack>
        <Button
          key={removals}
          autoFocus={removals > 0 || autoFocus}
          onClick={() => setEdited({ index: undefined })}
        >
          {formatMessage(`pages.settings.add.${list}`)}
        </Button>
      </Inline>
      {entries.length === 0 ? (
        <Text color="color.text.subtlest">{formatMessage('pages.settings.empty')}</Text>
      ) : (
        <DynamicTable
          isFixedSize
          label={formatMessage(`pages.settings.list.${list}`)}
          rowsPerPage={ROWS_PER_PAGE}
          head={{
            cells: [
              {
                key: 'name',
                content: formatMessage('pages.settings.head.name'),
                isSortable: true,
                width: 26,
              },
              { key: 'reason', content: formatMessage('pages.settings.head.reason'), width: 26 },
              { key: 'owner', content: formatMessage('pages.settings.head.owner'), width: 18 },
              {
                key: 'until',
                content: formatMessage('pages.settings.head.until'),
                isSortable: true,
                width: 14,
              },
              { key: 'actions', content: formatMessage('pages.settings.head.actions'), width: 16 },
            ],
          }}
          rows={entries.map((each, index) => ({
            key: each.id,
            cells: [
              {
                key: `${entryNameOf(each)} ${each.id}`,
                content: (
                  <Stack space="space.025">
                    {OBJECT_KINDS[list] === 'person' ? (
                      <User accountId={each.id} />
                    ) : (
                      <Text>{entryNameOf(each)}</Text>
                    )}
                    <IgnoredEntryNote list={list} entry={each} today={today} />
                  </Stack>
                ),
              },
              { key: `reason ${each.id}`, content: <Text>{each.reason}</Text> },
              { key: `owner ${each.id}`, content: <Person account={each.owner} /> },
              {
                key: `${each.until ?? '~'} ${each.id}`,
                content: <ExpiryCell until={each.until} today={today} />,
              },
              {
                key: `actions ${each.id}`,
                content: (
                  <ButtonGroup label={formatMessage('pages.settings.actionsOn', { name: entryNameOf(each) })}>
                    <Inline shouldWrap>
                      <Button appearance="subtle" spacing="compact" onClick={() => setEdited({ index })}>
                        {formatMessage('pages.settings.edit')}
                      </Button>
                      <Button
                        appearance="subtle"
                        spacing="compact"
                        onClick={() => {
                          setRemovals(removals + 1);
                          onChange(entries.filter((_, position) => position !== index));
                        }}
                      >
                        {formatMessage('pages.settings.remove')}
                      </Button>
                    </Inline>
                  </ButtonGroup>
                ),
              },
            ],
          }))}
        />
      )}
      {edited === undefined ? null : (
        <EntryModal
          list={list}
          others={others}
          today={today}
          onDone={handleDone}
          onClose={() => setEdited(undefined)}
          {...(entry === undefined ? {} : { entry })}
        />
      )}
    </Stack>
  );
}
