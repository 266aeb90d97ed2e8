import { type ReactElement, type ReactNode } from 'react';
import { adminCalls } from '../../api/contract';
import { Loading } from '../shared/loading';
import { InlineError, PageError } from '../shared/page-errors';
import { useApiCall } from '../shared/use-api-call';
import { type SettingsValue } from '../settings/settings-value';

/** A setup step that edits the stored settings. */
export function SettingsStep({
  children,
}: {
  children: (value: SettingsValue, onSaved: () => void) => ReactNode;
}): ReactElement {
  const { value, error, refetch } = useApiCall(adminCalls, 'settings', {});
  if (value === undefined)
    return error === undefined ? <Loading /> : <PageError error={error} retry={refetch} />;
  return (
    <>
      {error === undefined ? null : <InlineError error={error} retry={refetch} />}
      {children(value, refetch)}
    </>
  );
}
