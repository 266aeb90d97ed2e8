import { type IntlMessageFormat } from 'intl-messageformat';
import { type MessageArg } from '../domain/finding';
import { instant } from '../domain/instant';
import { type MessagePart } from './message-part';

/**
 * The arguments of a message. `{ href }` is for a tag such as `<link>`. With an undefined `href`, the text isn't a
 * link.
 */
export type MessageValues = Readonly<Record<string, MessageArg | { readonly href: string | undefined }>>;

/** Looks up the text of a term by key, such as `permissions.BROWSE_PROJECTS`; undefined if there is none. */
export type TermLookup = (key: string) => string | undefined;

type FormattedPiece = string | MessagePart;
type TagHandler = (chunks: readonly FormattedPiece[]) => FormattedPiece[];

const toPart = (piece: FormattedPiece): MessagePart =>
  typeof piece === 'string' ? { is: 'text', text: piece } : piece;

const createMarkTag =
  (mark: { readonly strong?: true; readonly code?: true; readonly href?: string }): TagHandler =>
  chunks =>
    chunks.map(toPart).map(part => (part.is === 'text' ? { ...part, ...mark } : part));

/** `<term>permissions.{permission}</term>`: Jira's name for the permission. A key without a text is shown as is. */
const createTermTag =
  (lookup: TermLookup): TagHandler =>
  chunks => {
    const key = chunks.map(chunk => (typeof chunk === 'string' ? chunk : '')).join('');
    return [lookup(key) ?? { is: 'text', text: key.slice(key.indexOf('.') + 1), code: true }];
  };

/** Characters of right-to-left scripts. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Formats a name for one line. Names are untrusted: line breaks become spaces, bidi control characters are removed, and
 * a right-to-left name is isolated from the rest of the sentence.
 */
const toSingleLine = (text: string): string => {
  const line = text
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
};

const toFormatValue = (arg: MessageValues[string]): FormattedPiece | number | TagHandler => {
  if (typeof arg === 'string') return toSingleLine(arg);
  if (typeof arg === 'number') return arg;
  if (typeof arg === 'boolean') return String(arg);
  if ('person' in arg) return { is: 'person', account: arg.person };
  if ('at' in arg) return { is: 'instant', at: instant(arg.at) };
  return createMarkTag(arg.href === undefined ? {} : { href: arg.href });
};

/**
 * @param message in ICU MessageFormat. May use the tags `strong`, `code`, `term`, and those with an `href` in `args`.
 * @throws if the message is malformed or an argument is missing.
 */
export function formatMessageParts(
  message: IntlMessageFormat,
  args: MessageValues,
  lookup: TermLookup,
): readonly MessagePart[] {
  const values: Record<string, FormattedPiece | number | TagHandler> = {
    strong: createMarkTag({ strong: true }),
    code: createMarkTag({ code: true }),
    term: createTermTag(lookup),
  };
  for (const [name, arg] of Object.entries(args)) values[name] = toFormatValue(arg);
  return message.formatToParts<FormattedPiece | number | TagHandler>(values).map(({ value }): MessagePart => {
    if (typeof value === 'object') return value;
    return { is: 'text', text: String(value) };
  });
}
