import { parseArgs } from 'node:util';

export const HELP = `npm start -- [options]
  --fresh         Start over. Without it, the site continues where you left it.
  --empty         Show the app right after installation, with no history and no scan.
  --port NUMBER   Port of the page (default: 4310; 0 for any free port).
  --seed NUMBER   Generate a different site of the same size (default: 1).
  --state FOLDER  Folder for the sandbox's data (default: .sandbox).
  --help          Show this help.`;

export interface StartOptions {
  readonly fresh: boolean;
  readonly empty: boolean;
  readonly port: number;
  readonly seed: number;
  /** The folder that keeps the state. */
  readonly state: string;
  readonly help: boolean;
}

const optionTypes = {
  fresh: { type: 'boolean' },
  empty: { type: 'boolean' },
  port: { type: 'string' },
  seed: { type: 'string' },
  state: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** What was typed can't be meant. The message is for whoever typed it, and lists what can. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(complaint: string) {
    super(`${complaint}\n\n${HELP}`);
  }
}

/** The complaint about one piece of what was typed; undefined where it can be meant. */
function findUsageProblem(token: ReturnType<typeof parseTokens>['tokens'][number]): string | undefined {
  if (token.kind === 'positional')
    return `Unexpected argument: “${token.value}”. Options start with two dashes.`;
  if (token.kind !== 'option') return undefined;
  const known = Object.entries(optionTypes).find(([name]) => name === token.name)?.[1];
  if (known === undefined) return `Unknown option: ${token.rawName}`;
  if (known.type === 'boolean')
    return token.value === undefined ? undefined : `${token.rawName} doesn't take a value.`;
  return token.value === undefined || token.value === '' ? `${token.rawName} needs a value.` : undefined;
}

const parseTokens = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: optionTypes, strict: false, allowPositionals: true, tokens: true });

function parseNumber(text: string, problem: string, [min, max]: readonly [number, number]): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw new UsageError(problem);
  return value;
}

/** @throws UsageError */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const { tokens } = parseTokens(args);
  const [problem] = tokens.flatMap(token => findUsageProblem(token) ?? []);
  if (problem !== undefined) throw new UsageError(problem);
  const {
    fresh = false,
    empty = false,
    help = false,
    port,
    seed,
    state,
  } = parseArgs({
    args: [...args],
    options: optionTypes,
  }).values;
  return {
    fresh,
    empty,
    help,
    port: parseNumber(port ?? '4310', '--port must be a whole number from 0 to 65535.', [0, 65_535]),
    seed: parseNumber(seed ?? '1', '--seed must be a whole number.', [0, Number.MAX_SAFE_INTEGER]),
    state: state ?? '.sandbox',
  };
}
