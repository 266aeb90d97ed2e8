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

/** The options of the command. `value` names what an option takes, for messages. */
export const OPTIONS = {
  site: { type: 'string', value: 'ADDRESS' },
  recorded: { type: 'string', value: 'FOLDER' },
  record: { type: 'string', value: 'FOLDER' },
  settings: { type: 'string', value: 'FILE' },
  now: { type: 'string', value: 'TIME' },
  json: { type: 'boolean' },
  size: { type: 'string', value: 'S|M|L|XL' },
  seed: { type: 'string', value: 'NUMBER' },
} as const;
export type OptionName = keyof typeof OPTIONS;

function parsed(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('usage', { reason: reason.split(/[.\n]/)[0] ?? reason }, { cause });
  }
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The base URL without a slash at the end. It keeps its path: service accounts and scoped tokens use
 * `https://api.atlassian.com/ex/jira/{cloudId}`. Credentials are sent there, so it must be encrypted, except on this machine.
 */
function addressOf(text: string): string {
  if (!URL.canParse(text)) throw new Problem('bad-site');
  const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
  const hasMore = [username, password, search, hash].some(part => part !== '');
  if (!isSafe || hasMore) throw new Problem('bad-site');
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function sandboxOf(size = 'S', seed = '1'): Place {
  const known = SIZES.find(one => one === size);
  if (known === undefined) throw new Problem('bad-size');
  if (!/^\d+$/.test(seed) || !Number.isSafeInteger(Number(seed))) throw new Problem('bad-seed');
  return { is: 'sandbox', size: known, seed: Number(seed) };
}

function momentOf(text: string): Instant {
  const at = instantOf(text);
  if (at === undefined) throw new Problem('bad-now');
  return at;
}

/** Whether the arguments ask how the command is used. */
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
