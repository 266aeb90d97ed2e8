import { Lozenge, type LozengeProps } from '@forge/react';
import { type ReactElement } from 'react';
import { type Status } from '../../terms/verdict';
import { type Severity } from '../../terms/control-terms';
import { usePage } from './page-context';

const LOOK: Readonly<Record<Status, NonNullable<LozengeProps['appearance']>>> = {
  'not-met': 'removed',
  due: 'moved',
  unknown: 'default',
  attested: 'inprogress',
  proved: 'success',
  'not-applicable': 'default',
};

/** A status as a word, with the number of findings where there are some. */
export function StatusLozenge({ status, open = 0 }: { status: Status; open?: number }): ReactElement {
  const { say } = usePage();
  const word = say(`terms.status.${status}`);
  return (
    <Lozenge appearance={LOOK[status]} maxWidth={220}>
      {open > 0 ? say('pages.status.counted', { status: word, count: open }) : word}
    </Lozenge>
  );
}

const SEVERITY_LOOK: Readonly<Record<Severity, NonNullable<LozengeProps['appearance']>>> = {
  critical: 'removed',
  high: 'moved',
  medium: 'default',
  low: 'default',
};

export function SeverityLozenge({ severity }: { severity: Severity }): ReactElement {
  const { say } = usePage();
  return <Lozenge appearance={SEVERITY_LOOK[severity]}>{say(`terms.severity.${severity}`)}</Lozenge>;
}
