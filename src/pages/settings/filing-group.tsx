import {
  Box,
  Checkbox,
  ErrorMessage,
  HelperMessage,
  Inline,
  Label,
  List,
  ListItem,
  LoadingButton,
  SectionMessage,
  Stack,
  Text,
  TextArea,
  Textfield,
  UserPicker,
  xcss,
} from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';
import { ask } from '../page/ask';
import { usePage } from '../page/page-context';
import { problemIn } from '../page/problem-words';
import { SmallTrouble } from '../page/trouble';
import { idOfPerson } from './id-of-person';
import { type FilingDraft, filingDraftOf, filingOf, wrongFiling } from './filing-draft';
import { SaveBar } from './save-bar';
import { type Settings, type SettingsValue } from './settings-value';
import { ThingPicker } from './thing-picker';
import { useGroup } from './use-group';

const form = xcss({ maxWidth: '480px' });

type Tried = OutputOf<(typeof adminCalls)['tryFiling']>;

/** Looks at the place without creating anything: what stands in the way, one line each. */
function TryIt({ filing }: { filing: Settings['filing'] | undefined }): ReactElement {
  const page = usePage();
  const { say } = page;
  const [tried, setTried] = useState<{ readonly of: string; readonly outcome: Tried }>();
  const [error, setError] = useState<ApiErrorValue>();
  const [isBusy, setBusy] = useState(false);
  const key = JSON.stringify(filing);
  const tryIt = async (): Promise<void> => {
    if (filing === undefined) return;
    setBusy(true);
    setError(undefined);
    const answer = await ask(adminCalls, 'tryFiling', { filing });
    setBusy(false);
    if (answer.is === 'done') setTried({ of: key, outcome: answer.value });
    else setError(answer.error);
  };
  // What was tried with other choices says nothing about these.
  const outcome = tried !== undefined && tried.of === key ? tried.outcome : undefined;
  return (
    <Stack space="space.150" alignInline="stretch">
      <Inline>
        <LoadingButton
          isLoading={isBusy}
          isDisabled={filing?.project === undefined || filing.issueType === undefined}
          onClick={() => {
            void tryIt();
          }}
        >
          {say('pages.settings.filing.try')}
        </LoadingButton>
      </Inline>
      {error === undefined ? null : <SmallTrouble error={error} />}
      {outcome === undefined ? null : outcome.problems.length === 0 ? (
        <SectionMessage appearance="success">
          <Text>{say('pages.settings.filing.tried')}</Text>
        </SectionMessage>
      ) : (
        <SectionMessage appearance="warning" title={say('pages.settings.filing.notTried')}>
          <List type="unordered">
            {outcome.problems.map(problem => (
              <ListItem key={problem.code}>
                <Text>{problemIn(page, problem)}</Text>
              </ListItem>
            ))}
            {outcome.fields.map(({ id, name }) => (
              <ListItem key={id}>
                <Text>{say('pages.settings.filing.field', { name, id })}</Text>
              </ListItem>
            ))}
          </List>
        </SectionMessage>
      )}
    </Stack>
  );
}

function Place({
  draft,
  change,
}: {
  draft: FilingDraft;
  change: (part: Partial<FilingDraft>) => void;
}): ReactElement {
  const { say } = usePage();
  return (
    <>
      <Stack>
        <ThingPicker
          id="filing-space"
          label={say('pages.settings.filing.space')}
          kind="space"
          placeholder={say('pages.settings.filing.choose')}
          chosen={draft.project}
          choose={project => change({ project, issueType: undefined })}
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
          choose={issueType => change({ issueType })}
        />
      )}
      <Stack>
        <UserPicker
          label={say('pages.settings.filing.assignee')}
          name="filing-assignee"
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
}: {
  draft: FilingDraft;
  change: (part: Partial<FilingDraft>) => void;
}): ReactElement {
  const { say } = usePage();
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
      <Stack>
        <Label labelFor="filing-fields">{say('pages.settings.filing.fields')}</Label>
        <TextArea
          id="filing-fields"
          isMonospaced
          minimumRows={2}
          value={draft.fields}
          isInvalid={wrong.fields}
          onChange={event => change({ fields: String(event.target.value ?? '') })}
        />
        {wrong.fields ? (
          <ErrorMessage>{say('pages.settings.filing.fieldsWrong')}</ErrorMessage>
        ) : (
          <HelperMessage>{say('pages.settings.filing.fieldsHelp')}</HelperMessage>
        )}
      </Stack>
      <Checkbox
        label={say('pages.settings.filing.anyway')}
        isChecked={draft.publicAnyway}
        onChange={event => change({ publicAnyway: event.target.checked === true })}
      />
    </>
  );
}

/** Where work items go, tried before it is saved. */
export function FilingGroup({ value, saved }: { value: SettingsValue; saved: () => void }): ReactElement {
  const { say } = usePage();
  const [draft, setDraft] = useState<FilingDraft>(filingDraftOf(value.settings.filing, value.filingSpace));
  const filing = filingOf(draft);
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
          <Limits draft={draft} change={change} />
        </Stack>
      </Box>
      <TryIt filing={filing} />
      <SaveBar group={group} isValid={filing !== undefined} reload={saved} />
    </Stack>
  );
}
