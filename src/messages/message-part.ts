import { type Instant } from '../domain/instant';

/** A part of a sentence. Each renderer (pages, ADF, terminal) displays it in its own way. */
export type MessagePart =
  | {
      readonly is: 'text';
      readonly text: string;
      readonly strong?: true;
      readonly code?: true;
      readonly href?: string;
    }
  | { readonly is: 'person'; readonly account: string }
  | { readonly is: 'instant'; readonly at: Instant };

/** How plain text shows people and times. */
export interface PlainTextOptions {
  /** @returns undefined if the name is unknown. The text then shows the account ID. */
  readonly nameOf?: (account: string) => string | undefined;
  /** IANA time zone; UTC by default. */
  readonly timeZone?: string;
}

const formatInstant = (at: Instant, locale: string, timeZone = 'UTC'): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    // `hour12: false` would show midnight as 24:00.
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }).format(at);

/** Joins the parts to one line of plain text. */
export const toPlainText = (
  parts: readonly MessagePart[],
  locale: string,
  options: PlainTextOptions = {},
): string =>
  parts
    .map(part => {
      switch (part.is) {
        case 'text':
          return part.text;
        case 'person':
          return options.nameOf?.(part.account) ?? part.account;
        case 'instant':
          return formatInstant(part.at, locale, options.timeZone);
      }
    })
    .join('');
