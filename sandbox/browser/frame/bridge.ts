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
import { PageHistory } from './history';
import { serialise, serialiseDoc } from './serialise';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const handlers = new Handlers();
const waiting = new Map<number, Waiting>();
let calls = 0;
let dueDoc: ForgeDoc | undefined;

function tell(message: FromFrame): void {
  // The shell's origin can't be named: this frame's own is opaque. Nothing that passes here is a secret to its parent.
  window.parent.postMessage(message, '*');
}

function nameOfLasting(handler: Handler): string {
  return handlers.nameOfLastingHandler(handler);
}

function ask(command: string, data: unknown): Promise<unknown> {
  const id = ++calls;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    tell({ kind: 'call', id, command, data });
  });
}

/** The root commits once for each state that changes; what changes in one go is sent once. */
function reconcile(data: unknown): Promise<undefined> {
  const doc = isRecord(data) ? data.forgeDoc : undefined;
  if (!isForgeDoc(doc)) return Promise.reject(new Error('reconcile was called without a document'));
  if (dueDoc === undefined) queueMicrotask(sendDoc);
  dueDoc = doc;
  return Promise.resolve(undefined);
}

function sendDoc(): void {
  const doc = dueDoc;
  dueDoc = undefined;
  if (doc === undefined) return;
  handlers.beginGeneration();
  const forgeDoc = serialiseDoc(doc, (handler, place) => handlers.nameOfPageHandler(handler, place));
  ask('reconcile', { forgeDoc }).catch(reportLoss);
}

async function createHistory(): Promise<PageHistory> {
  const arrived: { at?: PageHistory } = {};
  const arrive = (location: PageLocation) => arrived.at?.arrive(location);
  const start = await ask('createHistory', serialise({ arrive }, nameOfLasting));
  arrived.at = new PageHistory(start as PageLocation, {
    moved: (action, location) => tell({ kind: 'moved', action, location }),
    go: steps => tell({ kind: 'go', steps }),
  });
  return arrived.at;
}

/** Subscriptions answer with a function, which can't be cloned: it is made here. */
async function subscribe(command: string, data: unknown): Promise<{ unsubscribe(): Promise<unknown> }> {
  const subscription = await ask(command, serialise(data, nameOfLasting));
  return { unsubscribe: () => ask('unsubscribe', { subscription }) };
}

function callBridge(command: string, data?: unknown): Promise<unknown> {
  if (command === 'reconcile') return reconcile(data);
  if (command === 'createHistory') return createHistory();
  if (['on', 'onPublic', 'subscribeRealtimeChannel'].includes(command)) return subscribe(command, data);
  return ask(command, serialise(data, nameOfLasting));
}

async function run(message: Extract<FromShell, { kind: 'run' }>): Promise<void> {
  const handler = handlers.find(message.remoteFunction);
  if (handler === undefined) throw new Error('The page has changed too often since: its function is gone');
  const value = serialise(await handler(...message.args), nameOfLasting);
  tell({ kind: 'ran', id: message.id, value });
}

function receive(message: FromShell): void {
  if (message.kind === 'run') {
    run(message).catch((error: unknown) => tell({ kind: 'ran', id: message.id, error: messageOf(error) }));
    return;
  }
  const call = waiting.get(message.id);
  waiting.delete(message.id);
  if ('error' in message) call?.reject(new Error(message.error));
  else call?.resolve(message.value);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function reportLoss(error: unknown): void {
  ask('onError', { error: { name: 'Error', message: messageOf(error) } }).catch(console.error);
}

window.addEventListener('message', (event: MessageEvent<FromShell>) => {
  if (event.source === window.parent) receive(event.data);
});
window.addEventListener('error', event => reportLoss(event.error ?? event.message));
window.addEventListener('unhandledrejection', event => reportLoss(event.reason));

Object.assign(globalThis, { __bridge: { callBridge } });
