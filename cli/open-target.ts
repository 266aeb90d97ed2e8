import { type Credentials, readCredentials } from './credentials';
import { httpTransport } from './http-transport';
import { createRecordedTransport, readRecording } from './recording';
import { type AssessArguments, type Size } from './arguments';
import { type Transport } from '../src/jira/transport';
import { instant, type Instant } from '../src/domain/instant';

/** A site to read: its transport, the time of the assessment, and whether it is live. */
export interface OpenTarget {
  readonly transport: Transport;
  readonly now: Instant;
  /** The URL of a live site, for messages. A recording has none. */
  readonly address?: string;
  /** The kind of credentials for a real site. */
  readonly credentialsKind?: Credentials['by'];
  close(): Promise<void>;
}

const closeNothing = (): Promise<void> => Promise.resolve();

async function openRecording(folder: string, now: Instant | undefined): Promise<OpenTarget> {
  const recording = await readRecording(folder);
  return {
    transport: createRecordedTransport(recording),
    now: now ?? recording.recordedAt ?? instant(Date.now()),
    close: closeNothing,
  };
}

async function openSite(
  address: string,
  now: Instant | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<OpenTarget> {
  const { authorization, by } = readCredentials(environment);
  return {
    transport: httpTransport(address, authorization),
    now: now ?? instant(Date.now()),
    address,
    credentialsKind: by,
    close: closeNothing,
  };
}

/** Starts the sandbox and reads it over HTTP as one of its Jira admins. Loads the sandbox's server only when needed. */
async function openSandbox(size: Size, seed: number, now: Instant | undefined): Promise<OpenTarget> {
  const [{ createSite }, { Clock }] = await Promise.all([
    import('../sandbox/jira/site'),
    import('../sandbox/clock'),
  ]);
  const clock = new Clock(now);
  const site = await createSite({ size, seed, clock });
  return {
    transport: httpTransport(site.url, site.as(site.people.ana).authorization),
    now: now ?? instant(clock.now()),
    address: site.url,
    close: () => site.close(),
  };
}

/** @throws Problem if the target can't be opened. */
export function openTarget(
  { target, now }: AssessArguments,
  environment: NodeJS.ProcessEnv,
): Promise<OpenTarget> {
  switch (target.is) {
    case 'recording':
      return openRecording(target.folder, now);
    case 'site':
      return openSite(target.address, now, environment);
    case 'sandbox':
      return openSandbox(target.size, target.seed, now);
  }
}
