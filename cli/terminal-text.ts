/**
 * Characters that control a terminal or change how the text around them looks: control characters (C0, DEL, C1), format
 * characters (bidi marks, zero-width characters, tags), line and paragraph separators, and lone surrogates.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Control characters that separate words. */
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * Cleans a text to one line for a terminal or for people. Line breaks become spaces, and other control and format
 * characters are removed.
 */
export const terminalText = (text: string): string => text.replace(LINE_BREAKS, ' ').replace(UNPRINTABLE, '');

const escapeCharacter = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map(unit => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

/**
 * Formats JSON with every control and format character escaped. Outside strings, JSON has no control characters except
 * line feeds.
 */
export const terminalJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(UNPRINTABLE, character =>
    character === '\n' ? character : escapeCharacter(character),
  );
