import { parseArgs } from 'node:util';
import { type Instant, instantOf } from '../src/terms/instant';
import { Problem } from './problem';

const SIZES = ['S', 'M', 'L', 'XL'] as const;
export type Size = (typeof SIZES)[number];

/** Where the answers come from. */
export type Place =
  | { readonly is: 'sandbox'; readonly size: Size; readonly seed: number }
  | { readonly is: 'site'; readonly address: string }
  | { readonly is: 'recording'; readonly folder: string };

export interface Arguments {
  readonly place: Place;
  /** The folder that a recording is written to. */
  readonly record?: string;
  /** The file of settings. */
  readonly settings?: string;
  readonly now?: Instant;
  readonly json: boolean;
}

const options = {
  site: { type: 'string' },
  recorded: { type: 'string' },
  record: { type: 'string' },
  settings: { type: 'string' },
  now: { type: 'string' },
  json: { type: 'boolean' },
  size: { type: 'string' },
  seed: { type: 'string' },
} as const;

function parsed(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('usage', { reason: reason.split(/[.\n]/)[0] ?? reason }, cause);
  }
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Credentials are sent, so the way must be encrypted; on one's own machine it needs not. */
function addressOf(text: string): string {
  if (!URL.canParse(text)) throw new Problem('bad-site');
  const { protocol, hostname, origin } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.includes(hostname)))
    throw new Problem('bad-site');
  return origin;
}

function sandboxOf(size = 'S', seed = '1'): Place {
  const known = SIZES.find(one => one === size);
  if (known === undefined) throw new Problem('bad-size');
  if (!/^\d+$/.test(seed)) throw new Problem('bad-seed');
  return { is: 'sandbox', size: known, seed: Number(seed) };
}

function momentOf(text: string): Instant {
  const at = instantOf(text);
  if (at === undefined) throw new Problem('bad-now');
  return at;
}

/** Whether somebody wants to know how the command is used. */
export const asksForHelp = (given: readonly string[]): boolean =>
  given.includes('--help') || given.includes('-h');

/** @throws Problem where the arguments contradict each other or are none of ours. */
export function argumentsOf(given: readonly string[]): Arguments {
  const { site, recorded, record, settings, now, json = false, size, seed } = parsed(given);
  if (site !== undefined && recorded !== undefined) throw new Problem('two-places');
  if (recorded !== undefined && record !== undefined) throw new Problem('record-recorded');
  const isSandbox = site === undefined && recorded === undefined;
  if (!isSandbox && (size !== undefined || seed !== undefined)) throw new Problem('sandbox-only');
  const place: Place =
    site !== undefined
      ? { is: 'site', address: addressOf(site) }
      : recorded !== undefined
        ? { is: 'recording', folder: recorded }
        : sandboxOf(size, seed);
  return {
    place,
    json,
    ...(record === undefined ? {} : { record }),
    ...(settings === undefined ? {} : { settings }),
    ...(now === undefined ? {} : { now: momentOf(now) }),
  };
}
