import { IntlMessageFormat } from 'intl-messageformat';
import { en, type Catalog } from './catalogs/en';
import { formatMessageParts, type TermLookup, type MessageValues } from './format-message';
import { toPlainText, type MessagePart, type PlainTextOptions } from './message-part';

export { toPlainText, type MessagePart, type PlainTextOptions } from './message-part';
export { type MessageValues } from './format-message';

/** All texts of the user interface, by language. Other languages must have the shape of the English catalog. */
const CATALOGS = { en } satisfies Record<string, Catalog>;
export type Locale = keyof typeof CATALOGS;

/** The dotted paths of the messages in `T`. */
type MessagePaths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${MessagePaths<T[K]>}`;
}[keyof T & string];

/** The dotted paths of the message lists in `T`. */
type MessageListPaths<T> = {
  [K in keyof T & string]: T[K] extends string
    ? never
    : T[K] extends readonly string[]
      ? K
      : `${K}.${MessageListPaths<T[K]>}`;
}[keyof T & string];

/** Keys checked by the compiler. For the texts of controls, use `control-text.ts`. */
type TypedCatalog = Omit<Catalog, 'controls'>;

/** A message key: `namespace.path`. A namespace is a file in the language's folder. */
export type MessageKey = MessagePaths<TypedCatalog> | `controls.${string}`;
/** The key of a list of messages, such as numbered steps. */
export type MessageListKey = MessageListPaths<TypedCatalog> | `controls.${string}`;

export interface Messages {
  readonly locale: Locale;
  /** @throws if the key has no text or an argument is missing. Both are defects of the app. */
  parts(key: MessageKey, args?: MessageValues): readonly MessagePart[];
  /** The message as one line of plain text. */
  plainText(key: MessageKey, args?: MessageValues, options?: PlainTextOptions): string;
  /** The messages of a list, in order. */
  list(key: MessageListKey, args?: MessageValues): readonly (readonly MessagePart[])[];
  has(key: string): boolean;
  /** Names of the children of a key, such as the fields of a form; empty if the key doesn't exist. */
  childNames(key: string): readonly string[];
}

const findInCatalog = (catalog: unknown, key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>(
      (node, segment) =>
        typeof node === 'object' && node !== null && Object.hasOwn(node, segment)
          ? Reflect.get(node, segment)
          : undefined,
      catalog,
    );

/** Creates the texts of one language. A message is parsed on first use. */
export function createMessages(locale: Locale): Messages {
  const catalog = CATALOGS[locale];
  const parsed = new Map<string, IntlMessageFormat>();

  const parseMessage = (key: string, text: string): IntlMessageFormat => {
    const cached = parsed.get(key);
    if (cached !== undefined) return cached;
    const message = new IntlMessageFormat(text, locale);
    parsed.set(key, message);
    return message;
  };

  const lookUpTerm: TermLookup = key => {
    const text = findInCatalog(catalog, key);
    return typeof text === 'string' ? text : undefined;
  };

  const fillMessage = (key: string, text: string, args: MessageValues): readonly MessagePart[] => {
    try {
      return formatMessageParts(parseMessage(key, text), args, lookUpTerm);
    } catch (error) {
      throw new Error(`The words of "${key}" (${locale}) can't be filled`, { cause: error });
    }
  };

  const parts: Messages['parts'] = (key, args = {}) => {
    const text = findInCatalog(catalog, key);
    if (typeof text !== 'string') throw new Error(`There are no words for "${key}" (${locale})`);
    return fillMessage(key, text, args);
  };

  return {
    locale,
    parts,
    plainText: (key, args, options) => toPlainText(parts(key, args), locale, options),
    list: (key, args = {}) => {
      const texts = findInCatalog(catalog, key);
      if (!Array.isArray(texts)) throw new Error(`There is no list of words for "${key}" (${locale})`);
      return texts.map((text, index) => fillMessage(`${key}.${index}`, String(text), args));
    },
    has: key => typeof findInCatalog(catalog, key) === 'string',
    childNames: key => {
      const node = findInCatalog(catalog, key);
      return typeof node === 'object' && node !== null ? Object.keys(node) : [];
    },
  };
}
