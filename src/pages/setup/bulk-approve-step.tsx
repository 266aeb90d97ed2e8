import { Stack } from '@forge/react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { adminCalls, type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { type ApiErrorValue } from '../../api/api-response';
import { type ProposalList } from '../../api/contract/proposals';
import { type ChecklistPageValue } from '../checklist/checklist-values';
import { callApi } from '../shared/call-api';
import { SuccessProvider } from '../shared/success-message';
import { Loading } from '../shared/loading';
import { usePage } from '../shared/page-context';
import { InlineError, PageError } from '../shared/page-errors';
import { useApiCall } from '../shared/use-api-call';
import { SavedEntriesMessage } from '../settings/saved-entries-message';
import { type StatusUpdate, AffectedControls } from './affected-controls';
import { StepFooter, type StepNavigation } from './step-footer';
import { BulkApprove, type SavedEntries } from './bulk-approve';
import { type SettingsEffectValue } from '../settings/use-settings-group';
import { buildRemovalChange } from './bulk-approve-change';

export type ProposalsValue = OutputOf<AdminCalls['proposals']>;

/** The step itself shows what was saved. */
const showNothing = (): void => undefined;

/**
 * A setup step with lists of proposals. `children` appear above them, `after` below. Saving a list moves the focus to
 * the rest of it or to the next list.
 */
export function BulkApproveStep({
  lists,
  pageValue,
  me,
  onChanged,
  navigation,
  children,
  renderAfter,
}: {
  lists: readonly ProposalList[];
  pageValue: ChecklistPageValue;
  me: string | undefined;
  /** Called after saving, because the checklist will change. */
  onChanged: () => void;
  navigation: StepNavigation;
  children: (value: ProposalsValue) => ReactNode;
  renderAfter?: (value: ProposalsValue, handleSaved: () => void) => ReactNode;
}): ReactElement {
  const { value, error, refetch } = useApiCall(adminCalls, 'proposals', {});
  const [statusUpdates, setStatusUpdates] = useState<readonly StatusUpdate[]>([]);
  const { formatMessage, takesFocus } = usePage();
  const [lastSaved, setLastSaved] = useState<SavedEntries>();
  /** The list that was saved last, and the settings revision since then. */
  const [lastSavedList, setLastSavedList] = useState<{
    readonly list: ProposalList;
    readonly revision: number;
  }>();
  const [problem, setProblem] = useState<ApiErrorValue>();
  if (value === undefined)
    return error === undefined ? <Loading /> : <PageError error={error} retry={refetch} />;
  const { settings } = value;
  const judgedAt = pageValue.checklist?.at ?? 0;
  const refreshAll = (): void => {
    setProblem(undefined);
    refetch();
    onChanged();
  };
  /** @param savedEntries the entries that were added; undefined if they were removed again. */
  const handleSaved = (
    list: ProposalList,
    effect: SettingsEffectValue | undefined,
    savedEntries?: SavedEntries,
  ): void => {
    setLastSaved(savedEntries);
    setLastSavedList({ list, revision: settings.revision });
    if (effect !== undefined) setStatusUpdates(previous => [...previous, { judgedAt, rows: effect.rows }]);
    refreshAll();
  };
  const undo = async ({ list, ids }: SavedEntries): Promise<void> => {
    const change = buildRemovalChange(settings.settings, list, ids);
    const effect = await callApi(adminCalls, 'previewSettings', { change });
    const answer = await callApi(adminCalls, 'saveSettings', { revision: settings.revision, change });
    if (answer.is === 'refused') return setProblem(answer.error);
    return handleSaved(list, effect.is === 'done' ? effect.value : undefined);
  };
  const shownProposals = lists.flatMap(name => value.lists.filter(({ list }) => list === name));
  const shouldFocus = lastSavedList === undefined ? takesFocus : lastSavedList.revision !== settings.revision;
  const firstIndex = lastSavedList === undefined ? 0 : lists.indexOf(lastSavedList.list);
  const nextProposal = shownProposals.find(
    ({ list, candidates }) => candidates.length > 0 && lists.indexOf(list) >= firstIndex,
  );
  const focusTarget = shouldFocus ? (nextProposal?.list ?? 'end') : undefined;
  const controls = [...new Set(shownProposals.flatMap(each => each.controls))];
  return (
    <Stack space="space.400" alignInline="stretch">
      {error === undefined ? null : <InlineError error={error} retry={refetch} />}
      {children(value)}
      <AffectedControls controls={controls} checklist={pageValue.checklist} updates={statusUpdates} />
      {problem === undefined ? null : <InlineError error={problem} retry={refetch} />}
      {lastSaved === undefined ? null : (
        <SavedEntriesMessage
          savedEntries={lastSaved}
          meaning={formatMessage('pages.setup.vouch.enteredMeaning')}
          onUndo={() => {
            void undo(lastSaved);
          }}
        />
      )}
      <SuccessProvider value={showNothing}>
        {shownProposals.map(proposal => (
          <BulkApprove
            key={proposal.list}
            proposal={proposal}
            value={settings}
            me={me}
            onSaved={(effect, savedEntries) => handleSaved(proposal.list, effect, savedEntries)}
            reload={refreshAll}
            {...(focusTarget === proposal.list ? { focusRevision: lastSavedList?.revision ?? 0 } : {})}
          />
        ))}
      </SuccessProvider>
      {renderAfter?.(value, refreshAll)}
      <StepFooter navigation={navigation} state="done" takesFocus={focusTarget === 'end'} />
    </Stack>
  );
}
