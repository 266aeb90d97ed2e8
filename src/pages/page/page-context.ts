import { createContext, useContext } from 'react';
import { type ControlId } from '../../terms/control-terms';
import { type Key, type Part, type Words } from '../../../static/locales';
import { type ControlText, controlWords } from '../../../static/locales/control-words';
import { type WordArgs } from '../../../static/locales/message';
import { type By, type Place } from './place';

/** What every part of a page leans on. */
export interface PageContext {
  readonly words: Words;
  /** IANA name of the reader's time zone. */
  readonly timeZone: string;
  /** What the reader pressed to come here is gone with its place: the first thing of this one takes the focus. */
  readonly takesFocus: boolean;
  go(to: Place, by?: By): void;
  /** The reader may not see any of it: the whole page says only that. */
  refuse(): void;
}

const Context = createContext<PageContext | undefined>(undefined);
export const PageProvider = Context.Provider;

/** A page's words and ways. */
export interface Page extends PageContext {
  /** A message as one line of letters. */
  say(key: Key, args?: WordArgs): string;
  parts(key: Key, args?: WordArgs): readonly Part[];
  of(control: string): ControlText;
}

export function usePage(): Page {
  const context = useContext(Context);
  if (context === undefined) throw new Error('a part of a page stands outside of a page');
  const { words, timeZone } = context;
  return {
    ...context,
    say: (key, args) => words.plain(key, args, { timeZone }),
    parts: (key, args) => words.parts(key, args),
    // Controls come from the app's own functions, whose contract holds their form.
    of: control => controlWords(words, control as ControlId),
  };
}
