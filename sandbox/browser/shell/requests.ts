import { type BenchView, type Surroundings } from '../bench-view';

/** Asks the browser host. @throws with the answer's own words where it refuses, with ours where there is no answer. */
export async function asked<T>(path: string, body?: unknown): Promise<T> {
  const answer = await answered(path, {
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

async function answered(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    throw new Error('The sandbox does not answer. Is it still running?', { cause });
  }
}

export function surroundings(): Promise<Surroundings> {
  return asked('/sandbox');
}

export async function actOnBench(path: string, body: unknown = {}): Promise<void> {
  await asked(`/bench-calls/${path}`, body);
}

/** Calls back with the bench whenever it changes, and once at first. @returns how to stop. */
export function followBench(show: (bench: BenchView) => void): () => void {
  const live = new EventSource('/bench-calls/live');
  live.onmessage = (message: MessageEvent<string>) => show(JSON.parse(message.data) as BenchView);
  return () => live.close();
}
