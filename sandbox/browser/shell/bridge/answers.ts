import { isForgeDoc, isRecord, isRemoteFunction } from '../../protocol';
import { follow } from '../links';
import { asked } from '../requests';
import { type Desk } from './desk';
import { shownFlag } from './flag-call';
import { targetPath } from './targets';

type Answer = (desk: Desk, data: Record<string, unknown>) => unknown;

/** How the shell answers each command of the bridge that it knows. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  reconcile: (desk, { forgeDoc }) => {
    if (isForgeDoc(forgeDoc)) desk.show(forgeDoc);
  },
  onError: (desk, { error }) =>
    desk.report(isRecord(error) && typeof error.message === 'string' ? error.message : String(error)),
  getContext: desk => valueOf('/bridge/context', { visit: desk.visit, theme: desk.theme() }),
  invoke,
  fetchProduct,
  showFlag: (desk, data) => desk.flags.show(shownFlag(desk, data)),
  closeFlag: (desk, { id }) => desk.flags.close(String(id)),
  navigate: (desk, location) => follow(addressOf(location), location.type === 'new-tab', desk.surroundings),
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
  createHistory: (desk, { arrive }) => {
    desk.arrive = isRemoteFunction(arrive) ? arrive : undefined;
    const { pathname, search, hash } = new URL(desk.within(), window.location.origin);
    return { pathname, search, hash, state: null, key: 'start' };
  },
  on: subscribe,
  onPublic: subscribe,
  unsubscribe: (desk, { subscription }) => desk.events.unsubscribe(Number(subscription)),
  emit: (desk, { event, payload }) => desk.events.emit(String(event), payload),
  emitPublic: (desk, { event, payload }) => desk.events.emit(String(event), payload),
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
export async function bridgeAnswer(desk: Desk, command: string, data: unknown): Promise<unknown> {
  const answer = Object.hasOwn(ANSWERS, command) ? ANSWERS[command] : undefined;
  if (answer === undefined) return unsupported(desk, command);
  // A few commands are called with a single value instead of a record.
  return answer(desk, isRecord(data) ? data : { argument: data });
}

function unsupported(desk: Desk, what: string): never {
  desk.report(`Unknown bridge call: ${what}`);
  throw new Error(`The sandbox has no bridge call "${what}"`);
}

function invoke(desk: Desk, data: Record<string, unknown>): Promise<unknown> {
  const { functionKey, payload, invokeType, metadata } = data;
  if (invokeType !== undefined) return unsupported(desk, `invoke (${String(invokeType)})`);
  const value = valueOf('/bridge/invoke', { visit: desk.visit, functionKey, payload });
  return metadata === undefined ? value : value.then(body => ({ body, metadata }));
}

async function fetchProduct(desk: Desk, data: Record<string, unknown>): Promise<unknown> {
  const { product, restPath, fetchRequestInit, isMultipartFormData } = data;
  if (product !== 'jira') return unsupported(desk, `fetchProduct (${String(product)})`);
  if (isMultipartFormData === true) return unsupported(desk, 'fetchProduct with a file');
  const { method, headers, body } = isRecord(fetchRequestInit) ? fetchRequestInit : {};
  const answer = await valueOf('/bridge/product', {
    visit: desk.visit,
    path: restPath,
    init: { method: method ?? 'GET', headers: headers ?? [], body: body ?? null },
  });
  return { ...(isRecord(answer) ? answer : {}), isAttachment: false };
}

function subscribe(desk: Desk, { event, callback }: Record<string, unknown>): number {
  if (!isRemoteFunction(callback)) throw new Error('A subscription needs a function');
  return desk.events.subscribe(desk, String(event), payload => {
    desk
      .run(callback, [payload])
      .catch((error: unknown) => desk.report(`${String(event)}: ${String(error)}`));
  });
}

async function valueOf(path: string, call: unknown): Promise<unknown> {
  return (await asked<{ value: unknown }>(path, call)).value;
}

function addressOf(location: Record<string, unknown>): string {
  return typeof location.url === 'string' ? location.url : targetPath(location);
}
