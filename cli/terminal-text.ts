/**
 * Characters that a terminal obeys or that change how the text around them looks: controls (C0, DEL, C1), format characters
 * (bidi marks, zero-width characters, tags), line and paragraph separators, and lone surrogates.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Those of them that separate words. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** A text as one line for a terminal or for people: breaks become spaces, other control and format characters are dropped. */
export const terminalText = (text: string): string => text.replace(BREAKS, ' ').replace(UNPRINTABLE, '');

const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map(unit => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

/** JSON with every control and format character escaped. Outside of its strings JSON has line feeds alone. */
export const terminalJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(UNPRINTABLE, character =>
    character === '\n' ? character : escaped(character),
  );
