import { isRecord, isRemoteFunction } from '../../protocol';
import { type FlagKind, type ShownFlag } from '../flags';
import { type BridgeContext } from './bridge-context';

const FLAG_KINDS: readonly FlagKind[] = ['info', 'success', 'warning', 'error'];

/** The flag that `showFlag` asks for. */
export function parseFlag(context: BridgeContext, data: Record<string, unknown>): ShownFlag {
  const { id, title, description, isAutoDismiss, actions } = data;
  const bold = parseFlagKind(data.appearance);
  return {
    id: String(id),
    title: typeof title === 'string' ? title : '',
    kind: bold ?? parseFlagKind(data.type) ?? 'info',
    isBold: bold !== undefined,
    isAutoDismiss: isAutoDismiss === true,
    actions: Array.isArray(actions)
      ? actions.filter(isRecord).map(action => parseFlagAction(context, action))
      : [],
    ...(typeof description === 'string' ? { description } : {}),
  };
}

function parseFlagKind(value: unknown): FlagKind | undefined {
  return FLAG_KINDS.find(kind => kind === value);
}

function parseFlagAction(
  context: BridgeContext,
  { text, onClick }: Record<string, unknown>,
): ShownFlag['actions'][number] {
  return {
    content: String(text),
    onClick: () => {
      if (!isRemoteFunction(onClick)) return;
      context.run(onClick, []).catch((error: unknown) => context.reportProblem(`Flag: ${String(error)}`));
    },
  };
}
