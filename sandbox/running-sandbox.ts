import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';

/*
 * Where a sandbox serves its page, kept beside its state: whoever starts a second one on the same folder is told where the
 * first one is.
 */
const addressFile = (stateFolder: string): string => join(stateFolder, 'address');

export async function saveAddress(stateFolder: string, url: string): Promise<void> {
  await mkdir(stateFolder, { recursive: true });
  await writeFile(addressFile(stateFolder), url);
}

export const deleteAddress = (stateFolder: string): Promise<void> =>
  rm(addressFile(stateFolder), { force: true });

async function readAddress(stateFolder: string): Promise<URL | undefined> {
  const text = await readFile(addressFile(stateFolder), 'utf8').catch(() => '');
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** What to do where another sandbox holds the folder. */
export async function describeRunningSandbox(stateFolder: string): Promise<string> {
  const address = await readAddress(stateFolder);
  const near = relative(process.cwd(), stateFolder);
  const folder = near.startsWith('..') ? stateFolder : near;
  const second = `npm start -- --state ${folder}-2 --port ${Number(address?.port ?? 4310) + 1}`;
  return [
    address === undefined
      ? `Another sandbox is starting in ${folder}, or was started without a page.`
      : `Another sandbox is running in ${folder}: ${address.origin}`,
    'Use it, stop it with Ctrl+C in its terminal, or start a second one:',
    `  ${second}`,
  ].join('\n');
}

/** Whether nobody listens on the port. */
export const isPortFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** What to do where the port is taken: by this very sandbox, or by something else. */
export async function describePortConflict(port: number, stateFolder: string): Promise<string> {
  const address = await readAddress(stateFolder);
  if (address?.port === String(port)) return describeRunningSandbox(stateFolder);
  return `Another program is using port ${port}. Choose another port: npm start -- --port ${port + 1}`;
}
