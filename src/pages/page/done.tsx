import { showFlag } from '@forge/bridge';
import { createContext, useContext } from 'react';

/** What was done, in words: that it was, and what follows from it. */
export interface Done {
  readonly title: string;
  readonly meaning: string;
}

/** Tells the reader that something is done. A later one with the same id takes the place of the earlier. */
type TellDone = (id: string, done: Done) => void;

const byFlag: TellDone = (id, { title, meaning }) => {
  showFlag({ id, type: 'success', title, description: meaning, isAutoDismiss: true });
};

const Context = createContext<TellDone>(byFlag);

export const useTellDone = (): TellDone => useContext(Context);

/** Inside it what is done is told otherwise than by a flag, which would stand over what comes next. */
export const DoneTold = Context.Provider;
