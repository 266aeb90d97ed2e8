import { Lozenge, type LozengeProps } from '@forge/react';
import { type ReactElement } from 'react';
import { type ControlStatus } from '../../domain/verdict';
import { type Severity } from '../../domain/control-attributes';
import { usePage } from './page-context';

const STATUS_APPEARANCE: Readonly<Record<ControlStatus, NonNullable<LozengeProps['appearance']>>> = {
  'not-met': 'removed',
  due: 'moved',
  unknown: 'default',
  attested: 'inprogress',
  verified: 'success',
  'not-applicable': 'default',
};

/** A status lozenge, with the number of findings if there are any. */
export function StatusLozenge({
  status,
  openCount = 0,
}: {
  status: ControlStatus;
  openCount?: number;
}): ReactElement {
  const { formatMessage } = usePage();
  const statusName = formatMessage(`terms.status.${status}`);
  return (
    <Lozenge appearance={STATUS_APPEARANCE[status]} maxWidth={220}>
      {openCount > 0
        ? formatMessage('pages.status.counted', { status: statusName, count: openCount })
        : statusName}
    </Lozenge>
  );
}

const SEVERITY_APPEARANCE: Readonly<Record<Severity, NonNullable<LozengeProps['appearance']>>> = {
  critical: 'removed',
  high: 'moved',
  medium: 'default',
  low: 'default',
};

export function SeverityLozenge({ severity }: { severity: Severity }): ReactElement {
  const { formatMessage } = usePage();
  return (
    <Lozenge appearance={SEVERITY_APPEARANCE[severity]}>
      {formatMessage(`terms.severity.${severity}`)}
    </Lozenge>
  );
}
