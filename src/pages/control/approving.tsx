import { Button, Inline, Stack, Text } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { type ApiErrorValue } from '../../api/answer';
import { adminCalls } from '../../api/contract';
import { ask } from '../page/ask';
import { usePage } from '../page/page-context';
import { SmallTrouble } from '../page/trouble';
import { Entered } from '../settings/entered';
import { type Kind } from '../settings/settings-value';
import { usePolling } from '../page/use-polling';
import { type Approved, ApproveModal } from './approve-modal';
import { type ControlValue } from './control-value';

/** Milliseconds between two looks for what an approval brought, and how many there are at most. */
const LOOK_EVERY = 4_000;
const LOOKS = 30;

/** Says of the chosen findings that they are meant to be open, and takes it back. */
export function Approving({
  value,
  kind,
  chosen,
  clear,
  again,
}: {
  value: ControlValue;
  /** What the findings are about. */
  kind: Kind;
  /** Keys of findings. */
  chosen: readonly string[];
  clear: () => void;
  again: () => void;
}): ReactElement {
  const { say } = usePage();
  const [isOpen, setOpen] = useState(false);
  /** The button was pressed, and nothing was chosen. */
  const [isMissed, setMissed] = useState(false);
  const [entered, setEntered] = useState<Approved>();
  const [error, setError] = useState<ApiErrorValue>();
  const [looks, setLooks] = useState(0);
  usePolling(looks > 0, LOOK_EVERY, async () => {
    setLooks(left => left - 1);
    again();
  });
  const undo = async (what: Approved): Promise<void> => {
    const answer = await ask(adminCalls, 'takeBack', what);
    setEntered(undefined);
    if (answer.is === 'refused') return setError(answer.error);
    setError(undefined);
    return setLooks(LOOKS);
  };
  // Nothing to choose and nothing to say; an answer that is under way still comes here.
  if (value.total === 0 && error === undefined && entered === undefined) return <></>;
  return (
    <Stack space="space.150" alignInline="stretch">
      {error === undefined ? null : <SmallTrouble error={error} again={again} />}
      {entered === undefined ? null : (
        <Entered
          what={entered}
          meaning={say('pages.approve.done')}
          undo={() => {
            void undo(entered);
          }}
        />
      )}
      {value.total === 0 ? null : (
        <Inline space="space.150" alignBlock="center" shouldWrap>
          <Button onClick={() => (chosen.length === 0 ? setMissed(true) : setOpen(true))}>
            {say('pages.approve.open', { kind })}
          </Button>
          {isMissed && chosen.length === 0 ? (
            <Text color="color.text.danger">{say('pages.approve.nothing', { kind })}</Text>
          ) : (
            <Text color="color.text.subtle">
              {say('pages.approve.chosen', { count: chosen.length, kind })}
            </Text>
          )}
        </Inline>
      )}
      {isOpen ? (
        <ApproveModal
          chosen={{ control: value.facts.id, findings: [...chosen] }}
          kind={kind}
          close={() => setOpen(false)}
          approved={what => {
            setOpen(false);
            setMissed(false);
            setEntered(what);
            setError(undefined);
            setLooks(LOOKS);
            clear();
          }}
        />
      ) : null}
    </Stack>
  );
}
