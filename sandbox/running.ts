import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';

/*
 * Where a sandbox serves its page, kept beside its state: whoever starts a second one on the same folder is told where the
 * first one is.
 */
const fileIn = (stateFolder: string): string => join(stateFolder, 'address');

export async function noteAddress(stateFolder: string, url: string): Promise<void> {
  await mkdir(stateFolder, { recursive: true });
  await writeFile(fileIn(stateFolder), url);
}

export const dropAddress = (stateFolder: string): Promise<void> => rm(fileIn(stateFolder), { force: true });

async function addressIn(stateFolder: string): Promise<URL | undefined> {
  const text = await readFile(fileIn(stateFolder), 'utf8').catch(() => '');
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** What to do where another sandbox holds the folder. */
export async function alreadyRuns(stateFolder: string): Promise<string> {
  const address = await addressIn(stateFolder);
  const near = relative(process.cwd(), stateFolder);
  const folder = near.startsWith('..') ? stateFolder : near;
  const second = `npm start -- --state ${folder}-2 --port ${Number(address?.port ?? 4310) + 1}`;
  return [
    address === undefined
      ? `Another sandbox is starting on ${folder}, or was started without a page.`
      : `Another sandbox runs on ${folder}: ${address.origin}`,
    'Use that one, stop it with Ctrl+C where it was started, or start a second one beside it:',
    `  ${second}`,
  ].join('\n');
}

/** Whether nobody listens on the port. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** What to do where the port is taken: by this very sandbox, or by something else. */
export async function portTaken(port: number, stateFolder: string): Promise<string> {
  const address = await addressIn(stateFolder);
  if (address?.port === String(port)) return alreadyRuns(stateFolder);
  return `Port ${port} is taken by another program. Choose another one: npm start -- --port ${port + 1}`;
}
