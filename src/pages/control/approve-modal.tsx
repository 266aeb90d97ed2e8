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
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls, type AdminCalls } from '../../api/contract';
import { type InputOf, type OutputOf } from '../../api/contract/call';
import { ask } from '../page/ask';
import { Loading } from '../page/loading';
import { KeepEditing, useClosing } from '../page/closing';
import { usePage } from '../page/page-context';
import { permissionNames } from '../page/permission-names';
import { SmallTrouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { type Kind, KIND_OF, proposedEnd } from '../settings/settings-value';
import { type Terms, type WrongTerms, wrongTerms } from '../settings/terms-draft';
import { OwnerField, ReasonField, UntilField } from '../settings/terms-fields';

type Chosen = InputOf<AdminCalls['approvable']>;
type Approvable = OutputOf<AdminCalls['approvable']>;
export type Approved = OutputOf<AdminCalls['approve']>;

/** A long list scrolls by itself: the fields below it stay in reach. */
const things = xcss({ maxHeight: '240px', overflow: 'auto' });

/** What would be approved, each with a box to leave it out; of a space, what for. */
function Things({
  value,
  picked,
  pick,
}: {
  value: Approvable;
  picked: ReadonlySet<string>;
  pick: (ids: ReadonlySet<string>) => void;
}): ReactElement {
  const page = usePage();
  const { say } = page;
  return (
    <Box xcss={things}>
      <Stack space="space.050">
        {value.things.map(({ id, name, where, permissions }) => (
          <Stack key={id}>
            <Checkbox
              label={where === undefined ? name : say('pages.settings.thing', { name, hint: where })}
              isChecked={picked.has(id)}
              onChange={() =>
                pick(new Set(picked.has(id) ? [...picked].filter(each => each !== id) : [...picked, id]))
              }
            />
            {permissions === undefined ? null : (
              <Text size="small" color="color.text.subtle">
                {say('pages.approve.for', { permissions: permissionNames(page, permissions) })}
              </Text>
            )}
          </Stack>
        ))}
      </Stack>
    </Box>
  );
}

function Form({
  chosen,
  value,
  me,
  approved,
  close,
  touch,
}: {
  chosen: Chosen;
  value: Approvable;
  /** Who says so answers for it, until somebody else is chosen. */
  me: string | undefined;
  approved: (what: Approved) => void;
  close: () => void;
  touch: () => void;
}): ReactElement {
  const { say } = usePage();
  const { today } = value;
  const [list, choose] = useState(value.list);
  const [picked, pick] = useState<ReadonlySet<string>>(new Set(value.things.map(({ id }) => id)));
  const [draft, setDraft] = useState<Terms>({ reason: '', owner: me ?? '', until: proposedEnd(today) });
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiErrorValue>();
  const wrong = wrongTerms(list, draft, today);
  const fields = {
    id: 'approve',
    list,
    draft,
    today,
    wrong: isTried ? wrong : ({} satisfies WrongTerms),
    change: (part: Partial<Terms>) => {
      touch();
      setDraft(known => ({ ...known, ...part }));
    },
  };
  const send = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(wrong).length > 0 || picked.size === 0) return;
    setBusy(true);
    setError(undefined);
    const answer = await ask(adminCalls, 'approve', {
      ...chosen,
      ...(value.lists === undefined ? {} : { list }),
      things: [...picked],
      ...draft,
    });
    setBusy(false);
    if (answer.is === 'refused') setError(answer.error);
    else approved(answer.value);
  };
  return (
    <>
      <ModalBody>
        <Stack space="space.200" alignInline="stretch">
          {value.lists === undefined ? null : (
            <Stack space="space.100">
              <Text weight="semibold">{say('pages.approve.as')}</Text>
              <RadioGroup
                name="approve-list"
                value={list}
                options={value.lists.map(each => ({
                  name: 'approve-list',
                  value: each,
                  label: say(`pages.settings.list.${each}`),
                }))}
                onChange={({ target }) => {
                  touch();
                  choose(value.lists?.find(each => each === target.value) ?? list);
                }}
              />
            </Stack>
          )}
          <Text>{say(`pages.settings.listHelp.${list}`)}</Text>
          <Things value={value} picked={picked} pick={pick} />
          <ReasonField {...fields} />
          <OwnerField {...fields} />
          <UntilField {...fields} />
          {error === undefined ? null : <SmallTrouble error={error} />}
        </Stack>
      </ModalBody>
      <ModalFooter>
        <ButtonGroup label={say('pages.approve.title', { kind: KIND_OF[list] })}>
          <Button appearance="subtle" onClick={close}>
            {say('pages.cancel')}
          </Button>
          <LoadingButton
            appearance="primary"
            isLoading={isBusy}
            isDisabled={picked.size === 0}
            onClick={() => {
              void send();
            }}
          >
            {say('pages.approve.submit', { count: picked.size, kind: KIND_OF[list] })}
          </LoadingButton>
        </ButtonGroup>
      </ModalFooter>
    </>
  );
}

/** Says of what is open that it is meant to be: once why, who answers for it and until when, for all that is chosen. */
export function ApproveModal({
  chosen,
  kind,
  approved,
  close,
}: {
  chosen: Chosen;
  /** What the findings are about. */
  kind: Kind;
  approved: (what: Approved) => void;
  close: () => void;
}): ReactElement {
  const { say } = usePage();
  const { value, error, again } = useAsked(adminCalls, 'approvable', chosen);
  const context = useProductContext();
  const [isTouched, setTouched] = useState(false);
  const closing = useClosing(isTouched, close);
  return (
    <ModalTransition>
      <Modal onClose={closing.ask} width="medium">
        <ModalHeader>
          <ModalTitle>{say('pages.approve.title', { kind })}</ModalTitle>
        </ModalHeader>
        {closing.isAsked ? <KeepEditing closing={closing} /> : null}
        {value === undefined || context === undefined ? (
          <ModalBody>
            {error === undefined ? <Loading /> : <SmallTrouble error={error} again={again} />}
          </ModalBody>
        ) : (
          <Form
            chosen={chosen}
            value={value}
            me={context.accountId}
            approved={approved}
            close={close}
            touch={() => setTouched(true)}
          />
        )}
      </Modal>
    </ModalTransition>
  );
}
