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
import { usePage } from '../page/page-context';
import { idOfPerson } from './id-of-person';
import { type FilingDraft, filingDraftOf, filingOf, withField, wrongFiling } from './filing-draft';
import { SaveBar } from './save-bar';
import { type SettingsValue } from './settings-value';
import { ThingPicker } from './thing-picker';
import { ScreenFields } from './screen-fields';
import { TryFiling } from './try-filing';
import { useGroup } from './use-group';
import { type Found, isOpenToAll, useTried } from './use-tried';

const form = xcss({ maxWidth: '480px' });

function Place({
  draft,
  change,
}: {
  draft: FilingDraft;
  change: (part: Partial<FilingDraft>) => void;
}): ReactElement {
  const { say, takesFocus } = usePage();
  return (
    <>
      <Stack>
        <ThingPicker
          autoFocus={takesFocus}
          id="filing-space"
          label={say('pages.settings.filing.space')}
          kind="space"
          placeholder={say('pages.settings.filing.choose')}
          chosen={draft.project}
          choose={project => change({ project, issueType: undefined, fields: {}, publicAnyway: false })}
        />
        <HelperMessage>{say('pages.settings.filing.spaceHelp')}</HelperMessage>
      </Stack>
      {draft.project === undefined ? null : (
        <ThingPicker
          key={draft.project.id}
          id="filing-type"
          label={say('pages.settings.filing.type')}
          kind="work-type"
          space={draft.project.id}
          placeholder={say('pages.settings.filing.chooseType')}
          chosen={draft.issueType}
          choose={issueType => change({ issueType, fields: {} })}
          choosesOnly
          nothing={say('pages.settings.filing.noTypes')}
          wrong={wrongFiling(draft).type ? say('pages.settings.filing.typeMissing') : undefined}
        />
      )}
      <Stack>
        <UserPicker
          label={say('pages.settings.filing.assignee')}
          name="filing-assignee"
          placeholder={say('pages.settings.filing.chooseAssignee')}
          {...(draft.defaultAssignee === '' ? {} : { defaultValue: draft.defaultAssignee })}
          onChange={person => change({ defaultAssignee: idOfPerson(person) })}
        />
        <HelperMessage>{say('pages.settings.filing.assigneeHelp')}</HelperMessage>
      </Stack>
    </>
  );
}

function Limits({
  draft,
  change,
  isOpenToAll,
}: {
  draft: FilingDraft;
  change: (part: Partial<FilingDraft>) => void;
  /** The place was refused because everyone can read it. */
  isOpenToAll: boolean;
}): ReactElement {
  const { say } = usePage();
  const [isAsked, ask] = useState(draft.publicAnyway);
  // What was asked once stays: while the place is looked at anew, nothing is known of it.
  useEffect(() => {
    if (isOpenToAll) ask(true);
  }, [isOpenToAll]);
  const wrong = wrongFiling(draft);
  return (
    <>
      <Stack>
        <Label labelFor="filing-cap">{say('pages.settings.filing.cap')}</Label>
        <Textfield
          id="filing-cap"
          width="xsmall"
          value={draft.cap}
          isInvalid={wrong.cap}
          onChange={event => change({ cap: String(event.target.value ?? '') })}
        />
        {wrong.cap ? (
          <ErrorMessage>{say('pages.settings.filing.capWrong')}</ErrorMessage>
        ) : (
          <HelperMessage>{say('pages.settings.filing.capHelp')}</HelperMessage>
        )}
      </Stack>
      {isAsked || isOpenToAll ? (
        <Checkbox
          label={say('pages.settings.filing.anyway')}
          isChecked={draft.publicAnyway}
          onChange={event => change({ publicAnyway: event.target.checked === true })}
        />
      ) : null}
    </>
  );
}

/** Where work items go, tried before it is saved. */
export function FilingGroup({
  value,
  saved,
  children,
}: {
  value: SettingsValue;
  saved: () => void;
  /** What comes after it, by how the place is that is chosen. */
  children?: (found: Found | undefined) => ReactNode;
}): ReactElement {
  const { say } = usePage();
  const [draft, setDraft] = useState<FilingDraft>(filingDraftOf(value.settings.filing, value.filingSpace));
  const filing = filingOf(draft);
  const trial = useTried(filing, draft.issueType?.id);
  const group = useGroup(
    filing === undefined ? undefined : { group: 'filing', value: { filing } },
    { group: 'filing', value: { filing: value.settings.filing } },
    value.revision,
    saved,
  );
  const change = (part: Partial<FilingDraft>): void => setDraft(known => ({ ...known, ...part }));
  return (
    <Stack space="space.300" alignInline="stretch">
      <Text>{say('pages.settings.filing.intro')}</Text>
      <Box xcss={form}>
        <Stack space="space.200" alignInline="stretch">
          <Place draft={draft} change={change} />
          <ScreenFields
            key={`fields ${draft.issueType?.id ?? ''}`}
            fields={trial.fields}
            filled={draft.fields}
            fill={(id, filled) => change({ fields: withField(draft.fields, id, filled) })}
          />
          <Limits
            key={`limits ${draft.project?.id ?? ''}`}
            draft={draft}
            change={change}
            isOpenToAll={isOpenToAll(trial)}
          />
        </Stack>
      </Box>
      <TryFiling trial={trial} />
      <SaveBar group={group} isValid={filing !== undefined} reload={saved} place={trial.found ?? 'untried'} />
      {children?.(trial.found)}
    </Stack>
  );
}
