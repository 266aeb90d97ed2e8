import { isRecord, isRemoteFunction } from '../../protocol';
import { type FlagKind, type ShownFlag } from '../flag-board';
import { type Desk } from './desk';

const KINDS: readonly FlagKind[] = ['info', 'success', 'warning', 'error'];

/** The flag that `showFlag` asks for. */
export function shownFlag(desk: Desk, data: Record<string, unknown>): ShownFlag {
  const { id, title, description, isAutoDismiss, actions } = data;
  const bold = kindOf(data.appearance);
  return {
    id: String(id),
    title: typeof title === 'string' ? title : '',
    kind: bold ?? kindOf(data.type) ?? 'info',
    isBold: bold !== undefined,
    isAutoDismiss: isAutoDismiss === true,
    actions: Array.isArray(actions) ? actions.filter(isRecord).map(action => flagAction(desk, action)) : [],
    ...(typeof description === 'string' ? { description } : {}),
  };
}

function kindOf(value: unknown): FlagKind | undefined {
  return KINDS.find(kind => kind === value);
}

function flagAction(desk: Desk, { text, onClick }: Record<string, unknown>): ShownFlag['actions'][number] {
  return {
    content: String(text),
    onClick: () => {
      if (!isRemoteFunction(onClick)) return;
      desk.run(onClick, []).catch((error: unknown) => desk.report(`Flag: ${String(error)}`));
    },
  };
}
