import {
  Box,
  Button,
  ButtonGroup,
  Checkbox,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  RadioGroup,
  Stack,
  Text,
  useProductContext,
  xcss,
} from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { adminCalls, type AdminCalls } from '../../api/contract';
import { type InputOf, type OutputOf } from '../../api/contract/call';
import { callApi } from '../shared/call-api';
import { Loading } from '../shared/loading';
import { UnsavedInputWarning, useCloseConfirmation } from '../shared/close-confirmation';
import { usePage } from '../shared/page-context';
import { formatPermissionNames } from '../shared/permission-names';
import { InlineError } from '../shared/page-errors';
import { useApiCall } from '../shared/use-api-call';
import { type ListObjectKind, OBJECT_KINDS, proposeExpiry } from '../settings/settings-value';
import { type EntryTerms, type EntryTermsErrors, findTermsErrors } from '../settings/entry-terms';
import { OwnerField, ReasonField, ExpiryField } from '../settings/entry-terms-fields';

type ApprovalSelection = InputOf<AdminCalls['approvalOptions']>;
type ApprovalOptionsValue = OutputOf<AdminCalls['approvalOptions']>;
export type ApprovalResult = OutputOf<AdminCalls['approve']>;

/** A long list scrolls separately, so that the fields below it stay visible. */
const objectListBox = xcss({ maxHeight: '240px', overflow: 'auto' });

/** Checkboxes for the objects to approve. For a space, shows its permissions. */
function ObjectChoices({
  value,
  selectedIds,
  onSelect,
}: {
  value: ApprovalOptionsValue;
  selectedIds: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
}): ReactElement {
  const page = usePage();
  const { formatMessage } = page;
  return (
    <Box xcss={objectListBox}>
      <Stack space="space.050">
        {value.objects.map(({ id, name, foundIn, permissions }) => (
          <Stack key={id}>
            <Checkbox
              label={
                foundIn === undefined ? name : formatMessage('pages.settings.thing', { name, hint: foundIn })
              }
              isChecked={selectedIds.has(id)}
              onChange={() =>
                onSelect(
                  new Set(
                    selectedIds.has(id) ? [...selectedIds].filter(each => each !== id) : [...selectedIds, id],
                  ),
                )
              }
            />
            {permissions === undefined ? null : (
              <Text size="small" color="color.text.subtle">
                {formatMessage('pages.approve.for', {
                  permissions: formatPermissionNames(page, permissions),
                })}
              </Text>
            )}
          </Stack>
        ))}
      </Stack>
    </Box>
  );
}

function ApproveForm({
  selection,
  value,
  me,
  onApproved,
  onClose,
  onEdit,
}: {
  selection: ApprovalSelection;
  value: ApprovalOptionsValue;
  /** The current user, who is the default owner. */
  me: string | undefined;
  onApproved: (result: ApprovalResult) => void;
  onClose: () => void;
  onEdit: () => void;
}): ReactElement {
  const { formatMessage } = usePage();
  const { today } = value;
  const [list, setList] = useState(value.list);
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(
    new Set(value.objects.map(({ id }) => id)),
  );
  const [draft, setDraft] = useState<EntryTerms>({
    reason: '',
    owner: me ?? '',
    until: proposeExpiry(today),
  });
  const [isSubmitted, setSubmitted] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiErrorValue>();
  const errors = findTermsErrors(list, draft, today);
  const fieldProps = {
    id: 'approve',
    list,
    draft,
    today,
    errors: isSubmitted ? errors : ({} satisfies EntryTermsErrors),
    onChange: (changes: Partial<EntryTerms>) => {
      onEdit();
      setDraft(previous => ({ ...previous, ...changes }));
    },
  };
  const submit = async (): Promise<void> => {
    setSubmitted(true);
    if (Object.keys(errors).length > 0 || selectedIds.size === 0) return;
    setBusy(true);
    setError(undefined);
    const answer = await callApi(adminCalls, 'approve', {
      ...selection,
      ...(value.lists === undefined ? {} : { list }),
      objects: [...selectedIds],
      ...draft,
    });
    setBusy(false);
    if (answer.is === 'refused') setError(answer.error);
    else onApproved(answer.value);
  };
  return (
    <>
      <ModalBody>
        <Stack space="space.200" alignInline="stretch">
          {value.lists === undefined ? null : (
            <Stack space="space.100">
              <Text weight="semibold">{formatMessage('pages.approve.as')}</Text>
              <RadioGroup
                name="approve-list"
                value={list}
                options={value.lists.map(each => ({
                  name: 'approve-list',
                  value: each,
                  label: formatMessage(`pages.settings.list.${each}`),
                }))}
                onChange={({ target }) => {
                  onEdit();
                  setList(value.lists?.find(each => each === target.value) ?? list);
                }}
              />
            </Stack>
          )}
          <Text>{formatMessage(`pages.settings.listHelp.${list}`)}</Text>
          <ObjectChoices value={value} selectedIds={selectedIds} onSelect={setSelectedIds} />
          <ReasonField {...fieldProps} />
          <OwnerField {...fieldProps} />
          <ExpiryField {...fieldProps} />
          {error === undefined ? null : <InlineError error={error} />}
        </Stack>
      </ModalBody>
      <ModalFooter>
        <ButtonGroup label={formatMessage('pages.approve.title', { kind: OBJECT_KINDS[list] })}>
          <Button appearance="subtle" onClick={onClose}>
            {formatMessage('pages.cancel')}
          </Button>
          <LoadingButton
            appearance="primary"
            isLoading={isBusy}
            isDisabled={selectedIds.size === 0}
            onClick={() => {
              void submit();
            }}
          >
            {formatMessage('pages.approve.submit', { count: selectedIds.size, kind: OBJECT_KINDS[list] })}
          </LoadingButton>
        </ButtonGroup>
      </ModalFooter>
    </>
  );
}

/** Approves the selected objects, with one reason, owner, and expiry for all. */
export function ApproveModal({
  selection,
  kind,
  onApproved,
  onClose,
}: {
  selection: ApprovalSelection;
  /** The kind of object that the findings are about. */
  kind: ListObjectKind;
  onApproved: (result: ApprovalResult) => void;
  onClose: () => void;
}): ReactElement {
  const { formatMessage } = usePage();
  const { value, error, refetch } = useApiCall(adminCalls, 'approvalOptions', selection);
  const context = useProductContext();
  const [isTouched, setTouched] = useState(false);
  const closeConfirmation = useCloseConfirmation(isTouched, onClose);
  return (
    <ModalTransition>
      <Modal onClose={closeConfirmation.requestClose} width="medium">
        <ModalHeader>
          <ModalTitle>{formatMessage('pages.approve.title', { kind })}</ModalTitle>
        </ModalHeader>
        {closeConfirmation.isConfirming ? <UnsavedInputWarning confirmation={closeConfirmation} /> : null}
        {value === undefined || context === undefined ? (
          <ModalBody>
            {error === undefined ? <Loading /> : <InlineError error={error} retry={refetch} />}
          </ModalBody>
        ) : (
          <ApproveForm
            selection={selection}
            value={value}
            me={context.accountId}
            onApproved={onApproved}
            onClose={onClose}
            onEdit={() => setTouched(true)}
          />
        )}
      </Modal>
    </ModalTransition>
  );
}
