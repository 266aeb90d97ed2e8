import { Stack } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ListName, type SettingsChange } from '../../api/contract/settings';
import { usePage } from '../shared/page-context';
import { ListEditor } from './list-editor';
import { SaveBar } from './save-bar';
import { type EntryValue, type EditableSettings, type SettingsValue } from './settings-value';
import { useSettingsGroup } from './use-settings-group';

type SettingsLists = Pick<EditableSettings, ListName>;

/** A settings group that contains only lists. */
export function ListsGroup({
  lists,
  value,
  buildChange,
  onSaved,
}: {
  lists: readonly ListName[];
  value: SettingsValue;
  /** Builds the group's change from all lists. */
  buildChange: (lists: SettingsLists) => SettingsChange;
  onSaved: () => void;
}): ReactElement {
  const { takesFocus } = usePage();
  const [draft, setDraft] = useState<SettingsLists>(value.settings);
  const group = useSettingsGroup(buildChange(draft), buildChange(value.settings), value.revision, onSaved);
  return (
    <Stack space="space.400" alignInline="stretch">
      {lists.map((list, index) => (
        <ListEditor
          key={list}
          autoFocus={takesFocus && index === 0}
          list={list}
          entries={draft[list]}
          today={value.today}
          onChange={entries => setDraft(previous => ({ ...previous, ...toListValue(list, entries) }))}
        />
      ))}
      <SaveBar group={group} isValid reload={onSaved} />
    </Stack>
  );
}

/** Only approved spaces have permissions. */
const toListValue = (list: ListName, entries: EntryValue[]): Partial<SettingsLists> =>
  list === 'approvedSpaces'
    ? { approvedSpaces: entries.map(entry => ({ ...entry, permissions: entry.permissions ?? [] })) }
    : { [list]: entries };
