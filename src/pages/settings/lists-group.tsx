import { Stack } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ListName, type SettingsChange } from '../../api/contract/settings';
import { usePage } from '../page/page-context';
import { ListEditor } from './list-editor';
import { SaveBar } from './save-bar';
import { type Entry, type Settings, type SettingsValue } from './settings-value';
import { useGroup } from './use-group';

type Lists = Pick<Settings, ListName>;

/** A group that is made of lists alone. */
export function ListsGroup({
  lists,
  value,
  changeOf,
  saved,
}: {
  lists: readonly ListName[];
  value: SettingsValue;
  /** The group as it is saved, of all lists. */
  changeOf: (lists: Lists) => SettingsChange;
  saved: () => void;
}): ReactElement {
  const { takesFocus } = usePage();
  const [draft, setDraft] = useState<Lists>(value.settings);
  const group = useGroup(changeOf(draft), changeOf(value.settings), value.revision, saved);
  return (
    <Stack space="space.400" alignInline="stretch">
      {lists.map((list, index) => (
        <ListEditor
          key={list}
          autoFocus={takesFocus && index === 0}
          list={list}
          entries={draft[list]}
          today={value.today}
          change={entries => setDraft(known => ({ ...known, ...listOf(list, entries) }))}
        />
      ))}
      <SaveBar group={group} isValid reload={saved} />
    </Stack>
  );
}

/** One list under its name. Only spaces that are meant to be public carry permissions. */
const listOf = (list: ListName, entries: Entry[]): Partial<Lists> =>
  list === 'approvedSpaces'
    ? { approvedSpaces: entries.map(entry => ({ ...entry, permissions: entry.permissions ?? [] })) }
    : { [list]: entries };
