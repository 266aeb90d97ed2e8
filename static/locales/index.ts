import { IntlMessageFormat } from 'intl-messageformat';
import { en, type Catalogue } from './en';
import { partsOf, type TermLookup, type WordArgs } from './message';
import { plainOf, type Part, type Plainly } from './part';

export { plainOf, type Part, type Plainly } from './part';
export { type WordArgs } from './message';

/** Every word that a person reads, by language. Another language has the shape of the English one. */
const CATALOGUES = { en } satisfies Record<string, Catalogue>;
export type Locale = keyof typeof CATALOGUES;

/** The dotted paths of the messages in `T`. */
type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

/** The dotted paths of the lists of messages in `T`. */
type Lists<T> = {
  [K in keyof T & string]: T[K] extends string
    ? never
    : T[K] extends readonly string[]
      ? K
      : `${K}.${Lists<T[K]>}`;
}[keyof T & string];

/** What the compiler knows; a control's own words are asked through `control-words.ts`. */
type Fixed = Omit<Catalogue, 'controls'>;

/** A message: `namespace.path`, where a namespace is a file of the language's folder. */
export type Key = Leaves<Fixed> | `controls.${string}`;
/** A list of messages, e.g. numbered clicks. */
export type ListKey = Lists<Fixed> | `controls.${string}`;

export interface Words {
  readonly locale: Locale;
  /** @throws on a key without words, or an argument that is missing: both are mistakes of ours. */
  parts(key: Key, args?: WordArgs): readonly Part[];
  /** The same as one line of letters, where nothing else can be shown. */
  plain(key: Key, args?: WordArgs, how?: Plainly): string;
  /** The messages of a list, in order. */
  list(key: ListKey, args?: WordArgs): readonly (readonly Part[])[];
  has(key: string): boolean;
  /** The names that stand under a key, e.g. the fields of a form; none where there is no such key. */
  names(key: string): readonly string[];
}

const at = (catalogue: unknown, key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>(
      (node, step) =>
        typeof node === 'object' && node !== null && Object.hasOwn(node, step)
          ? Reflect.get(node, step)
          : undefined,
      catalogue,
    );

/** The words of one language. A message is parsed when it is first asked for. */
export function wordsOf(locale: Locale): Words {
  const catalogue = CATALOGUES[locale];
  const parsed = new Map<string, IntlMessageFormat>();

  const messageOf = (key: string, text: string): IntlMessageFormat => {
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const message = new IntlMessageFormat(text, locale);
    parsed.set(key, message);
    return message;
  };

  const term: TermLookup = key => {
    const text = at(catalogue, key);
    return typeof text === 'string' ? text : undefined;
  };

  const fill = (key: string, text: string, args: WordArgs): readonly Part[] => {
    try {
      return partsOf(messageOf(key, text), args, term);
    } catch (error) {
      throw new Error(`The words of "${key}" (${locale}) can't be filled`, { cause: error });
    }
  };

  const parts: Words['parts'] = (key, args = {}) => {
    const text = at(catalogue, key);
    if (typeof text !== 'string') throw new Error(`There are no words for "${key}" (${locale})`);
    return fill(key, text, args);
  };

  return {
    locale,
    parts,
    plain: (key, args, how) => plainOf(parts(key, args), locale, how),
    list: (key, args = {}) => {
      const texts = at(catalogue, key);
      if (!Array.isArray(texts)) throw new Error(`There is no list of words for "${key}" (${locale})`);
      return texts.map((text, index) => fill(`${key}.${index}`, String(text), args));
    },
    has: key => typeof at(catalogue, key) === 'string',
    names: key => {
      const node = at(catalogue, key);
      return typeof node === 'object' && node !== null ? Object.keys(node) : [];
    },
  };
}
