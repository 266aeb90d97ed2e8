import { Button, Inline, Stack, Text } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { adminCalls } from '../../api/contract';
import { callApi } from '../shared/call-api';
import { usePage } from '../shared/page-context';
import { InlineError } from '../shared/page-errors';
import { SavedEntriesMessage } from '../settings/saved-entries-message';
import { type ListObjectKind } from '../settings/settings-value';
import { usePolling } from '../shared/use-polling';
import { type ApprovalResult, ApproveModal } from './approve-modal';
import { type ControlValue } from './control-value';

/** Milliseconds between polls for the effect of an approval, and the maximum number of polls. */
const POLL_INTERVAL = 4_000;
const MAX_POLLS = 30;

/** Approves the selected findings, and can undo it. */
export function ApproveFindings({
  value,
  kind,
  selectedKeys,
  clearSelection,
  refetch,
}: {
  value: ControlValue;
  /** The kind of object that the findings are about. */
  kind: ListObjectKind;
  /** Keys of the selected findings. */
  selectedKeys: readonly string[];
  clearSelection: () => void;
  refetch: () => void;
}): ReactElement {
  const { formatMessage } = usePage();
  const [isOpen, setOpen] = useState(false);
  /** The user pressed the button without a selection. */
  const [isSelectionMissing, setSelectionMissing] = useState(false);
  const [lastApproval, setLastApproval] = useState<ApprovalResult>();
  const [error, setError] = useState<ApiErrorValue>();
  const [pollsLeft, setPollsLeft] = useState(0);
  usePolling(pollsLeft > 0, POLL_INTERVAL, async () => {
    setPollsLeft(count => count - 1);
    refetch();
  });
  const undo = async (result: ApprovalResult): Promise<void> => {
    const answer = await callApi(adminCalls, 'undoApproval', result);
    setLastApproval(undefined);
    if (answer.is === 'refused') return setError(answer.error);
    setError(undefined);
    return setPollsLeft(MAX_POLLS);
  };
  // There is nothing to approve or to show. The component stays mounted, so that a pending response still arrives.
  if (value.total === 0 && error === undefined && lastApproval === undefined) return <></>;
  return (
    <Stack space="space.150" alignInline="stretch">
      {error === undefined ? null : <InlineError error={error} retry={refetch} />}
      {lastApproval === undefined ? null : (
        <SavedEntriesMessage
          savedEntries={lastApproval}
          meaning={formatMessage('pages.approve.done')}
          onUndo={() => {
            void undo(lastApproval);
          }}
        />
      )}
      {value.total === 0 ? null : (
        <Inline space="space.150" alignBlock="center" shouldWrap>
          <Button onClick={() => (selectedKeys.length === 0 ? setSelectionMissing(true) : setOpen(true))}>
            {formatMessage('pages.approve.open', { kind })}
          </Button>
          {isSelectionMissing && selectedKeys.length === 0 ? (
            <Text color="color.text.danger">{formatMessage('pages.approve.nothing', { kind })}</Text>
          ) : (
            <Text color="color.text.subtle">
              {formatMessage('pages.approve.chosen', { count: selectedKeys.length, kind })}
            </Text>
          )}
        </Inline>
      )}
      {isOpen ? (
        <ApproveModal
          selection={{ control: value.definition.id, findings: [...selectedKeys] }}
          kind={kind}
          onClose={() => setOpen(false)}
          onApproved={result => {
            setOpen(false);
            setSelectionMissing(false);
            setLastApproval(result);
            setError(undefined);
            setPollsLeft(MAX_POLLS);
            clearSelection();
          }}
        />
      ) : null}
    </Stack>
  );
}
