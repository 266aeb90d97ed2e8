import { Button, ButtonGroup, DynamicTable, Heading, Inline, Lozenge, Stack, Text, User } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ListName } from '../../api/contract/settings';
import { faultsOf, isExpiring } from '../../settings/approvals';
import { usePage } from '../page/page-context';
import { Person } from '../page/person';
import { dayInWords } from '../page/time';
import { EntryModal } from './entry-modal';
import { type Entry, KIND_OF } from './settings-value';

const ROWS_A_PAGE = 10;

const nameOf = ({ id, name }: Entry): string => (name === '' ? id : name);

function Until({ until, today }: { until: string | undefined; today: string }): ReactElement {
  const { say, words } = usePage();
  if (until === undefined)
    return <Text color="color.text.subtlest">{say('pages.settings.entry.noEnd')}</Text>;
  const day = dayInWords(until, words.locale);
  return until < today ? (
    <Lozenge appearance="moved">{say('pages.settings.entry.ended', { day })}</Lozenge>
  ) : (
    <Text>{day}</Text>
  );
}

/** What keeps an approval from counting, where something does. */
function Lacking({
  list,
  entry,
  today,
}: {
  list: ListName;
  entry: Entry;
  today: string;
}): ReactElement | null {
  const { say, words } = usePage();
  const faults = isExpiring(list) ? faultsOf(list, entry, today) : [];
  if (faults.length === 0) return null;
  const lacking = faults.map(({ field, why }) =>
    say(`pages.settings.entry.lacks.${why === 'too_late' ? why : field}`),
  );
  const fields = new Intl.ListFormat(words.locale, { type: 'unit' }).format(lacking);
  return (
    <Stack space="space.025">
      <Inline>
        <Lozenge appearance="removed">{say('pages.settings.entry.ignored')}</Lozenge>
      </Inline>
      <Text size="small">{say('pages.settings.entry.missing', { fields })}</Text>
    </Stack>
  );
}

/** One list of the settings as a table, with a dialog for its entries. Nothing is stored before the group is saved. */
export function ListEditor({
  list,
  entries,
  today,
  change,
  autoFocus = false,
}: {
  list: ListName;
  entries: readonly Entry[];
  today: string;
  change: (entries: Entry[]) => void;
  autoFocus?: boolean;
}): ReactElement {
  const { say } = usePage();
  // With an entry goes the button that took it out: the one that adds takes the focus, which a button does when it is new.
  const [removals, setRemovals] = useState(0);
  const [edited, setEdited] = useState<{ readonly index: number | undefined }>();
  const others = entries.filter((_, index) => index !== edited?.index);
  const entry = edited?.index === undefined ? undefined : entries[edited.index];
  const done = (next: Entry): void => {
    setEdited(undefined);
    change(
      edited?.index === undefined
        ? [...entries, next]
        : entries.map((known, index) => (index === edited.index ? next : known)),
    );
  };
  return (
    <Stack space="space.100" alignInline="stretch">
      <Inline spread="space-between" alignBlock="center" space="space.200">
        <Stack space="space.025">
          <Heading as="h2" size="xsmall">
            {say(`pages.settings.list.${list}`)}
          </Heading>
          <Text color="color.text.subtle">{say(`pages.settings.listHelp.${list}`)}</Text>
        </Stack>
        <Button
          key={removals}
          autoFocus={removals > 0 || autoFocus}
          onClick={() => setEdited({ index: undefined })}
        >
          {say(`pages.settings.add.${list}`)}
        </Button>
      </Inline>
      {entries.length === 0 ? (
        <Text color="color.text.subtlest">{say('pages.settings.empty')}</Text>
      ) : (
        <DynamicTable
          isFixedSize
          label={say(`pages.settings.list.${list}`)}
          rowsPerPage={ROWS_A_PAGE}
          head={{
            cells: [
              { key: 'name', content: say('pages.settings.head.name'), isSortable: true, width: 26 },
              { key: 'reason', content: say('pages.settings.head.reason'), width: 26 },
              { key: 'owner', content: say('pages.settings.head.owner'), width: 18 },
              { key: 'until', content: say('pages.settings.head.until'), isSortable: true, width: 14 },
              { key: 'actions', content: say('pages.settings.head.actions'), width: 16 },
            ],
          }}
          rows={entries.map((each, index) => ({
            key: each.id,
            cells: [
              {
                key: `${nameOf(each)} ${each.id}`,
                content: (
                  <Stack space="space.025">
                    {KIND_OF[list] === 'person' ? <User accountId={each.id} /> : <Text>{nameOf(each)}</Text>}
                    <Lacking list={list} entry={each} today={today} />
                  </Stack>
                ),
              },
              { key: `reason ${each.id}`, content: <Text>{each.reason}</Text> },
              { key: `owner ${each.id}`, content: <Person account={each.owner} /> },
              {
                key: `${each.until ?? '~'} ${each.id}`,
                content: <Until until={each.until} today={today} />,
              },
              {
                key: `actions ${each.id}`,
                content: (
                  <ButtonGroup label={say('pages.settings.actionsOn', { name: nameOf(each) })}>
                    <Inline shouldWrap>
                      <Button appearance="subtle" spacing="compact" onClick={() => setEdited({ index })}>
                        {say('pages.settings.edit')}
                      </Button>
                      <Button
                        appearance="subtle"
                        spacing="compact"
                        onClick={() => {
                          setRemovals(removals + 1);
                          change(entries.filter((_, place) => place !== index));
                        }}
                      >
                        {say('pages.settings.remove')}
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
          done={done}
          close={() => setEdited(undefined)}
          {...(entry === undefined ? {} : { entry })}
        />
      )}
    </Stack>
  );
}
