import { type IntlMessageFormat } from 'intl-messageformat';
import { type Arg } from '../../src/terms/finding';
import { instant } from '../../src/terms/instant';
import { type Part } from './part';

/** What a message is filled with. `{ href }` is for a tag, e.g. `<link>`; without an address its text stays plain. */
export type WordArgs = Readonly<Record<string, Arg | { readonly href: string | undefined }>>;

/** The words for a term that a message names by an argument, e.g. `permissions.BROWSE_PROJECTS`; undefined: no words yet. */
export type TermLookup = (key: string) => string | undefined;

type Piece = string | Part;
type Tag = (chunks: readonly Piece[]) => Piece[];

const partOf = (piece: Piece): Part => (typeof piece === 'string' ? { is: 'text', text: piece } : piece);

const marked =
  (mark: { readonly strong?: true; readonly code?: true; readonly href?: string }): Tag =>
  chunks =>
    chunks.map(partOf).map(part => (part.is === 'text' ? { ...part, ...mark } : part));

/** `<term>permissions.{permission}</term>`: what Jira calls it; a key that has no words is shown as it is. */
const termTag =
  (lookup: TermLookup): Tag =>
  chunks => {
    const key = chunks.map(chunk => (typeof chunk === 'string' ? chunk : '')).join('');
    return [lookup(key) ?? { is: 'text', text: key.slice(key.indexOf('.') + 1), code: true }];
  };

/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A name as a piece of one line. Names are other people's: line breaks become spaces, marks that turn the direction of what
 * follows are dropped, and a name that runs from right to left is kept from turning the sentence around it.
 */
const oneLine = (text: string): string => {
  const line = text
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
};

const valueOf = (arg: WordArgs[string]): Piece | number | Tag => {
  if (typeof arg === 'string') return oneLine(arg);
  if (typeof arg === 'number') return arg;
  if (typeof arg === 'boolean') return String(arg);
  if ('person' in arg) return { is: 'person', account: arg.person };
  if ('at' in arg) return { is: 'instant', at: instant(arg.at) };
  return marked(arg.href === undefined ? {} : { href: arg.href });
};

/**
 * @param message in ICU MessageFormat, with the tags `strong`, `code`, `term` and those that `args` gives an address for.
 * @throws where the message is malformed or an argument is missing.
 */
export function partsOf(message: IntlMessageFormat, args: WordArgs, lookup: TermLookup): readonly Part[] {
  const values: Record<string, Piece | number | Tag> = {
    strong: marked({ strong: true }),
    code: marked({ code: true }),
    term: termTag(lookup),
  };
  for (const [name, arg] of Object.entries(args)) values[name] = valueOf(arg);
  return message.formatToParts<Piece | number | Tag>(values).map(({ value }): Part => {
    if (typeof value === 'object') return value;
    return { is: 'text', text: String(value) };
  });
}
