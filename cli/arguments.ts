import { parseArgs } from 'node:util';
import { type Instant, parseInstant } from '../src/domain/instant';
import { Problem } from './problem';

const SIZES = ['S', 'M', 'L', 'XL'] as const;
export type Size = (typeof SIZES)[number];

/** The source of the answers. */
export type AssessTarget =
  | { readonly is: 'sandbox'; readonly size: Size; readonly seed: number }
  | { readonly is: 'site'; readonly address: string }
  | { readonly is: 'recording'; readonly folder: string };

export interface AssessArguments {
  readonly target: AssessTarget;
  /** The folder to write a recording to. */
  readonly record?: string;
  /** The settings file. */
  readonly settings?: string;
  readonly now?: Instant;
  readonly json: boolean;
}

/** The command's options. `value` is the placeholder for an option's value in messages. */
export const CLI_OPTIONS = {
  site: { type: 'string', value: 'ADDRESS' },
  recorded: { type: 'string', value: 'FOLDER' },
  record: { type: 'string', value: 'FOLDER' },
  settings: { type: 'string', value: 'FILE' },
  now: { type: 'string', value: 'TIME' },
  json: { type: 'boolean' },
  size: { type: 'string', value: 'S|M|L|XL' },
  seed: { type: 'string', value: 'NUMBER' },
} as const;
export type OptionName = keyof typeof CLI_OPTIONS;

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: CLI_OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Problem('usage', { reason: reason.split(/[.\n]/)[0] ?? reason }, { cause });
  }
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Returns the base URL without a trailing slash. Keeps its path, because service accounts and scoped tokens use
 * `https://api.atlassian.com/ex/jira/{cloudId}`. The command sends credentials there, so HTTPS is required except on
 * localhost.
 */
function parseSiteAddress(text: string): string {
  if (!URL.canParse(text)) throw new Problem('bad-site');
  const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
  const hasMore = [username, password, search, hash].some(part => part !== '');
  if (!isSafe || hasMore) throw new Problem('bad-site');
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

function parseSandboxTarget(size = 'S', seed = '1'): AssessTarget {
  const knownSize = SIZES.find(one => one === size);
  if (knownSize === undefined) throw new Problem('bad-size');
  if (!/^\d+$/.test(seed) || !Number.isSafeInteger(Number(seed))) throw new Problem('bad-seed');
  return { is: 'sandbox', size: knownSize, seed: Number(seed) };
}

function parseTime(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw new Problem('bad-now');
  return at;
}

export const asksForHelp = (args: readonly string[]): boolean =>
  args.includes('--help') || args.includes('-h');

/** @throws Problem if the arguments conflict or are unknown. */
export function parseArguments(args: readonly string[]): AssessArguments {
  const { site, recorded, record, settings, now, json = false, size, seed } = parseOptions(args);
  if (site !== undefined && recorded !== undefined) throw new Problem('two-places');
  if (recorded !== undefined && record !== undefined) throw new Problem('record-recorded');
  const isSandbox = site === undefined && recorded === undefined;
  if (!isSandbox && (size !== undefined || seed !== undefined)) throw new Problem('sandbox-only');
  const target: AssessTarget =
    site !== undefined
      ? { is: 'site', address: parseSiteAddress(site) }
      : recorded !== undefined
        ? { is: 'recording', folder: recorded }
        : parseSandboxTarget(size, seed);
  return {
    target,
    json,
    ...(record === undefined ? {} : { record }),
    ...(settings === undefined ? {} : { settings }),
    ...(now === undefined ? {} : { now: parseTime(now) }),
  };
}
