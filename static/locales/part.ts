import { type Instant } from '../../src/terms/instant';

/** A piece of a sentence: each renderer (pages, ADF, terminal) shows it in its own way. */
export type Part =
  | {
      readonly is: 'text';
      readonly text: string;
      readonly strong?: true;
      readonly code?: true;
      readonly href?: string;
    }
  | { readonly is: 'person'; readonly account: string }
  | { readonly is: 'instant'; readonly at: Instant };

/** How people and moments read where only letters can be shown. */
export interface Plainly {
  /** @returns undefined where the name isn't known: the account id is shown then. */
  readonly nameOf?: (account: string) => string | undefined;
  /** IANA name; UTC where it is missing. */
  readonly timeZone?: string;
}

const momentOf = (at: Instant, locale: string, timeZone = 'UTC'): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    // Not `hour12: false`: that calls midnight 24 o'clock.
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }).format(at);

/** The sentence as one line of letters. */
export const plainOf = (parts: readonly Part[], locale: string, how: Plainly = {}): string =>
  parts
    .map(part => {
      switch (part.is) {
        case 'text':
          return part.text;
        case 'person':
          return how.nameOf?.(part.account) ?? part.account;
        case 'instant':
          return momentOf(part.at, locale, how.timeZone);
      }
    })
    .join('');
