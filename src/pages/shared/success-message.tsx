import { showFlag } from '@forge/bridge';
import { createContext, useContext } from 'react';

/** The message after an action: what was done, and what follows from it. */
export interface SuccessMessage {
  readonly title: string;
  readonly meaning: string;
}

/** Shows a success message. A later message with the same ID replaces an earlier one. */
type ShowSuccess = (id: string, message: SuccessMessage) => void;

const showSuccessFlag: ShowSuccess = (id, { title, meaning }) => {
  showFlag({ id, type: 'success', title, description: meaning, isAutoDismiss: true });
};

const Context = createContext<ShowSuccess>(showSuccessFlag);

export const useShowSuccess = (): ShowSuccess => useContext(Context);

/** Replaces the flag with another way to show success, for places where a flag would cover the next step. */
export const SuccessProvider = Context.Provider;
