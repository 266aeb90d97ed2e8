import { parseArgs } from 'node:util';

export const HELP = `npm start -- [options]
  --fresh         begin anew; without it the site goes on where it was left
  --empty         install the app just now: no days have passed, nothing was read
  --port NUMBER   where the page is served (default 4310; 0 takes any that is free)
  --seed NUMBER   another site of the same size (default 1)
  --state FOLDER  where the state is kept (default .sandbox)
  --help          this text`;

export interface StartOptions {
  readonly fresh: boolean;
  readonly empty: boolean;
  readonly port: number;
  readonly seed: number;
  /** The folder that keeps the state. */
  readonly state: string;
  readonly help: boolean;
}

const options = {
  fresh: { type: 'boolean' },
  empty: { type: 'boolean' },
  port: { type: 'string' },
  seed: { type: 'string' },
  state: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** What was typed can't be meant. The message is for whoever typed it, and lists what can. */
export class Usage extends Error {
  override readonly name = 'Usage';

  constructor(complaint: string) {
    super(`${complaint}\n\n${HELP}`);
  }
}

/** The complaint about one piece of what was typed; undefined where it can be meant. */
function complaintOf(token: ReturnType<typeof parsed>['tokens'][number]): string | undefined {
  if (token.kind === 'positional') return `Options begin with two dashes: “${token.value}” is none.`;
  if (token.kind !== 'option') return undefined;
  const known = Object.entries(options).find(([name]) => name === token.name)?.[1];
  if (known === undefined) return `There is no option ${token.rawName}.`;
  if (known.type === 'boolean')
    return token.value === undefined ? undefined : `${token.rawName} takes no value.`;
  return token.value === undefined || token.value === '' ? `${token.rawName} needs a value.` : undefined;
}

const parsed = (typed: readonly string[]) =>
  parseArgs({ args: [...typed], options, strict: false, allowPositionals: true, tokens: true });

function numberIn(text: string, complaint: string, [least, most]: readonly [number, number]): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw new Usage(complaint);
  return value;
}

/** @throws Usage */
export function optionsOf(typed: readonly string[]): StartOptions {
  const { tokens } = parsed(typed);
  const [complaint] = tokens.flatMap(token => complaintOf(token) ?? []);
  if (complaint !== undefined) throw new Usage(complaint);
  const {
    fresh = false,
    empty = false,
    help = false,
    port,
    seed,
    state,
  } = parseArgs({
    args: [...typed],
    options,
  }).values;
  return {
    fresh,
    empty,
    help,
    port: numberIn(port ?? '4310', '--port must be a whole number from 0 to 65535.', [0, 65_535]),
    seed: numberIn(seed ?? '1', '--seed must be a whole number.', [0, Number.MAX_SAFE_INTEGER]),
    state: state ?? '.sandbox',
  };
}
