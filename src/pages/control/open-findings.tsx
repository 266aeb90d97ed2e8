import { type ReactElement, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { callApi } from '../shared/call-api';
import { CheckNow } from '../shared/check-now';
import { OBJECT_KINDS } from '../settings/settings-value';
import { ApproveFindings } from './approve-findings';
import { type ControlValue } from './control-value';
import { FindingsTable } from './findings-table';
import { type FindingsView } from './findings-view';

/** The open findings, with buttons to re-check and approve them. */
export function OpenFindings({
  value,
  view,
  changeView,
  refetch,
}: {
  value: ControlValue;
  view: FindingsView;
  /** Changes which findings are shown. */
  changeView: (view: FindingsView) => void;
  refetch: () => void;
}): ReactElement {
  const [selectedKeys, setSelectedKeys] = useState<ReadonlySet<string>>(new Set());
  const { definition, approvalList, total, check, now, lostRights } = value;
  const isReadFromJira = definition.proof !== 'attested';
  return (
    <>
      {total === 0 ? null : (
        <FindingsTable
          value={value}
          view={view}
          changeView={changeView}
          {...(approvalList === undefined ? {} : { selection: { selectedKeys, select: setSelectedKeys } })}
        />
      )}
      {approvalList === undefined ? null : (
        <ApproveFindings
          value={value}
          kind={OBJECT_KINDS[approvalList]}
          selectedKeys={[...selectedKeys]}
          clearSelection={() => setSelectedKeys(new Set())}
          refetch={refetch}
        />
      )}
      {total === 0 || lostRights || !isReadFromJira ? null : (
        <CheckNow
          check={check}
          now={now}
          refetch={refetch}
          startCheck={() => callApi(adminCalls, 'checkControl', { control: definition.id })}
        />
      )}
    </>
  );
}
