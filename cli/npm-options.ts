import { CLI_OPTIONS, type OptionName } from './arguments';
import { Problem } from './problem';

const optionNames = Object.keys(CLI_OPTIONS) as readonly OptionName[];

/** npm's value for a boolean option, and for an option whose value it took for an argument. */
const NO_VALUE = 'true';

/** Whether a value is safe to repeat in a message. A URL with a password isn't. */
const isPlain = (value: string): boolean => /^[\w./:+,~-]+$/.test(value);

/** Splits the arguments at the first option. */
function splitAtFirstOption(args: readonly string[]): readonly [readonly string[], readonly string[]] {
  const first = args.findIndex(one => one.startsWith('-'));
  return first === -1 ? [args, []] : [args.slice(0, first), args.slice(first)];
}

/**
 * Finds the options that npm took for itself, as the user would type them. Without `--`, npm treats the command's
 * options as its own settings. The command sees them only in the environment: `--json` as `npm_config_json=true`,
 * `--size=M` as `npm_config_size=M`, and `--size M` as `npm_config_size=true` with an argument `M`.
 */
function optionsTakenByNpm(args: readonly string[], environment: NodeJS.ProcessEnv): readonly string[] {
  const takenOptions = optionNames.flatMap(name => {
    const value = environment[`npm_config_${name}`] ?? '';
    const isTyped = args.some(one => one === `--${name}` || one.startsWith(`--${name}=`));
    return value === '' || isTyped ? [] : [{ name, value }];
  });
  const [values] = splitAtFirstOption(args);
  const separated = takenOptions.filter(
    ({ name, value }) => value === NO_VALUE && CLI_OPTIONS[name].type === 'string',
  );
  // npm loses the order, so with several options a value can't be matched to its option.
  const onlyValue = separated.length === 1 && values.length === 1 ? values[0] : undefined;
  return takenOptions.map(({ name, value }) => {
    const option = CLI_OPTIONS[name];
    if (option.type === 'boolean') return `--${name}`;
    const text = value === NO_VALUE ? onlyValue : value;
    return `--${name} ${text !== undefined && isPlain(text) ? text : option.value}`;
  });
}

/** @throws Problem if npm took options of this command, because the command would run without them. */
export function rejectOptionsTakenByNpm(args: readonly string[], environment: NodeJS.ProcessEnv): void {
  const takenOptions = optionsTakenByNpm(args, environment);
  if (takenOptions.length === 0) return;
  const [, rest] = splitAtFirstOption(args);
  throw new Problem('options-before-dashes', {
    options: [...takenOptions, ...rest.filter(isPlain)].join(' '),
  });
}
