import { OPTIONS, type OptionName } from './arguments';
import { Problem } from './problem';

const names = Object.keys(OPTIONS) as readonly OptionName[];

/** What npm says of a boolean option, and of one whose value it took for an argument of its own. */
const NO_VALUE = 'true';

/** A value that can be typed again as it is. An address with a password in it is not repeated. */
const isPlain = (value: string): boolean => /^[\w./:+,~-]+$/.test(value);

/** The arguments before the first option, and the rest. */
function splitAtFirstOption(given: readonly string[]): readonly [readonly string[], readonly string[]] {
  const first = given.findIndex(one => one.startsWith('-'));
  return first === -1 ? [given, []] : [given.slice(0, first), given.slice(first)];
}

/**
 * The options that npm kept, as they would be typed. Without `--` npm takes an option for one of its own settings, and the
 * command sees it only in the environment: `--json` as `npm_config_json=true`, `--size=M` as `npm_config_size=M`, and
 * `--size M` as `npm_config_size=true` with an argument `M`.
 */
function keptByNpm(given: readonly string[], environment: NodeJS.ProcessEnv): readonly string[] {
  const kept = names.flatMap(name => {
    const value = environment[`npm_config_${name}`] ?? '';
    const isTyped = given.some(one => one === `--${name}` || one.startsWith(`--${name}=`));
    return value === '' || isTyped ? [] : [{ name, value }];
  });
  const [values] = splitAtFirstOption(given);
  const separated = kept.filter(({ name, value }) => value === NO_VALUE && OPTIONS[name].type === 'string');
  // npm keeps no order: which value belongs to which of several options is not known.
  const onlyValue = separated.length === 1 && values.length === 1 ? values[0] : undefined;
  return kept.map(({ name, value }) => {
    const option = OPTIONS[name];
    if (option.type === 'boolean') return `--${name}`;
    const text = value === NO_VALUE ? onlyValue : value;
    return `--${name} ${text !== undefined && isPlain(text) ? text : option.value}`;
  });
}

/** @throws Problem where npm kept options of this command: it would run without them. */
export function refuseOptionsKeptByNpm(given: readonly string[], environment: NodeJS.ProcessEnv): void {
  const kept = keptByNpm(given, environment);
  if (kept.length === 0) return;
  const [, rest] = splitAtFirstOption(given);
  throw new Problem('options-before-dashes', { options: [...kept, ...rest.filter(isPlain)].join(' ') });
}
