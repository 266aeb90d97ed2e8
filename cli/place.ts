import { type Credentials, credentialsFrom } from './credentials';
import { httpTransport } from './http-transport';
import { recordedTransport, recordingIn } from './recording';
import { type Arguments, type Size } from './arguments';
import { type Transport } from '../src/jira/transport';
import { instant, type Instant } from '../src/terms/instant';

/** A site that can be asked: how, at which time, and whether it is live. */
export interface OpenPlace {
  readonly transport: Transport;
  readonly now: Instant;
  /** Where it is live, its address for messages; a recording has none. */
  readonly address?: string;
  /** Which credentials a real site is asked with. */
  readonly credentials?: Credentials['by'];
  close(): Promise<void>;
}

const nothingToClose = (): Promise<void> => Promise.resolve();

async function openRecording(folder: string, now: Instant | undefined): Promise<OpenPlace> {
  const recording = await recordingIn(folder);
  return {
    transport: recordedTransport(recording),
    now: now ?? recording.recordedAt ?? instant(Date.now()),
    close: nothingToClose,
  };
}

async function openSite(
  address: string,
  now: Instant | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<OpenPlace> {
  const { authorization, by } = credentialsFrom(environment);
  return {
    transport: httpTransport(address, authorization),
    now: now ?? instant(Date.now()),
    address,
    credentials: by,
    close: nothingToClose,
  };
}

/** The sandbox's own site, asked over HTTP as one of its Jira admins. Its server is loaded only when it is wanted. */
async function openSandbox(size: Size, seed: number, now: Instant | undefined): Promise<OpenPlace> {
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

/** @throws Problem where there is nothing to read from. */
export function openPlace({ place, now }: Arguments, environment: NodeJS.ProcessEnv): Promise<OpenPlace> {
  switch (place.is) {
    case 'recording':
      return openRecording(place.folder, now);
    case 'site':
      return openSite(place.address, now, environment);
    case 'sandbox':
      return openSandbox(place.size, place.seed, now);
  }
}
