import { AutoDismissFlag, FlagGroup, default as Flag } from '@atlaskit/flag';
import StatusErrorIcon from '@atlaskit/icon/core/status-error';
import StatusInformationIcon from '@atlaskit/icon/core/status-information';
import StatusSuccessIcon from '@atlaskit/icon/core/status-success';
import StatusWarningIcon from '@atlaskit/icon/core/status-warning';
import { token } from '@atlaskit/tokens';
import { useMemo, useState } from 'react';

export type FlagKind = 'info' | 'success' | 'warning' | 'error';

export interface ShownFlag {
  id: string;
  title: string;
  description?: string;
  kind: FlagKind;
  isBold: boolean;
  actions: { content: string; onClick(): void }[];
  /** Goes by itself after a while. */
  isAutoDismiss: boolean;
}

/** Where flags are put up; one with the same id takes the old one's place. */
export interface FlagActions {
  show(flag: ShownFlag): void;
  close(id: string): void;
}

/** @returns the board, and the flags that stand on it, newest first. */
export function useFlags(): [FlagActions, ShownFlag[]] {
  const [flags, setFlags] = useState<ShownFlag[]>([]);
  const board = useMemo<FlagActions>(
    () => ({
      show: flag => setFlags(shown => [flag, ...shown.filter(({ id }) => id !== flag.id)]),
      close: id => setFlags(shown => shown.filter(flag => flag.id !== id)),
    }),
    [],
  );
  return [board, flags];
}

const ICONS = {
  info: <StatusInformationIcon label="Information" color={token('color.icon.information')} />,
  success: <StatusSuccessIcon label="Success" color={token('color.icon.success')} />,
  warning: <StatusWarningIcon label="Warning" color={token('color.icon.warning')} />,
  error: <StatusErrorIcon label="Error" color={token('color.icon.danger')} />,
};

const BOLD_ICONS = {
  info: <StatusInformationIcon label="Information" />,
  success: <StatusSuccessIcon label="Success" />,
  warning: <StatusWarningIcon label="Warning" />,
  error: <StatusErrorIcon label="Error" />,
};

export function FlagList({
  flags,
  onDismissed,
}: {
  flags: readonly ShownFlag[];
  onDismissed(id: string): void;
}) {
  return (
    <FlagGroup onDismissed={id => onDismissed(String(id))}>
      {flags.map(flag => {
        const Kind = flag.isAutoDismiss ? AutoDismissFlag : Flag;
        return (
          <Kind
            key={flag.id}
            id={flag.id}
            title={flag.title}
            icon={flag.isBold ? BOLD_ICONS[flag.kind] : ICONS[flag.kind]}
            appearance={flag.isBold ? flag.kind : 'normal'}
            actions={flag.actions}
            {...(flag.description === undefined ? {} : { description: flag.description })}
          />
        );
      })}
    </FlagGroup>
  );
}
