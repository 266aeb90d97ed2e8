import { isForgeDoc, isRecord, isRemoteFunction } from '../../protocol';
import { openLink } from '../links';
import { requestHost } from '../requests';
import { type BridgeContext } from './bridge-context';
import { parseFlag } from './parse-flag';
import { targetPath } from './targets';

type CommandHandler = (context: BridgeContext, data: Record<string, unknown>) => unknown;

/** How the shell answers each command of the bridge that it knows. */
const COMMAND_HANDLERS: Readonly<Record<string, CommandHandler>> = {
  reconcile: (context, { forgeDoc }) => {
    if (isForgeDoc(forgeDoc)) context.show(forgeDoc);
  },
  onError: (context, { error }) =>
    context.reportProblem(
      isRecord(error) && typeof error.message === 'string' ? error.message : String(error),
    ),
  getContext: context => resultOf('/bridge/context', { visit: context.visit, theme: context.theme() }),
  invoke,
  fetchProduct,
  showFlag: (context, data) => context.flags.show(parseFlag(context, data)),
  closeFlag: (context, { id }) => context.flags.close(String(id)),
  navigate: (context, location) => openLink(addressOf(location), location.type === 'new-tab', context.config),
  getUrl: (_desk, location) => new URL(addressOf(location), window.location.origin).href,
  reload: () => window.location.reload(),
  refresh: ({ refresh }) => {
    refresh?.();
    return refresh !== undefined;
  },
  // False is the documented answer where a module is neither a dialog nor a form of the product's.
  submit: () => false,
  close: () => false,
  open: () => false,
  onClose: () => false,
  createHistory: (context, { arrive }) => {
    context.onArrive = isRemoteFunction(arrive) ? arrive : undefined;
    const { pathname, search, hash } = new URL(context.pathWithin(), window.location.origin);
    return { pathname, search, hash, state: null, key: 'start' };
  },
  on: subscribe,
  onPublic: subscribe,
  unsubscribe: (context, { subscription }) => context.events.unsubscribe(Number(subscription)),
  emit: (context, { event, payload }) => context.events.emit(String(event), payload),
  emitPublic: (context, { event, payload }) => context.events.emit(String(event), payload),
  enableTheming: () => undefined,
  emitReadyEvent: () => undefined,
  changeWindowTitle: (_desk, data) => {
    document.title = String(data.argument ?? '');
  },
  isRovoEnabled: () => false,
};

/**
 * Answers a call of the bridge. One that the shell doesn't know is refused, and said on the page.
 * @throws with what the app is told.
 */
export async function answerBridgeCall(
  context: BridgeContext,
  command: string,
  data: unknown,
): Promise<unknown> {
  const answer = Object.hasOwn(COMMAND_HANDLERS, command) ? COMMAND_HANDLERS[command] : undefined;
  if (answer === undefined) return unsupported(context, command);
  // A few commands are called with a single value instead of a record.
  return answer(context, isRecord(data) ? data : { argument: data });
}

function unsupported(context: BridgeContext, what: string): never {
  context.reportProblem(`Unknown bridge call: ${what}`);
  throw new Error(`The sandbox has no bridge call "${what}"`);
}

function invoke(context: BridgeContext, data: Record<string, unknown>): Promise<unknown> {
  const { functionKey, payload, invokeType, metadata } = data;
  if (invokeType !== undefined) return unsupported(context, `invoke (${String(invokeType)})`);
  const value = resultOf('/bridge/invoke', { visit: context.visit, functionKey, payload });
  return metadata === undefined ? value : value.then(body => ({ body, metadata }));
}

async function fetchProduct(context: BridgeContext, data: Record<string, unknown>): Promise<unknown> {
  const { product, restPath, fetchRequestInit, isMultipartFormData } = data;
  if (product !== 'jira') return unsupported(context, `fetchProduct (${String(product)})`);
  if (isMultipartFormData === true) return unsupported(context, 'fetchProduct with a file');
  const { method, headers, body } = isRecord(fetchRequestInit) ? fetchRequestInit : {};
  const answer = await resultOf('/bridge/product', {
    visit: context.visit,
    path: restPath,
    init: { method: method ?? 'GET', headers: headers ?? [], body: body ?? null },
  });
  return { ...(isRecord(answer) ? answer : {}), isAttachment: false };
}

function subscribe(context: BridgeContext, { event, callback }: Record<string, unknown>): number {
  if (!isRemoteFunction(callback)) throw new Error('A subscription needs a function');
  return context.events.subscribe(context, String(event), payload => {
    context
      .run(callback, [payload])
      .catch((error: unknown) => context.reportProblem(`${String(event)}: ${String(error)}`));
  });
}

async function resultOf(path: string, call: unknown): Promise<unknown> {
  return (await requestHost<{ value: unknown }>(path, call)).value;
}

function addressOf(location: Record<string, unknown>): string {
  return typeof location.url === 'string' ? location.url : targetPath(location);
}
