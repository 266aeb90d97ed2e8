/**
 * Runs in the app's frame before the app does, and gives `@forge/bridge` the one function that it looks for.
 */
import {
  type ForgeDoc,
  type FromFrame,
  type FromShell,
  isForgeDoc,
  isRecord,
  type PageLocation,
} from '../protocol';
import { type Handler, Handlers } from './handlers';
import { PageHistory } from './page-history';
import { serialize, serializeDoc } from './serialize';

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const handlers = new Handlers();
const pendingCalls = new Map<number, PendingCall>();
let calls = 0;
let pendingDoc: ForgeDoc | undefined;

function postToShell(message: FromFrame): void {
  // The shell's origin can't be named: this frame's own is opaque. Nothing that passes here is a secret to its parent.
  window.parent.postMessage(message, '*');
}

function lastingHandlerName(handler: Handler): string {
  return handlers.nameOfLastingHandler(handler);
}

function callShell(command: string, data: unknown): Promise<unknown> {
  const id = ++calls;
  return new Promise((resolve, reject) => {
    pendingCalls.set(id, { resolve, reject });
    postToShell({ kind: 'call', id, command, data });
  });
}

/** The root commits once for each state that changes; what changes in one go is sent once. */
function reconcile(data: unknown): Promise<undefined> {
  const doc = isRecord(data) ? data.forgeDoc : undefined;
  if (!isForgeDoc(doc)) return Promise.reject(new Error('reconcile was called without a document'));
  if (pendingDoc === undefined) queueMicrotask(sendDoc);
  pendingDoc = doc;
  return Promise.resolve(undefined);
}

function sendDoc(): void {
  const doc = pendingDoc;
  pendingDoc = undefined;
  if (doc === undefined) return;
  handlers.beginGeneration();
  const forgeDoc = serializeDoc(doc, (handler, place) => handlers.nameOfPageHandler(handler, place));
  callShell('reconcile', { forgeDoc }).catch(reportError);
}

async function createHistory(): Promise<PageHistory> {
  const arrived: { at?: PageHistory } = {};
  const arrive = (location: PageLocation) => arrived.at?.arrive(location);
  const start = await callShell('createHistory', serialize({ arrive }, lastingHandlerName));
  arrived.at = new PageHistory(start as PageLocation, {
    onMove: (action, location) => postToShell({ kind: 'moved', action, location }),
    onGo: steps => postToShell({ kind: 'go', steps }),
  });
  return arrived.at;
}

/** Subscriptions answer with a function, which can't be cloned: it is made here. */
async function subscribe(command: string, data: unknown): Promise<{ unsubscribe(): Promise<unknown> }> {
  const subscription = await callShell(command, serialize(data, lastingHandlerName));
  return { unsubscribe: () => callShell('unsubscribe', { subscription }) };
}

function callBridge(command: string, data?: unknown): Promise<unknown> {
  if (command === 'reconcile') return reconcile(data);
  if (command === 'createHistory') return createHistory();
  if (['on', 'onPublic', 'subscribeRealtimeChannel'].includes(command)) return subscribe(command, data);
  return callShell(command, serialize(data, lastingHandlerName));
}

async function runHandler(message: Extract<FromShell, { kind: 'run' }>): Promise<void> {
  const handler = handlers.find(message.remoteFunction);
  if (handler === undefined) throw new Error('The page has changed too often since: its function is gone');
  const value = serialize(await handler(...message.args), lastingHandlerName);
  postToShell({ kind: 'ran', id: message.id, value });
}

function receiveMessage(message: FromShell): void {
  if (message.kind === 'run') {
    runHandler(message).catch((error: unknown) =>
      postToShell({ kind: 'ran', id: message.id, error: errorMessageOf(error) }),
    );
    return;
  }
  const call = pendingCalls.get(message.id);
  pendingCalls.delete(message.id);
  if ('error' in message) call?.reject(new Error(message.error));
  else call?.resolve(message.value);
}

function errorMessageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function reportError(error: unknown): void {
  callShell('onError', { error: { name: 'Error', message: errorMessageOf(error) } }).catch(console.error);
}

window.addEventListener('message', (event: MessageEvent<FromShell>) => {
  if (event.source === window.parent) receiveMessage(event.data);
});
window.addEventListener('error', event => reportError(event.error ?? event.message));
window.addEventListener('unhandledrejection', event => reportError(event.reason));

Object.assign(globalThis, { __bridge: { callBridge } });
