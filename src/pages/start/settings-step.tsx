import { type ReactElement, type ReactNode, useState } from 'react';
import { adminCalls } from '../../api/contract';
import { Loading } from '../page/loading';
import { TakesFocus } from '../page/takes-focus';
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
  const [hasSaved, noteSaved] = useState(false);
  const saved = (): void => {
    noteSaved(true);
    again();
  };
  if (value === undefined) return error === undefined ? <Loading /> : <Trouble error={error} again={again} />;
  return (
    <>
      {error === undefined ? null : <SmallTrouble error={error} again={again} />}
      <TakesFocus when={hasSaved}>{children(value, saved)}</TakesFocus>
    </>
  );
}
