import {
  Box,
  Checkbox,
  ErrorMessage,
  HelperMessage,
  Label,
  Stack,
  Text,
  Textfield,
  UserPicker,
  xcss,
} from '@forge/react';
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { usePage } from '../shared/page-context';
import { pickedAccountId } from './picked-account-id';
import { type FilingDraft, buildFilingDraft, buildFiling, withField, findFilingErrors } from './filing-draft';
import { SaveBar } from './save-bar';
import { type SettingsValue } from './settings-value';
import { ObjectPicker } from './object-picker';
import { ScreenFields } from './screen-fields';
import { FilingCheckSection } from './filing-check-section';
import { useSettingsGroup } from './use-settings-group';
import { type FilingCheckStatus, isSpaceOpenToAll, useFilingCheck } from './use-filing-check';

const form = xcss({ maxWidth: '480px' });

function FilingSpaceFields({
  draft,
  onDraftChange,
}: {
  draft: FilingDraft;
  onDraftChange: (changes: Partial<FilingDraft>) => void;
}): ReactElement {
  const { formatMessage, takesFocus } = usePage();
  return (
    <>
      <Stack>
        <ObjectPicker
          autoFocus={takesFocus}
          id="filing-space"
          label={formatMessage('pages.settings.filing.space')}
          kind="space"
          placeholder={formatMessage('pages.settings.filing.choose')}
          selected={draft.project}
          onSelect={project =>
            onDraftChange({ project, issueType: undefined, fields: {}, publicAnyway: false })
          }
        />
        <HelperMessage>{formatMessage('pages.settings.filing.spaceHelp')}</HelperMessage>
      </Stack>
      {draft.project === undefined ? null : (
        <ObjectPicker
          key={draft.project.id}
          id="filing-type"
          label={formatMessage('pages.settings.filing.type')}
          kind="work-type"
          space={draft.project.id}
          placeholder={formatMessage('pages.settings.filing.chooseType')}
          selected={draft.issueType}
          onSelect={issueType => onDraftChange({ issueType, fields: {} })}
          selectsOnlyMatch
          emptyText={formatMessage('pages.settings.filing.noTypes')}
          error={
            findFilingErrors(draft).type ? formatMessage('pages.settings.filing.typeMissing') : undefined
          }
        />
      )}
      <Stack>
        <UserPicker
          label={formatMessage('pages.settings.filing.assignee')}
          name="filing-assignee"
          placeholder={formatMessage('pages.settings.filing.chooseAssignee')}
          {...(draft.defaultAssignee === '' ? {} : { defaultValue: draft.defaultAssignee })}
          onChange={person => onDraftChange({ defaultAssignee: pickedAccountId(person) })}
        />
        <HelperMessage>{formatMessage('pages.settings.filing.assigneeHelp')}</HelperMessage>
      </Stack>
    </>
  );
}

function FilingLimits({
  draft,
  onDraftChange,
  isOpenToAll,
}: {
  draft: FilingDraft;
  onDraftChange: (changes: Partial<FilingDraft>) => void;
  /** The check rejected the space because everyone can read it, or may be able to. */
  isOpenToAll: boolean;
}): ReactElement {
  const { formatMessage } = usePage();
  const [isPublicOptionShown, setPublicOptionShown] = useState(draft.publicAnyway);
  // Once shown, the option stays, because the result is unknown while the space is checked again.
  useEffect(() => {
    if (isOpenToAll) setPublicOptionShown(true);
  }, [isOpenToAll]);
  const errors = findFilingErrors(draft);
  return (
    <>
      <Stack>
        <Label labelFor="filing-cap">{formatMessage('pages.settings.filing.cap')}</Label>
        <Textfield
          id="filing-cap"
          width="xsmall"
          value={draft.cap}
          isInvalid={errors.cap}
          onChange={event => onDraftChange({ cap: String(event.target.value ?? '') })}
        />
        {errors.cap ? (
          <ErrorMessage>{formatMessage('pages.settings.filing.capWrong')}</ErrorMessage>
        ) : (
          <HelperMessage>{formatMessage('pages.settings.filing.capHelp')}</HelperMessage>
        )}
      </Stack>
      {isPublicOptionShown || isOpenToAll ? (
        <Checkbox
          label={formatMessage('pages.settings.filing.anyway')}
          isChecked={draft.publicAnyway}
          onChange={event => onDraftChange({ publicAnyway: event.target.checked === true })}
        />
      ) : null}
    </>
  );
}

/** The filing settings, checked before they are saved. */
export function FilingGroup({
  value,
  onSaved,
  children,
}: {
  value: SettingsValue;
  onSaved: () => void;
  /** Content below the group, depending on the filing check's result. */
  children?: (checkStatus: FilingCheckStatus | undefined) => ReactNode;
}): ReactElement {
  const { formatMessage } = usePage();
  const [draft, setDraft] = useState<FilingDraft>(buildFilingDraft(value.settings.filing, value.filingSpace));
  const filing = buildFiling(draft);
  const filingCheck = useFilingCheck(filing, draft.issueType?.id);
  const group = useSettingsGroup(
    filing === undefined ? undefined : { group: 'filing', value: { filing } },
    { group: 'filing', value: { filing: value.settings.filing } },
    value.revision,
    onSaved,
  );
  const changeDraft = (changes: Partial<FilingDraft>): void =>
    setDraft(previous => ({ ...previous, ...changes }));
  return (
    <Stack space="space.300" alignInline="stretch">
      <Text>{formatMessage('pages.settings.filing.intro')}</Text>
      <Box xcss={form}>
        <Stack space="space.200" alignInline="stretch">
          <FilingSpaceFields draft={draft} onDraftChange={changeDraft} />
          <ScreenFields
            key={`fields ${draft.issueType?.id ?? ''}`}
            fields={filingCheck.fields}
            inputs={draft.fields}
            onInput={(id, input) => changeDraft({ fields: withField(draft.fields, id, input) })}
          />
          <FilingLimits
            key={`limits ${draft.project?.id ?? ''}`}
            draft={draft}
            onDraftChange={changeDraft}
            isOpenToAll={isSpaceOpenToAll(filingCheck)}
          />
        </Stack>
      </Box>
      <FilingCheckSection check={filingCheck} />
      <SaveBar
        group={group}
        isValid={filing !== undefined}
        reload={onSaved}
        spaceStatus={filingCheck.status ?? 'untried'}
      />
      {children?.(filingCheck.status)}
    </Stack>
  );
}
