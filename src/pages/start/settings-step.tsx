import { type ReactElement, type ReactNode } from 'react';
import { adminCalls } from '../../api/contract';
import { Loading } from '../page/loading';
import { SmallTrouble, Trouble } from '../page/trouble';
import { useAsked } from '../page/use-asked';
import { type SettingsValue } from '../settings/settings-value';

/** A step over the settings as they are stored. */
export function SettingsStep({
  children,
}: {
  children: (value: SettingsValue, saved: () => void) => ReactNode;
}): ReactElement {
  const { value, error, again } = useAsked(adminCalls, 'settings', {});
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  return (
    <>
      {error === undefined ? null : <SmallTrouble error={error} again={again} />}
      {children(value, again)}
    </>
  );
}
