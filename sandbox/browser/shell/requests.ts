import { type BenchView, type ShellConfig } from '../bench-view';

/** Asks the browser host. @throws with the answer's own words where it refuses, with ours where there is no answer. */
export async function requestHost<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetchFromHost(path, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  // The host and its shell are built together: the shapes are theirs.
  const content = (await answer.json()) as T & { error?: string };
  if (content.error !== undefined) throw new Error(content.error);
  if (!answer.ok) throw new Error(`The browser host answered ${answer.status}`);
  return content;
}

async function fetchFromHost(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    throw new Error("The sandbox isn't responding. Check that it's still running.", { cause });
  }
}

export function fetchShellConfig(): Promise<ShellConfig> {
  return requestHost('/sandbox');
}

export async function postToBench(path: string, body: unknown = {}): Promise<void> {
  await requestHost(`/bench-calls/${path}`, body);
}

/** Calls back with the bench whenever it changes, and once at first. @returns how to stop. */
export function subscribeToBench(show: (bench: BenchView) => void): () => void {
  const live = new EventSource('/bench-calls/live');
  live.onmessage = (message: MessageEvent<string>) => show(JSON.parse(message.data) as BenchView);
  return () => live.close();
}
