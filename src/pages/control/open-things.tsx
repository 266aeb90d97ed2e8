import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { ask } from '../page/ask';
import { CheckNow } from '../page/check-now';
import { KIND_OF } from '../settings/settings-value';
import { Approving } from './approving';
import { type ControlValue } from './control-value';
import { Findings } from './findings';
import { type Looking } from './looking-for';

/** What is open: read again now, listed, and said to be meant so where that can be said. */
export function OpenThings({
  value,
  looking,
  look,
  again,
}: {
  value: ControlValue;
  looking: Looking;
  /** Shows others of the findings. */
  look: (looking: Looking) => void;
  again: () => void;
}): ReactElement {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const { facts, approving, total, check, now, lostRights } = value;
  const isRead = facts.proof !== 'stated';
  return (
    <>
      {total === 0 ? null : (
        <Findings
          value={value}
          looking={looking}
          look={look}
          {...(approving === undefined ? {} : { choosing: { chosen, choose } })}
        />
      )}
      {approving === undefined ? null : (
        <Approving
          value={value}
          kind={KIND_OF[approving]}
          chosen={[...chosen]}
          clear={() => choose(new Set())}
          again={again}
        />
      )}
      {total === 0 || lostRights || !isRead ? null : (
        <CheckNow
          check={check}
          now={now}
          again={again}
          start={() => ask(adminCalls, 'checkControl', { control: facts.id })}
        />
      )}
    </>
  );
}
